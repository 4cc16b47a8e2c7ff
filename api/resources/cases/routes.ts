// 执行案件: filing, the register, one case.
import type { FastifyInstance } from 'fastify';
import { type Case, listCases, readCase } from '../../../db/cases.ts';
import { reachOf } from '../../auth/access.ts';
import { actorOf } from '../../auth/authenticate.ts';
import { actOf, caseOf, logCase } from '../../http/request.ts';
import { actOnCase, caseParams, paging, query, route, text } from '../../http/route.ts';
import { page } from '../../http/schema.ts';
import type { Services } from '../../services.ts';
import { type Application, applicationSchema } from './application.ts';
import { cancelCase } from './cancel-case.ts';
import { fileCase } from './file-case.ts';
import { caseStatus, caseSummary, registeredCase, wholeCase } from './schemas.ts';
import { caseView, summaryOf } from './view.ts';

const tag = '案件 cases';
const date = (description: string) => ({ type: 'string', format: 'date', description }) as const;

interface ListQuery {
  readonly court?: string;
  readonly status?: Case['status'];
  readonly stage?: string;
  readonly handler?: string;
  readonly number?: string;
  readonly party?: string;
  readonly filedFrom?: string;
  readonly filedTo?: string;
  readonly after?: string;
  readonly pageSize: number;
}

const listQuery = query({
  court: text('法院代码 / court', 10),
  status: caseStatus,
  stage: text('阶段，如 财产调查 / stage', 50),
  handler: text('承办人 / handler'),
  number: text('案号 / case number'),
  party: text('当事人姓名或名称的一部分 / part of a party’s name'),
  filedFrom: date('立案日期起 / filed from'),
  filedTo: date('立案日期止 / filed until'),
  ...paging(2),
});

export function caseRoutes(app: FastifyInstance, services: Services): void {
  app.post<{ Body: Application }>(
    '/cases',
    route(
      'case.file',
      tag,
      '申请执行立案（同一 externalId 重复提交得到同一案件）/ file a case',
      { 200: caseSummary, 201: caseSummary, 202: registeredCase },
      {
        body: applicationSchema,
      },
    ),
    async (request, reply) => {
      const { case: filed, isNew, started } = await fileCase(request.db, services, request.body, actorOf(request.user));
      logCase(request, reply, filed.number);
      const note = started
        ? {}
        : {
            note: '已登记，流程引擎恢复后自动启动 / registered; it starts automatically when the process engine is available again',
          };
      return reply
        .code(started ? (isNew ? 201 : 200) : 202)
        .header('location', `/cases/${filed.id}`)
        .send({ ...summaryOf(filed), ...note });
    },
  );

  app.get<{ Querystring: ListQuery }>(
    '/cases',
    route('case.read', tag, '案件列表 / list cases', { 200: page(caseSummary) }, { querystring: listQuery }),
    async ({ db, user, query: { court, pageSize, ...filter } }) => {
      const reach = await reachOf(db, user);
      const courts = court === undefined ? reach.courts : (reach.courts ?? [court]).filter((code) => code === court);
      const { items, next } = await listCases(db, {
        ...filter,
        ...reach,
        ...(courts && { courts }),
        limit: pageSize,
      });
      return { items: items.map(summaryOf), ...(next && { next }) };
    },
  );

  app.get<{ Params: { id: string } }>(
    '/cases/:id',
    route(
      'case.read',
      tag,
      '案件全貌 / one case with all that belongs to it',
      { 200: wholeCase },
      { params: caseParams },
    ),
    async (request, reply) => caseView(request, await caseOf(request, reply), services.now()),
  );

  app.post<{ Params: { id: string }; Body: { reason: string } }>(
    '/cases/:id/cancel',
    route(
      'case.cancel',
      tag,
      '撤销案件流程（记明理由）/ cancel a case, with the reason',
      { 200: caseSummary },
      actOnCase({}),
    ),
    async (request, reply) => {
      const found = await caseOf(request, reply);
      await cancelCase(request.db, services, found, { ...actOf(request), reason: request.body.reason });
      return summaryOf((await readCase(request.db, found.id))!);
    },
  );
}
