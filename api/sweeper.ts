// Makes up for what broke off between the database and Temporal: cases registered and not started, processes that are to begin, messages
// taken and not delivered.
import type { FastifyBaseLogger } from 'fastify';
import { unstartedCases } from '../db/cases.ts';
import { undelivered } from '../db/messages.ts';
import { pendingStarts } from '../db/process-starts.ts';
import type { Services } from './services.ts';
import { startCase } from './start-case.ts';
import { isUnavailable, signalMessage, startWorkflow } from './temporal.ts';

/** One round. Several at once do no harm: a start is made once and a message is taken once. */
export async function sweep(services: Services, log: FastifyBaseLogger): Promise<void> {
  const { pool, temporal } = services;
  const attempt = async (what: string, about: object, work: () => Promise<void>) => {
    await work().then(
      () => log.info(about, `made up for: ${what}`),
      (failure) => log[isUnavailable(failure) ? 'warn' : 'error']({ ...about, err: failure }, `still to do: ${what}`),
    );
  };
  for (const filed of await unstartedCases(pool))
    await attempt('starting a case', { caseNumber: filed.number }, () => startCase(services, filed));
  for (const { workflowId, input } of await pendingStarts(pool))
    await attempt('beginning a process', { workflowId, caseNumber: input.caseNumber }, () =>
      startWorkflow(temporal, workflowId, input, input.caseNumber),
    );
  for (const { workflowId, actor, ...message } of await undelivered(pool))
    await attempt('delivering a message', { workflowId, messageName: message.messageName }, () =>
      signalMessage(temporal, workflowId, { ...message, ...(actor && { actor }) }),
    );
}

/** Sweeps every `intervalMs` until stopped; `stop` waits for the round that runs. */
export function startSweeper(
  services: Services,
  log: FastifyBaseLogger,
  intervalMs = 10_000,
): { stop(): Promise<void> } {
  let round: Promise<void> | undefined;
  const timer = setInterval(() => {
    round ??= sweep(services, log)
      .catch((failure: unknown) => log.error({ err: failure }, 'the sweeper failed'))
      .finally(() => {
        round = undefined;
      });
  }, intervalMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await round;
    },
  };
}
