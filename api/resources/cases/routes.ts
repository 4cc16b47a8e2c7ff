// 执行案件: filing, the register, one case.
import type { FastifyInstance } from 'fastify';
import { type Case, listCases, readCase } from '../../../db/cases.ts';
import { reachOf } from '../../auth/access.ts';
import { actorOf } from '../../auth/authenticate.ts';
import { exampleCase } from '../../example-case.ts';
import { actOnCase, caseParams, dateInput, paging, query, textInput } from '../../http/input.ts';
import { actOf, caseOf, logCase } from '../../http/request.ts';
import { route } from '../../http/route.ts';
import { page, withExample } from '../../http/schema.ts';
import type { Services } from '../../services.ts';
import { type Application, applicationSchema } from './application.ts';
import { cancelCase } from './cancel-case.ts';
import { cancellationExample, summaryExample } from './examples.ts';
import { fileCase } from './file-case.ts';
import { caseStatus, caseSummary, registeredCase, wholeCase } from './schemas.ts';
import { caseView, summaryOf } from './view.ts';

const tag = 'cases';

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
  court: textInput('法院代码 / court', exampleCase.courtCode, 10),
  status: withExample(caseStatus, 'accepted'),
  stage: textInput('阶段，如 财产调查 / stage', '财产调查', 50),
  handler: textInput('承办人 / handler', 'judge'),
  number: textInput('案号 / case number', exampleCase.number),
  party: textInput('当事人姓名或名称的一部分 / part of a party’s name', exampleCase.debtor.name),
  filedFrom: dateInput('立案日期起 / filed from', '2026-03-01'),
  filedTo: dateInput('立案日期止 / filed until', '2026-03-31'),
  ...paging(2, [summaryExample.filedOn, summaryExample.id]),
});

export function caseRoutes(app: FastifyInstance, services: Services): void {
  app.post<{ Body: Application }>(
    '/cases',
    route('case.file', {
      operationId: 'fileCase',
      tag,
      summary: '申请执行立案（同一 externalId 重复提交得到同一案件）/ file a case',
      answers: { 200: caseSummary, 201: caseSummary, 202: registeredCase },
      problems: ['EXTERNAL_ID_CONFLICT', 'NO_MODEL'],
      body: applicationSchema,
    }),
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
    route('case.read', {
      operationId: 'listCases',
      tag,
      summary: '案件列表 / list cases',
      answers: { 200: page(caseSummary) },
      querystring: listQuery,
    }),
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
    route('case.read', {
      operationId: 'getCase',
      tag,
      summary: '案件全貌 / one case with all that belongs to it',
      answers: { 200: wholeCase },
      params: caseParams,
    }),
    async (request, reply) => caseView(request, await caseOf(request, reply), services.now()),
  );

  app.post<{ Params: { id: string }; Body: { reason: string } }>(
    '/cases/:id/cancel',
    route('case.cancel', {
      operationId: 'cancelCase',
      tag,
      summary: '撤销案件流程（记明理由）/ cancel a case, with the reason',
      answers: { 200: caseSummary },
      problems: ['ENDED', 'NOT_OPEN', 'REFUSED'],
      ...actOnCase({}, cancellationExample),
    }),
    async (request, reply) => {
      const found = await caseOf(request, reply);
      await cancelCase(request.db, services, found, { ...actOf(request), reason: request.body.reason });
      return summaryOf((await readCase(request.db, found.id))!);
    },
  );
}
