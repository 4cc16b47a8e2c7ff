// Completes work that broke off between the database and Temporal: starts registered cases and decided processes, and
// delivers matched messages.
import type { FastifyBaseLogger } from 'fastify';
import { unstartedCases } from '../db/cases.ts';
import { undeliveredMessages } from '../db/messages.ts';
import { pendingStarts } from '../db/process-starts.ts';
import type { Db } from '../db/scope.ts';
import { startCase } from './resources/cases/file-case.ts';
import type { Services } from './services.ts';
import { isUnavailable, signalMessage, startWorkflow } from './temporal.ts';

/** One round. Simultaneous rounds are harmless: starts and deliveries are idempotent. */
export async function sweep(db: Db, services: Services, log: FastifyBaseLogger): Promise<void> {
  const { temporal } = services;
  const attempt = async (what: string, about: object, work: () => Promise<void>) => {
    await work().then(
      () => log.info(about, `sweeper done: ${what}`),
      (failure) =>
        log[isUnavailable(failure) ? 'warn' : 'error']({ ...about, err: failure }, `sweeper will retry: ${what}`),
    );
  };
  for (const filed of await unstartedCases(db))
    await attempt('starting a case', { caseNumber: filed.number }, () => startCase(db, services, filed));
  for (const { workflowId, input } of await pendingStarts(db))
    await attempt('starting a process', { workflowId, caseNumber: input.caseNumber }, () =>
      startWorkflow(temporal, workflowId, input, input.caseNumber),
    );
  for (const { workflowId, actor, ...message } of await undeliveredMessages(db))
    await attempt('delivering a message', { workflowId, messageName: message.messageName }, () =>
      signalMessage(temporal, workflowId, { ...message, ...(actor && { actor }) }),
    );
}

/** Sweeps every `intervalMs` milliseconds until stopped; `stop` waits for the current round. */
export function startSweeper(
  db: Db,
  services: Services,
  log: FastifyBaseLogger,
  intervalMs = 10_000,
): { stop(): Promise<void> } {
  let round: Promise<void> | undefined;
  const timer = setInterval(() => {
    round ??= sweep(db, services, log)
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
