// The API's calls to Temporal, and the problems that its refusals mean for the caller.

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
import type { TrainingClock } from '../protocol/legal-time.ts';
import { startAttributes } from '../protocol/search-attributes.ts';
import { type MessageSignal, signals } from '../protocol/signals.ts';
import type { StartInput } from '../protocol/start.ts';
import { taskQueue } from '../protocol/task-queues.ts';
import type { Refusal } from '../protocol/updates.ts';
import type { ProblemCode } from './problems/codes.ts';
import { say } from './problems/messages.ts';
import { Problem } from './problems/problem.ts';

/** The part of Temporal's client that is used; a test passes in a stand-in. */
export interface Temporal {
  readonly workflow: Pick<Client['workflow'], 'start' | 'getHandle'>;
  readonly connection: Pick<Client['connection'], 'withDeadline' | 'workflowService'>;
}

/** An update waits until its step is stored; a start and a look only for Temporal's word. */
const patienceMs = { update: 10_000, start: 5_000, look: 2_000 };

/** Returns as well when the workflow runs already: a start is never made twice. */
export async function startWorkflow(
  temporal: Temporal,
  workflowId: string,
  input: StartInput,
  summary: string,
): Promise<void> {
  try {
    await patiently(temporal, patienceMs.start, () =>
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

/** Carries an act out in a running instance. Throws the problem that a refusal means. */
export async function update<A extends { readonly commandId: string }>(
  temporal: Temporal,
  workflowId: string,
  name: string,
  act: A,
): Promise<void> {
  try {
    await patiently(temporal, patienceMs.update, () =>
      temporal.workflow.getHandle(workflowId).executeUpdate<void, [A]>(name, { args: [act], updateId: act.commandId }),
    );
  } catch (failure) {
    throw problemOf(failure);
  }
}

export async function signalMessage(temporal: Temporal, workflowId: string, message: MessageSignal): Promise<void> {
  await patiently(temporal, patienceMs.start, () =>
    temporal.workflow.getHandle(workflowId).signal<[MessageSignal]>(signals.message, message),
  );
}

export async function query<T>(temporal: Temporal, workflowId: string, name: string): Promise<T> {
  try {
    return await patiently(temporal, patienceMs.start, () => temporal.workflow.getHandle(workflowId).query<T>(name));
  } catch (failure) {
    throw isNotReady(failure) ? unavailable('not done') : problemOf(failure);
  }
}

/** An instance that has ended in the meantime needs no clock. */
export async function signalClock(temporal: Temporal, workflowId: string, clock: TrainingClock): Promise<void> {
  try {
    await patiently(temporal, patienceMs.start, () =>
      temporal.workflow.getHandle(workflowId).signal<[TrainingClock]>(signals.setClock, clock),
    );
  } catch (failure) {
    if (!(failure instanceof WorkflowNotFoundError)) throw failure;
  }
}

export async function isReachable(temporal: Temporal): Promise<boolean> {
  const asked = patiently(temporal, patienceMs.look, () => temporal.connection.workflowService.getSystemInfo({}));
  return asked.then(
    () => true,
    () => false,
  );
}

function patiently<T>(temporal: Temporal, milliseconds: number, call: () => Promise<T>): Promise<T> {
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
 * gRPC: cancelled, deadline exceeded, resource exhausted, failed precondition (a query while no worker is there),
 * unavailable.
 */
const passing = [1, 4, 8, 9, 14];

/** True when Temporal could not be reached: the same call may be tried again later. */
export function isUnavailable(failure: unknown): boolean {
  return passing.includes(grpcCode(failure) ?? 0);
}

/**
 * gRPC's failed precondition, of a query: no worker is there, or the one that had the instance was lost a moment ago.
 */
function isNotReady(failure: unknown): boolean {
  return grpcCode(failure) === 9;
}

function grpcCode(failure: unknown): number | undefined {
  const source = failure instanceof Error && isGrpcServiceError(failure.cause) ? failure.cause : failure;
  return isGrpcServiceError(source) ? source.code : undefined;
}

function unavailable(how: 'in doubt' | 'not done'): Problem {
  return new Problem('UNAVAILABLE', say(how === 'in doubt' ? 'process.inDoubt' : 'process.notDone'));
}
