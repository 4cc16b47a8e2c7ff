// 流程模型: what is deployed, and deploying a new version (running cases keep theirs).
import type { FastifyInstance } from 'fastify';
import { jobTypes } from '../../activities/job-types.ts';
import { listModels, newestModel } from '../../db/models.ts';
import { deployFiles, ModelsRefused } from '../../registry/deploy.ts';
import type { FileFault } from '../../registry/read.ts';
import { deployment, modelVersion, processModel } from '../answers/model.ts';
import { items } from '../answers/schema.ts';
import { legalDate } from '../clock.ts';
import { type FieldError, notFound, Problem } from '../problems/problem.ts';
import type { Services } from '../services.ts';
import { versionView } from '../views/model-view.ts';
import { route, text } from './route.ts';

const tag = '流程模型 models';
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
            description: 'XML；表单为 form-js JSON / XML, of a form form-js JSON',
          },
        },
      },
    },
  },
} as const;

const modelParams = {
  type: 'object',
  required: ['processId'],
  properties: { processId: text('流程 id / process'), version: { type: 'integer', minimum: 1 } },
} as const;

export function modelRoutes(app: FastifyInstance, { pool, now }: Services): void {
  app.get(
    '/models',
    route('model.read', tag, '已部署的模型及版本 / deployed models and versions', { 200: items(processModel) }),
    async () => ({
      items: await listModels(pool),
    }),
  );

  const options = route(
    'model.read',
    tag,
    '一个模型：BPMN 与元素的法律依据 / one model with the law of its elements',
    { 200: modelVersion },
    {
      params: modelParams,
    },
  );
  for (const url of ['/models/:processId', '/models/:processId/versions/:version'])
    app.get<OfModel>(url, options, async ({ params: { processId, version } }) => {
      const known = version ?? (await newestModel(pool, processId))?.version;
      const found = await versionView(pool, { processId, version: known ?? 0 }, legalDate(now()));
      if (!found) throw notFound({ zh: '流程模型', en: 'model' }, `${processId} ${version ?? ''}`.trim());
      return found;
    });

  app.post<{ Body: Deployment }>(
    '/models',
    {
      ...route(
        'model.deploy',
        tag,
        '部署模型（BPMN、DMN、表单）；在办案件沿用原版本 / deploy models and forms; running cases keep their version',
        { 201: deployment },
        { body },
      ),
      bodyLimit: largestModels,
    },
    async ({ body: { files }, user }, reply) => {
      try {
        return await reply.code(201).send({ deployed: await deployFiles(pool, files, user.sub, { jobTypes }) });
      } catch (failure) {
        if (failure instanceof ModelsRefused) throw refused(failure.faults);
        throw failure;
      }
    },
  );
}

function refused(faults: readonly FileFault[]): Problem {
  const detail = {
    zh: `共有 ${faults.length} 处错误，未部署任何模型。`,
    en: `${faults.length} faults; nothing was deployed.`,
  };
  return new Problem('MODEL_REFUSED', detail, faults.map(asError));
}

function asError({ file, elementId, line, reason }: FileFault): FieldError {
  const where = [elementId && `元素 ${elementId}`, line !== undefined && `第 ${line} 行`].filter(Boolean).join('，');
  return {
    field: file,
    rule: 'model',
    message: { zh: where === '' ? reason : `${where}：${reason}`, en: reason },
    ...(elementId !== '' && { elementId }),
    ...(line !== undefined && { line }),
  };
}
