// The API's calls to Temporal. Refusals become problems for the caller.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ApplicationFailure,
  type Client,
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import type { Bilingual } from '../engine/catalogue.ts';
import { workflowOf } from '../protocol/instance-id.ts';
import type { TrainingClock } from '../protocol/legal-time.ts';
import { startAttributes } from '../protocol/search-attributes.ts';
import { type Message, type MessageSignal, signals, type ToInstance } from '../protocol/signals.ts';
import type { StartInput } from '../protocol/start.ts';
import { taskQueue } from '../protocol/task-queues.ts';
import type { Refusal } from '../protocol/updates.ts';
import type { ProblemCode } from './problems/codes.ts';
import { say } from './problems/messages.ts';
import { Problem } from './problems/problem.ts';

/** The used part of Temporal's client; a test passes in a fake. */
export interface Temporal {
  readonly workflow: Pick<Client['workflow'], 'start' | 'getHandle'>;
  readonly connection: Pick<Client['connection'], 'withDeadline' | 'workflowService'>;
}

/** Time limits: an update returns only when its step is committed; the others when Temporal has answered. */
const limitMs = { update: 10_000, start: 5_000, ping: 2_000, query: 2_000, queries: 5_000 };

/** Starts the workflow; changes nothing, and does not throw, when one with the id has been started before. */
export async function startWorkflow(
  temporal: Temporal,
  workflowId: string,
  input: StartInput,
  summary: string,
): Promise<void> {
  try {
    await withinLimit(temporal, limitMs.start, () =>
      temporal.workflow.start(input.model.processId, {
        workflowId,
        taskQueue,
        args: [input],
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        staticSummary: summary,
        memo: { caseNumber: input.caseNumber },
        typedSearchAttributes: startAttributes(input),
      }),
    );
  } catch (failure) {
    if (!(failure instanceof WorkflowExecutionAlreadyStartedError)) throw failure;
  }
}

/**
 * Sends an update to a running instance; returns when its step is committed.
 * @throws Problem for a refusal, and UNAVAILABLE when Temporal does not answer in time
 */
export async function update<A extends { readonly commandId: string }>(
  temporal: Temporal,
  instanceId: string,
  name: string,
  act: A,
): Promise<void> {
  const request = { args: [{ ...act, instanceId }] as [A & ToInstance], updateId: act.commandId };
  try {
    await withinLimit(temporal, limitMs.update, () =>
      hostOf(temporal, instanceId).executeUpdate<void, [A & ToInstance]>(name, request),
    );
  } catch (failure) {
    throw problemOf(failure);
  }
}

/** Signals a message to an instance; returns when Temporal has received it. */
export async function signalMessage(temporal: Temporal, instanceId: string, message: Message): Promise<void> {
  await withinLimit(temporal, limitMs.start, () =>
    hostOf(temporal, instanceId).signal<[MessageSignal]>(signals.message, { ...message, instanceId }),
  );
}

/** The workflow in which the instance runs. */
const hostOf = ({ workflow }: Temporal, instanceId: string) => workflow.getHandle(workflowOf(instanceId));

/**
 * Repeats a query that is not answered: a workflow cannot answer before the first workflow task of a run, and an answer
 * may get lost when the run ends at that moment.
 * @throws Problem UNAVAILABLE when no worker can answer, ENDED for an unknown instance
 */
export async function query<T>(temporal: Temporal, instanceId: string, name: string): Promise<T> {
  const since = Date.now();
  for (;;)
    try {
      return await withinLimit(temporal, limitMs.query, () =>
        hostOf(temporal, instanceId).query<T, [string]>(name, instanceId),
      );
    } catch (failure) {
      if (!isNotReady(failure)) throw problemOf(failure);
      if (Date.now() - since > limitMs.queries) throw unavailable('not done');
      await sleep(100);
    }
}

/** Sends the clock to a workflow; ignores one that has ended meanwhile. */
export async function signalClock(temporal: Temporal, workflowId: string, clock: TrainingClock): Promise<void> {
  try {
    await withinLimit(temporal, limitMs.start, () =>
      temporal.workflow.getHandle(workflowId).signal<[TrainingClock]>(signals.setClock, clock),
    );
  } catch (failure) {
    if (!(failure instanceof WorkflowNotFoundError)) throw failure;
  }
}

/** Tells whether Temporal answers within two seconds. */
export async function isReachable(temporal: Temporal): Promise<boolean> {
  const asked = withinLimit(temporal, limitMs.ping, () => temporal.connection.workflowService.getSystemInfo({}));
  return asked.then(
    () => true,
    () => false,
  );
}

function withinLimit<T>(temporal: Temporal, milliseconds: number, call: () => Promise<T>): Promise<T> {
  return temporal.connection.withDeadline(Date.now() + milliseconds, call);
}

const codes: { readonly [refusal in Refusal]: ProblemCode } = {
  NOT_FOUND: 'NOT_FOUND',
  NOT_OPEN: 'NOT_OPEN',
  ENDED: 'ENDED',
  INVALID: 'REFUSED',
};

function problemOf(failure: unknown): unknown {
  if (failure instanceof WorkflowNotFoundError) return new Problem('ENDED', say('process.endedOrNew'));
  if (failure instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return unavailable('in doubt');
  if (failure instanceof WorkflowUpdateFailedError && failure.cause instanceof ApplicationFailure) {
    const { type, message, details } = failure.cause;
    // The engine's refusal in both languages.
    const [reason = message] = (details ?? []) as Bilingual[];
    const code = codes[type as Refusal];
    return code ? new Problem(code, say('process.refused', { reason })) : failure;
  }
  return isUnavailable(failure) ? unavailable('not done') : failure;
}

/**
 * Codes of transient gRPC failures: canceled, deadline exceeded, resource exhausted, failed precondition (a query
 * without a worker), unavailable.
 */
const transientCodes = [1, 4, 8, 9, 14];

/** True when Temporal could not be reached, so that the same call may be repeated later. */
export function isUnavailable(failure: unknown): boolean {
  return transientCodes.includes(grpcCode(failure) ?? 0);
}

/**
 * True for the codes of an unanswered query: deadline exceeded, and failed precondition when no worker is running or
 * the instance's worker was just lost.
 */
function isNotReady(failure: unknown): boolean {
  return [4, 9].includes(grpcCode(failure) ?? 0);
}

function grpcCode(failure: unknown): number | undefined {
  const source = failure instanceof Error && isGrpcServiceError(failure.cause) ? failure.cause : failure;
  return isGrpcServiceError(source) ? source.code : undefined;
}

function unavailable(how: 'in doubt' | 'not done'): Problem {
  return new Problem('UNAVAILABLE', say(how === 'in doubt' ? 'process.inDoubt' : 'process.notDone'));
}
