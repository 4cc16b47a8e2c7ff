// Events that a committed step causes in its own instance, in order. Workflow and store use the same list (lookahead.ts).
import type { Happening } from '../engine/event.ts';
import type { Committed } from './steps.ts';

/** Buffered messages for the step's subscriptions, then the results of its `db:` jobs. */
export function outcomesOf({ messages, jobs }: Committed): Happening[] {
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
