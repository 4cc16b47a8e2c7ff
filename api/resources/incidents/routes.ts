// 异常: faults in running cases; a person retries, edits or skips.

import type { FastifyInstance } from 'fastify';
import { openIncidents, readIncident } from '../../../db/incidents.ts';
import type { Variables } from '../../../engine/event.ts';
import { updates } from '../../../protocol/updates.ts';
import { accessibleCase, reachOf } from '../../auth/access.ts';
import { exampleCase } from '../../example-case.ts';
import { decodeId } from '../../http/ids.ts';
import { actHeaders, idParams, paging, query, textInput, variablesInput, variablesLimit } from '../../http/input.ts';
import { actOf, requireCase } from '../../http/request.ts';
import { route } from '../../http/route.ts';
import { page, withExample } from '../../http/schema.ts';
import { say } from '../../problems/messages.ts';
import { notFound, Problem } from '../../problems/problem.ts';
import type { Services } from '../../services.ts';
import { update } from '../../temporal.ts';
import { incidentExample, resolutionExample } from './examples.ts';
import { incident } from './schemas.ts';
import { incidentView } from './view.ts';

const tag = 'incidents';

interface ListQuery {
  readonly case?: string;
  readonly after?: string;
  readonly pageSize: number;
}

const listQuery = query({
  case: textInput('案件 id 或案号 / case, by id or number', exampleCase.number),
  ...paging(4, [incidentExample.raisedAt, incidentExample.workflowId, incidentExample.key, incidentExample.raisedStep]),
});

interface Resolution {
  readonly action: 'retry' | 'skip';
  readonly variables?: Variables;
  readonly reason: string;
}

const body = {
  type: 'object',
  additionalProperties: false,
  required: ['action', 'reason'],
  properties: {
    action: { type: 'string', enum: ['retry', 'skip'], description: '重试或跳过 / retry or skip' },
    variables: variablesInput('更正后的变量 / corrected variables', { provider: 'shijiazhuang' }),
    reason: textInput('理由 / reason', resolutionExample.reason, 2000),
  },
} as const;

export function incidentRoutes(app: FastifyInstance, { temporal }: Services): void {
  app.get<{ Querystring: ListQuery }>(
    '/incidents',
    route('incident.read', {
      operationId: 'listIncidents',
      tag,
      summary: '未处理的异常（先发生的在前）/ open incidents, the oldest first',
      answers: { 200: page(incident) },
      problems: ['NOT_FOUND'],
      querystring: listQuery,
    }),
    async ({ db, user, query: { case: caseId, pageSize, after } }) => {
      const { courts = [] } = await reachOf(db, user);
      const found = caseId === undefined ? undefined : await accessibleCase(db, user, caseId);
      const { items, next } = await openIncidents(db, {
        courts,
        ...(found && { caseId: found.id }),
        ...(after !== undefined && { after }),
        limit: pageSize,
      });
      return { items: items.map(incidentView), ...(next && { next }) };
    },
  );

  app.post<{ Params: { id: string }; Body: Resolution }>(
    '/incidents/:id/resolve',
    {
      ...route('incident.resolve', {
        operationId: 'resolveIncident',
        tag,
        summary: '处理异常 / resolve an incident',
        answers: { 200: incident },
        problems: ['NOT_OPEN', 'ENDED', 'REFUSED'],
        params: idParams('异常 id / incident', incidentExample.id),
        headers: actHeaders,
        body: withExample(body, resolutionExample),
      }),
      bodyLimit: variablesLimit,
    },
    async (request, reply) => {
      const { id } = request.params;
      const place = decodeId(id, 2);
      const of = place && { workflowId: place.workflowId, key: place.numbers[0]!, raisedStep: place.numbers[1]! };
      const found = of && (await readIncident(request.db, of));
      if (!found) throw notFound('incident', id);
      await requireCase(request, reply, found);
      if (found.resolvedAt !== null) throw new Problem('NOT_OPEN', say('incident.resolved'));
      await update(temporal, found.workflowId, updates.resolveIncident, {
        key: found.key,
        ...request.body,
        ...actOf(request),
      });
      return incidentView((await readIncident(request.db, found))!);
    },
  );
}
