// Jobs: work that a worker outside does for an element.
import type { Command } from '../command.ts';
import type { Element, Job } from '../graph.ts';
import { say } from '../messages.ts';
import { edit, findElement, type Run, sourceOf } from '../run.ts';
import { textIn, valueIn } from './expressions.ts';
import { IncidentError } from './incidents.ts';
import { withinLimit } from './sizes.ts';
import { ownVariables } from './variables.ts';

/** Asks for the job; the instance waits for `jobDone` or `jobFailed`. Throws IncidentError. */
export function runJob(run: Run, element: Element, key: number): void {
  run.commands.push(jobCommand(run, element, key));
  edit(run, key).awaits = 'job';
}

export function jobCommand(run: Run, element: Element, key: number): Extract<Command, { type: 'runJob' }> {
  const listener = listenerJob(run, key, element);
  const job = listener ?? element.job!;
  const jobType = textIn(run, key, job.type, element, 'jobType');
  const retries = Number(valueIn(run, key, job.retries, element, 'retries') ?? Number.NaN);
  if (!Number.isInteger(retries) || retries < 0)
    throw new IncidentError(
      'expression',
      say('incident.noRetries', { id: element.id, name: element.name, found: job.retries }),
    );
  const { loopCounter } = findElement(run, key)!;
  return {
    type: 'runJob',
    ...sourceOf(element, key),
    jobType,
    ...(listener ? { isListener: true } : {}),
    retries,
    headers: job.headers,
    variables: withinLimit(ownVariables(run, key, element), element),
    ...(loopCounter === undefined ? {} : { loopCounter }),
  };
}

/** The listener's job, if the instance waits for a listener. */
function listenerJob(run: Run, key: number, element: Element): Job | undefined {
  const listening = findElement(run, key)?.listening;
  return listening && element.listeners![listening.phase]![listening.index];
}
