// 流程操作: what a person may do to running procedures when the model alone does not help. Each is archived with actor and reason.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Case, readCase } from '../../db/cases.ts';
import { caseInstances, type ProcessInstance } from '../../db/instances.ts';
import { newestModel, readGraph } from '../../db/models.ts';
import type { ElementMapping, Variables } from '../../engine/event.ts';
import { type CommittedState, queries } from '../../protocol/queries.ts';
import { updates } from '../../protocol/updates.ts';
import { wholeCase } from '../answers/case.ts';
import { instanceState } from '../answers/procedure.ts';
import { notFound, Problem } from '../problems/problem.ts';
import { actOf, caseOf } from '../requests.ts';
import type { Services } from '../services.ts';
import { query, update } from '../temporal.ts';
import { caseView } from '../views/case-view.ts';
import { actOnCase, caseParams, query as parameters, route, text, variables, variablesLimit } from './route.ts';

const tag = '流程操作 operations';
const instance = text('流程实例（workflowId），缺省为案件主流程 / process instance; the case’s own when absent', 1000);

interface OfCase<B> {
  readonly Params: { id: string };
  readonly Body: B;
}
interface Modification {
  readonly instance?: string;
  readonly activate?: readonly { elementId: string; scopeKey?: number; variables?: Variables }[];
  readonly terminate?: readonly number[];
  readonly reason: string;
}
interface MigrationRequest {
  readonly instance?: string;
  readonly version?: number;
  readonly mapping?: ElementMapping;
  readonly reason: string;
}

export function operationRoutes(app: FastifyInstance, services: Services): void {
  const { pool, temporal } = services;
  const seen = async (request: FastifyRequest, { id }: Case) =>
    caseView(services, request.user, (await readCase(pool, id))!);

  app.get<{ Params: { id: string }; Querystring: { instance?: string } }>(
    '/cases/:id/state',
    route(
      'archive.read',
      tag,
      '流程实例现状：进行中的环节及其 key、定时、等待的消息 / live state with the keys of what is open',
      { 200: instanceState },
      {
        params: caseParams,
        querystring: parameters({ instance }),
      },
    ),
    async (request, reply) => {
      const found = await caseOf(services, request, reply);
      const of = await instanceOf(services, found, request.query.instance);
      if (of.state !== 'active') throw nothingRuns(found);
      const state = await query<CommittedState | null>(temporal, of.workflowId, queries.state);
      const { variables: _variables, ...seen } = state ?? { variables: {} };
      return { instance: of.workflowId, ...seen };
    },
  );

  for (const [path, name, summary] of [
    ['suspend', updates.suspend, '暂停案件全部流程：期间到来的保留，恢复后处理 / suspend; what arrives is kept'],
    ['resume', updates.resume, '恢复案件流程 / resume'],
  ] as const)
    app.post<OfCase<{ reason: string }>>(
      `/cases/:id/${path}`,
      route('case.operate', tag, summary, { 200: wholeCase }, actOnCase({})),
      async (request, reply) => {
        const found = await caseOf(services, request, reply);
        const wanted = path === 'suspend';
        const active = (await caseInstances(pool, found.id)).filter(({ state }) => state === 'active');
        if (active.length === 0) throw nothingRuns(found);
        for (const { workflowId } of active) {
          const state = await query<CommittedState | null>(temporal, workflowId, queries.state);
          if ((state?.suspendedSince !== undefined) === wanted) continue;
          await update(temporal, workflowId, name, { ...actOf(request), reason: request.body.reason });
        }
        return seen(request, found);
      },
    );

  app.post<OfCase<Modification>>(
    '/cases/:id/modify',
    {
      ...route(
        'case.operate',
        tag,
        '启动、终止流程中的环节 / activate and terminate elements',
        { 200: wholeCase },
        actOnCase({
          instance,
          activate: {
            type: 'array',
            maxItems: 50,
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['elementId'],
              properties: {
                elementId: text('环节 / element'),
                scopeKey: {
                  type: 'integer',
                  description: '所在子流程的 key（多个并存时）/ scope, where there are several',
                },
                variables,
              },
            },
          },
          terminate: {
            type: 'array',
            maxItems: 50,
            items: { type: 'integer' },
            description: '环节 key / element keys',
          },
        }),
      ),
      bodyLimit: variablesLimit,
    },
    async (request, reply) => {
      const found = await caseOf(services, request, reply);
      const of = await instanceOf(services, found, request.body.instance);
      const { activate = [], terminate = [], reason } = request.body;
      await update(temporal, of.workflowId, updates.modify, { ...actOf(request), activate, terminate, reason });
      return seen(request, found);
    },
  );

  app.post<OfCase<MigrationRequest>>(
    '/cases/:id/migrate',
    route(
      'case.operate',
      tag,
      '迁移到模型的另一版本 / migrate to another version of the model',
      { 200: wholeCase },
      actOnCase({
        instance,
        version: {
          type: 'integer',
          minimum: 1,
          description: '目标版本，缺省为最新 / target version; the newest when absent',
        },
        mapping: {
          type: 'object',
          maxProperties: 500,
          additionalProperties: { type: 'string' },
          description: '旧环节 id → 新环节 id，未列者 id 不变 / old id to new id; the rest keep theirs',
        },
      }),
    ),
    async (request, reply) => {
      const found = await caseOf(services, request, reply);
      const of = await instanceOf(services, found, request.body.instance);
      const { version, mapping = {}, reason } = request.body;
      const model = await targetOf(services, of, version);
      await update(temporal, of.workflowId, updates.migrate, { ...actOf(request), model, mapping, reason });
      return seen(request, found);
    },
  );
}

/** The case's own procedure when none is named. */
async function instanceOf({ pool }: Services, found: Case, named?: string): Promise<ProcessInstance> {
  const workflowId = named ?? found.workflowId;
  const of = (await caseInstances(pool, found.id)).find((one) => one.workflowId === workflowId);
  if (!of) throw notFound({ zh: '流程实例', en: 'process instance' }, workflowId);
  return of;
}

async function targetOf({ pool }: Services, { processId, version: running }: ProcessInstance, version?: number) {
  const wanted = version ?? (await newestModel(pool, processId))?.version ?? running;
  const target = await readGraph(pool, { processId, version: wanted });
  if (!target) throw notFound({ zh: '模型版本', en: 'version of the model' }, `${processId} ${wanted}`);
  if (wanted === running)
    throw new Problem('REFUSED', {
      zh: `该流程已在第 ${running} 版上运行。`,
      en: `The instance runs version ${running} already.`,
    });
  return { processId, version: wanted, hash: target.hash };
}

const nothingRuns = ({ number }: Case) =>
  new Problem('ENDED', {
    zh: `案件 ${number} 没有正在运行的流程。`,
    en: `Nothing of the case ${number} is running.`,
  });
