// 法律依据: the laws that the models cite, and a citation resolved on a date.
import type { FastifyInstance } from 'fastify';
import { laws } from '../../../law/laws.ts';
import { legalDate } from '../../clock.ts';
import { dateInput, query, textInput } from '../../http/input.ts';
import { route } from '../../http/route.ts';
import { items } from '../../http/schema.ts';
import type { Services } from '../../services.ts';
import { citationExample, dayExample } from './examples.ts';
import { citedArticle, law } from './schemas.ts';
import { citationView } from './view.ts';

const tag = 'law';

export function lawRoutes(app: FastifyInstance, { now }: Services): void {
  app.get(
    '/law',
    route('law.read', {
      operationId: 'listLaws',
      tag,
      summary: '法律、司法解释及其版本 / laws and their versions',
      answers: { 200: items(law) },
    }),
    async () => ({ items: laws }),
  );

  app.get<{ Params: { citation: string }; Querystring: { date?: string } }>(
    '/law/:citation',
    route('law.read', {
      operationId: 'resolveCitation',
      tag,
      summary: '按日期解析引用，如 CPL%23251；已导入文本的附原文 / a citation on a date, with its text where imported',
      answers: { 200: citedArticle },
      params: {
        type: 'object',
        required: ['citation'],
        properties: { citation: textInput('引用，如 CPL#251 / citation', citationExample, 50) },
      },
      querystring: query({ date: dateInput('行为日期，缺省为今日 / day of the act', dayExample) }),
    }),
    async ({ db, params, query }) => citationView(db, params.citation, query.date ?? legalDate(now())),
  );
}
