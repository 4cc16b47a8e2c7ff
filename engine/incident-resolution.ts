// A person resolves an incident: the element does again what failed, or is skipped.
import { attempt, clearIncident } from './behaviors/incidents.ts';
import { runJob } from './behaviors/jobs.ts';
import { propagate } from './behaviors/variables.ts';
import type { EngineEvent, Variables } from './event.ts';
import { complete, depart, enterElement, retryEnd, skip } from './lifecycle.ts';
import { elementOf, evaluateAllConditions, findElement, type Run, record } from './run.ts';
import type { ElementInstance } from './state.ts';

type Resolved = Extract<EngineEvent, { type: 'incidentResolved' }>;

export function resolveIncident(run: Run, { key, action, variables = {}, reason = '' }: Resolved): void {
  const instance = findElement(run, key)!;
  const edited: Variables = Object.keys(variables).length > 0 ? { variables } : {};
  record(run, 'incidentResolved', instance, elementOf(run, instance), { action, reason, ...edited });
  clearIncident(run, key);
  if (action === 'skip') return skip(run, key, variables);
  propagate(run, key, variables);
  return retry(run, key, instance);
}

function retry(run: Run, key: number, { incident, tokens = 0 }: ElementInstance): void {
  switch (incident!.retry) {
    case 'enter':
      return enterElement(run, key);
    // A scope in which an event sub-process has begun since completes when that has ended.
    case 'complete':
      return tokens > 0 ? undefined : complete(run, key);
    case 'depart':
      return tokens > 0 ? undefined : depart(run, key);
    case 'job':
      return attempt(run, key, 'job', () => runJob(run, elementOf(run, findElement(run, key)!), key));
    case 'watch':
      return evaluateAllConditions(run);
    case 'end':
      return retryEnd(run, key);
    default:
      incident!.retry satisfies never;
  }
}
