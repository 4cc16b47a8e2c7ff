// Jobs: work that somebody outside does for an element.
import type { Element } from '../graph.ts';
import { findElement, type Run, sourceOf } from '../run.ts';
import { ownVariables, textIn, valueIn } from './variables.ts';

/** Asks for the job; the instance waits for `jobDone` or `jobFailed`. Throws IncidentError. */
export function runJob(run: Run, element: Element, key: number): void {
  const job = element.job!;
  const jobType = textIn(run, key, job.type, element, 'the job type');
  const retries = Number(valueIn(run, key, job.retries, element, 'the retries'));
  const { loopCounter } = findElement(run, key)!;
  run.commands.push({
    type: 'runJob',
    ...sourceOf(element, key),
    jobType,
    retries,
    headers: job.headers,
    variables: ownVariables(run, key, element),
    ...(loopCounter === undefined ? {} : { loopCounter }),
  });
}
