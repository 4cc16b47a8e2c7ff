// The table of problem codes: which errors the API answers with, and what to do about each.
import type { FastifyInstance } from 'fastify';
import { textInput } from '../../http/input.ts';
import { publicRoute } from '../../http/route.ts';
import { problemKinds } from '../../problems/codes.ts';
import { problemKind, problemTable } from './schemas.ts';

const tag = 'operation';

const codeParams = {
  type: 'object',
  required: ['code'],
  properties: { code: textInput('错误代码 / problem code', 'NOT_FOUND') },
} as const;

export function problemRoutes(app: FastifyInstance): void {
  app.get(
    '/problems',
    publicRoute({
      operationId: 'listProblemKinds',
      tag,
      summary: '错误代码表 / table of problem codes',
      answers: { 200: problemTable },
    }),
    async () => ({ items: problemKinds }),
  );

  app.get<{ Params: { code: string } }>(
    '/problems/:code',
    publicRoute({
      operationId: 'getProblemKind',
      tag,
      summary: '一个错误代码 / one problem code',
      answers: { 200: problemKind },
      params: codeParams,
    }),
    async ({ params }, reply) => {
      const kind = Object.entries(problemKinds).find(([code]) => code === params.code)?.[1];
      return kind ?? reply.callNotFound();
    },
  );
}
