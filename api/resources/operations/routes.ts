// 流程操作: manual operations on running procedures that the model does not foresee. Each is archived with actor and
// reason.

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Case, readCase } from '../../../db/cases.ts';
import type { ElementMapping, Variables } from '../../../engine/event.ts';
import { type CommittedState, queries } from '../../../protocol/queries.ts';
import { updates } from '../../../protocol/updates.ts';
import { exampleCase } from '../../example-case.ts';
import {
  actOnCase,
  caseParams,
  query as parameters,
  textInput,
  variablesInput,
  variablesLimit,
} from '../../http/input.ts';
import { actOf, caseOf } from '../../http/request.ts';
import { route } from '../../http/route.ts';
import type { Services } from '../../services.ts';
import { query, update } from '../../temporal.ts';
import { wholeCase } from '../cases/schemas.ts';
import { caseView } from '../cases/view.ts';
import { migrationExample, modificationExample, reasonExample } from './examples.ts';
import { instanceOf, nothingRuns, setSuspended, targetOf } from './instances.ts';
import { instanceState } from './schemas.ts';

const tag = 'operations';
const instance = textInput(
  '流程实例（workflowId），缺省为案件主流程 / process instance; the case’s own when absent',
  exampleCase.workflowId,
  1000,
);

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

const modification = {
  instance,
  activate: {
    type: 'array',
    maxItems: 50,
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['elementId'],
      properties: {
        elementId: textInput('环节 / element', 'signNotice'),
        scopeKey: {
          type: 'integer',
          description: '所在子流程的 key（多个并存时）/ key of the scope, if there are several',
        },
        variables: variablesInput('流程变量 / variables', { noticeDays: 10 }),
      },
    },
  },
  terminate: {
    type: 'array',
    maxItems: 50,
    items: { type: 'integer' },
    description: '环节 key / element keys',
  },
} as const;
const migration = {
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
} as const;

/** The answers of an instance that does not accept the operation. */
const refusals = ['NOT_OPEN', 'ENDED', 'REFUSED'] as const;

export function operationRoutes(app: FastifyInstance, services: Services): void {
  addState(app, services);
  addSuspension(app, services);
  addModification(app, services);
  addMigration(app, services);
}

/** The current case, read again after an operation. */
const caseNow = async (request: FastifyRequest, { id }: Case, { now }: Services) =>
  caseView(request, (await readCase(request.db, id))!, now());

function addState(app: FastifyInstance, { temporal }: Services): void {
  app.get<{ Params: { id: string }; Querystring: { instance?: string } }>(
    '/cases/:id/state',
    route('archive.read', {
      operationId: 'getInstanceState',
      tag,
      summary:
        '流程实例现状：进行中的环节及其 key、定时、等待的消息 / live state: open elements with keys, timers, messages',
      answers: { 200: instanceState },
      problems: ['ENDED'],
      params: caseParams,
      querystring: parameters({ instance }),
    }),
    async (request, reply) => {
      const found = await caseOf(request, reply);
      const of = await instanceOf(request.db, found, request.query.instance);
      if (of.state !== 'active') throw nothingRuns(found);
      const state = await query<CommittedState | null>(temporal, of.workflowId, queries.state);
      const { variables: _variables, ...seen } = state ?? { variables: {} };
      return { instance: of.workflowId, ...seen };
    },
  );
}

function addSuspension(app: FastifyInstance, services: Services): void {
  for (const [path, operationId, summary] of [
    [
      'suspend',
      'suspendCase',
      '暂停案件全部流程：期间到来的保留，恢复后处理 / suspend all procedures; events that arrive are handled after resuming',
    ],
    ['resume', 'resumeCase', '恢复案件流程 / resume'],
  ] as const)
    app.post<OfCase<{ reason: string }>>(
      `/cases/:id/${path}`,
      route('case.operate', {
        operationId,
        tag,
        summary,
        answers: { 200: wholeCase },
        problems: refusals,
        ...actOnCase({}, reasonExample),
      }),
      async (request, reply) => {
        const found = await caseOf(request, reply);
        const act = { ...actOf(request), reason: request.body.reason };
        await setSuspended(request.db, services.temporal, found, path === 'suspend', act);
        return caseNow(request, found, services);
      },
    );
}

function addModification(app: FastifyInstance, services: Services): void {
  app.post<OfCase<Modification>>(
    '/cases/:id/modify',
    {
      ...route('case.operate', {
        operationId: 'modifyInstance',
        tag,
        summary: '启动、终止流程中的环节 / activate and terminate elements',
        answers: { 200: wholeCase },
        problems: refusals,
        ...actOnCase(modification, modificationExample),
      }),
      bodyLimit: variablesLimit,
    },
    async (request, reply) => {
      const found = await caseOf(request, reply);
      const of = await instanceOf(request.db, found, request.body.instance);
      const { activate = [], terminate = [], reason } = request.body;
      await update(services.temporal, of.workflowId, updates.modify, {
        ...actOf(request),
        activate,
        terminate,
        reason,
      });
      return caseNow(request, found, services);
    },
  );
}

function addMigration(app: FastifyInstance, services: Services): void {
  app.post<OfCase<MigrationRequest>>(
    '/cases/:id/migrate',
    route('case.operate', {
      operationId: 'migrateInstance',
      tag,
      summary: '迁移到模型的另一版本 / migrate to another version of the model',
      answers: { 200: wholeCase },
      problems: refusals,
      ...actOnCase(migration, migrationExample),
    }),
    async (request, reply) => {
      const found = await caseOf(request, reply);
      const of = await instanceOf(request.db, found, request.body.instance);
      const { version, mapping = {}, reason } = request.body;
      const model = await targetOf(request.db, of, version);
      await update(services.temporal, of.workflowId, updates.migrate, { ...actOf(request), model, mapping, reason });
      return caseNow(request, found, services);
    },
  );
}
