// Tokens for demonstrations and training. In production the court's own identity provider issues tokens, signed with
// the same secret.
import type { FastifyInstance } from 'fastify';
import { claimsOf, demoUsers } from '../../auth/demo-users.ts';
import { exampleCase } from '../../example-case.ts';
import { textInput } from '../../http/input.ts';
import { publicRoute } from '../../http/route.ts';
import { withExample } from '../../http/schema.ts';
import { notFound } from '../../problems/problem.ts';
import type { Services } from '../../services.ts';
import { wishExample } from './examples.ts';
import { demoToken } from './schemas.ts';

const body = {
  type: 'object',
  additionalProperties: false,
  required: ['user'],
  properties: {
    user: {
      ...textInput(`演示用户，如 judge / demonstration user`, 'judge', 50),
      examples: demoUsers.map(({ user }) => user),
    },
    cases: {
      type: 'array',
      maxItems: 100,
      items: textInput('当事人的案件 / a party’s case', exampleCase.number),
      description: '仅用于 party / only for a party',
    },
  },
} as const;

export function tokenRoutes(app: FastifyInstance, { config }: Services): void {
  if (!config.demoUsers || config.production) return;

  app.post<{ Body: { user: string; cases?: readonly string[] } }>(
    '/auth/demo-token',
    publicRoute({
      operationId: 'createDemoToken',
      tag: 'tokens',
      summary: '演示用户的令牌（仅限演示、培训环境）/ a demonstration user’s token',
      answers: { 200: demoToken },
      problems: ['NOT_FOUND'],
      body: withExample(body, wishExample),
    }),
    async ({ body: { user, cases } }) => {
      const known = demoUsers.find((candidate) => candidate.user === user);
      if (!known) throw notFound('demoUser', user);
      const claims = claimsOf(known, cases);
      return { token: app.jwt.sign(claims), ...claims };
    },
  );
}
