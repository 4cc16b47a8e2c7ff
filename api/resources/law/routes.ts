// 法律依据: the laws that the models cite, and a citation resolved on a date.
import type { FastifyInstance } from 'fastify';
import { laws } from '../../../law/laws.ts';
import { legalDate } from '../../clock.ts';
import { query, route, text } from '../../http/route.ts';
import { items } from '../../http/schema.ts';
import type { Services } from '../../services.ts';
import { citedArticle, law } from './schemas.ts';
import { citationView } from './view.ts';

const tag = '法律依据 law';

export function lawRoutes(app: FastifyInstance, { now }: Services): void {
  app.get(
    '/law',
    route('law.read', tag, '法律、司法解释及其版本 / laws and their versions', { 200: items(law) }),
    async () => ({
      items: laws,
    }),
  );

  app.get<{ Params: { citation: string }; Querystring: { date?: string } }>(
    '/law/:citation',
    route(
      'law.read',
      tag,
      '按日期解析引用，如 CPL%23251；已导入文本的附原文 / a citation on a date, with its text where imported',
      { 200: citedArticle },
      {
        params: {
          type: 'object',
          required: ['citation'],
          properties: { citation: text('引用，如 CPL#251 / citation', 50) },
        },
        querystring: query({
          date: { type: 'string', format: 'date', description: '行为日期，缺省为今日 / day of the act' },
        }),
      },
    ),
    async ({ db, params, query }) => citationView(db, params.citation, query.date ?? legalDate(now())),
  );
}
