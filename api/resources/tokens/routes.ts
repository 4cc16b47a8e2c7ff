// Tokens for demonstrations and training. In production the court's own identity provider issues tokens, signed with
// the same secret.
import type { FastifyInstance } from 'fastify';
import { claimsOf, demoUsers } from '../../auth/demo-users.ts';
import { publicRoute, text } from '../../http/route.ts';
import { notFound } from '../../problems/problem.ts';
import type { Services } from '../../services.ts';
import { demoToken } from './schemas.ts';

export function tokenRoutes(app: FastifyInstance, { config }: Services): void {
  if (!config.demoUsers || config.production) return;

  app.post<{ Body: { user: string; cases?: readonly string[] } }>(
    '/auth/demo-token',
    publicRoute(
      '令牌 tokens',
      '演示用户的令牌（仅限演示、培训环境）/ a demonstration user’s token',
      { 200: demoToken },
      {
        body: {
          type: 'object',
          additionalProperties: false,
          required: ['user'],
          properties: {
            user: {
              ...text('演示用户，如 judge / demonstration user', 50),
              examples: demoUsers.map(({ user }) => user),
            },
            cases: {
              type: 'array',
              maxItems: 100,
              items: text('当事人的案件 / a party’s case'),
              description: '仅用于 party',
            },
          },
        },
      },
    ),
    async ({ body: { user, cases } }) => {
      const known = demoUsers.find((candidate) => candidate.user === user);
      if (!known) throw notFound('demoUser', user);
      const claims = claimsOf(known, cases);
      return { token: app.jwt.sign(claims), ...claims };
    },
  );
}
