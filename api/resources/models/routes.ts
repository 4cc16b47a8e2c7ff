// 流程模型: the deployed models, and deploying new versions (running cases keep theirs).

import type { FastifyInstance } from 'fastify';
import { jobTypes } from '../../../activities/job-types.ts';
import { listModels, newestModel } from '../../../db/models.ts';
import { listed } from '../../../engine/catalogue.ts';
import { deployFiles, ModelsRefused } from '../../../registry/deploy.ts';
import type { FileFault } from '../../../registry/read.ts';
import { legalDate } from '../../clock.ts';
import { exampleCase } from '../../example-case.ts';
import { caseParams, query, textInput } from '../../http/input.ts';
import { caseOf, type OfCase } from '../../http/request.ts';
import { route } from '../../http/route.ts';
import { items, withExample } from '../../http/schema.ts';
import { say } from '../../problems/messages.ts';
import { type FieldError, notFound, Problem } from '../../problems/problem.ts';
import type { Services } from '../../services.ts';
import { deploymentExample, refExample } from './examples.ts';
import { deployment, liveModel, modelVersion, processModel } from './schemas.ts';
import { modelView, versionView } from './view.ts';

const tag = 'models';
const largestModels = 8 * 1024 * 1024;

interface OfModel {
  readonly Params: { processId: string; version?: number };
}
interface Deployment {
  readonly files: readonly { readonly name: string; readonly content: string }[];
}

const body = {
  type: 'object',
  additionalProperties: false,
  required: ['files'],
  properties: {
    files: {
      type: 'array',
      minItems: 1,
      maxItems: 200,
      description: '一并部署，全部成功或全部不部署 / deployed together, all or none',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'content'],
        properties: {
          name: {
            type: 'string',
            maxLength: 200,
            pattern: '^[\\w.-]+\\.(bpmn|dmn|form)$',
            description: '文件名，*.bpmn、*.dmn 或 *.form / file name',
          },
          content: {
            type: 'string',
            minLength: 1,
            description: 'XML；表单为 form-js JSON / XML; for a form, form-js JSON',
          },
        },
      },
    },
  },
} as const;

const instance = {
  type: 'string',
  maxLength: 1000,
  description: '流程实例（workflowId），缺省为主流程 / instance, the root when absent',
  examples: [exampleCase.workflowId],
} as const;

const processId = textInput('流程 id / process', refExample.processId);
const version = { type: 'integer', minimum: 1, description: '版本 / version', examples: [1] } as const;
const ofModel = { type: 'object', required: ['processId'], properties: { processId } } as const;
const ofVersion = { type: 'object', required: ['processId', 'version'], properties: { processId, version } } as const;

export function modelRoutes(app: FastifyInstance, { now }: Services): void {
  app.get(
    '/models',
    route('model.read', {
      operationId: 'listModels',
      tag,
      summary: '已部署的模型及版本 / deployed models and versions',
      answers: { 200: items(processModel) },
    }),
    async ({ db }) => ({ items: await listModels(db) }),
  );

  for (const [url, operationId, summary, params] of [
    [
      '/models/:processId',
      'getModel',
      '模型的最新版本：BPMN 与元素的法律依据 / the newest version of a model with the law of its elements',
      ofModel,
    ],
    [
      '/models/:processId/versions/:version',
      'getModelVersion',
      '模型的一个版本：BPMN 与元素的法律依据 / one version of a model with the law of its elements',
      ofVersion,
    ],
  ] as const) {
    const options = route('model.read', { operationId, tag, summary, answers: { 200: modelVersion }, params });
    app.get<OfModel>(url, options, async ({ db, params: { processId, version } }) => {
      const known = version ?? (await newestModel(db, processId))?.version;
      const found = await versionView(db, { processId, version: known ?? 0 }, legalDate(now()));
      if (!found) throw notFound('model', `${processId} ${version ?? ''}`.trim());
      return found;
    });
  }

  app.get<OfCase & { Querystring: { instance?: string } }>(
    '/cases/:id/model',
    route('case.read', {
      operationId: 'getCaseModel',
      tag: 'contents',
      summary: '流程模型与实时状态 / the model with its live state',
      answers: { 200: liveModel },
      params: caseParams,
      querystring: query({ instance }),
    }),
    async (request, reply) => {
      const found = await caseOf(request, reply);
      const { instance: workflowId = found.workflowId } = request.query;
      return modelView(request.db, found, workflowId, legalDate(now(), found.clock));
    },
  );

  app.post<{ Body: Deployment }>(
    '/models',
    {
      ...route('model.deploy', {
        operationId: 'deployModels',
        tag,
        summary:
          '部署模型（BPMN、DMN、表单）；在办案件沿用原版本 / deploy models and forms; running cases keep their version',
        answers: { 201: deployment },
        problems: ['MODEL_REFUSED'],
        body: withExample(body, deploymentExample),
      }),
      bodyLimit: largestModels,
    },
    async ({ db, body: { files }, user }, reply) => {
      try {
        return await reply.code(201).send({ deployed: await deployFiles(db, files, user.sub, { jobTypes }) });
      } catch (failure) {
        if (failure instanceof ModelsRefused) throw refused(failure.faults);
        throw failure;
      }
    },
  );
}

function refused(faults: readonly FileFault[]): Problem {
  return new Problem('MODEL_REFUSED', say('model.faults', { count: faults.length }), faults.map(asError));
}

function asError({ file, elementId, line, reason: en, reasonZh: zh }: FileFault): FieldError {
  const where = listed(
    [
      ...(elementId === '' ? [] : [say('model.element', { elementId })]),
      ...(line === undefined ? [] : [say('model.line', { line })]),
    ],
    '，',
  );
  return {
    field: file,
    rule: 'model',
    message: where.zh === '' ? { zh, en } : say('model.fault', { where, reason: { zh, en } }),
    ...(elementId !== '' && { elementId }),
    ...(line !== undefined && { line }),
  };
}
