// 异常: faults in running cases; a person retries, edits or skips.
import type { FastifyInstance } from 'fastify';
import { openIncidents, readIncident } from '../../db/incidents.ts';
import type { Variables } from '../../engine/event.ts';
import { updates } from '../../protocol/updates.ts';
import { incident } from '../answers/incident.ts';
import { items } from '../answers/schema.ts';
import { accessibleCase, reachOf } from '../auth/access.ts';
import { decodeId } from '../ids.ts';
import { notFound, Problem } from '../problems/problem.ts';
import { actOf, requireCase } from '../requests.ts';
import type { Services } from '../services.ts';
import { update } from '../temporal.ts';
import { incidentView } from '../views/incident-view.ts';
import { actHeaders, idParams, query, route, text, variables, variablesLimit } from './route.ts';

const tag = '异常 incidents';

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
    variables: { ...variables, description: '更正后的变量 / corrected variables' },
    reason: text('理由 / reason', 2000),
  },
} as const;

export function incidentRoutes(app: FastifyInstance, services: Services): void {
  const { pool, temporal } = services;

  app.get<{ Querystring: { case?: string } }>(
    '/incidents',
    route(
      'incident.read',
      tag,
      '未处理的异常 / open incidents',
      { 200: items(incident) },
      {
        querystring: query({ case: text('案件 id 或案号 / case, by id or number') }),
      },
    ),
    async ({ user, query }) => {
      const { courts = [] } = await reachOf(pool, user);
      const found = query.case === undefined ? undefined : await accessibleCase(pool, user, query.case);
      const incidents = await openIncidents(pool, { courts, ...(found && { caseId: found.id }) });
      return { items: incidents.map(incidentView) };
    },
  );

  app.post<{ Params: { id: string }; Body: Resolution }>(
    '/incidents/:id/resolve',
    {
      ...route(
        'incident.resolve',
        tag,
        '处理异常 / resolve an incident',
        { 200: incident },
        {
          params: idParams('异常 id / incident'),
          headers: actHeaders,
          body,
        },
      ),
      bodyLimit: variablesLimit,
    },
    async (request, reply) => {
      const { id } = request.params;
      const place = decodeId(id, 2);
      const of = place && { workflowId: place.workflowId, key: place.numbers[0]!, raisedStep: place.numbers[1]! };
      const found = of && (await readIncident(pool, of));
      if (!found) throw notFound({ zh: '异常', en: 'incident' }, id);
      await requireCase(services, request, reply, found);
      if (found.resolvedAt !== null)
        throw new Problem('NOT_OPEN', { zh: '该异常已处理。', en: 'The incident is resolved already.' });
      await update(temporal, found.workflowId, updates.resolveIncident, {
        key: found.key,
        ...request.body,
        ...actOf(request),
      });
      return incidentView((await readIncident(pool, found))!);
    },
  );
}
