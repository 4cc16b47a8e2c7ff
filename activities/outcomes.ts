// What a stored step makes happen next in its own instance, in order. Workflow and store reckon with the same list (commit-step.ts).
import type { Happening } from '../engine/event.ts';
import type { Stored } from './contract.ts';

/** Buffered messages that the step's subscriptions took, then the results of its `db:` jobs. */
export function outcomesOf({ messages, jobs }: Stored): Happening[] {
  return [
    ...messages.map(
      ({ key, messageId, variables }): Happening => ({
        type: 'message',
        key,
        messageId,
        variables,
        commandId: messageId,
      }),
    ),
    ...jobs.map((job): Happening => {
      if (job.ok) return { type: 'jobDone', key: job.key, variables: job.variables };
      const { ok: _failed, ...failure } = job;
      return { type: 'jobFailed', ...failure };
    }),
  ];
}
