// Outcomes: events that a committed step causes in its own instance, in order. The workflow and the commit's lookahead
// (activities/steps/lookahead.ts) use the same list.
import type { UntimedEvent } from '../engine/event.ts';
import type { Committed } from './steps.ts';

/** First the buffered messages for the step's subscriptions, then the results of its `db:` jobs. */
export function outcomesOf({ messages, jobs }: Committed): UntimedEvent[] {
  return [
    ...messages.map(
      ({ key, messageId, variables }): UntimedEvent => ({
        type: 'message',
        key,
        messageId,
        variables,
        commandId: messageId,
      }),
    ),
    ...jobs.map((job): UntimedEvent => {
      if (job.ok) return { type: 'jobDone', key: job.key, variables: job.variables };
      const { ok: _failed, ...failure } = job;
      return { type: 'jobFailed', ...failure };
    }),
  ];
}
