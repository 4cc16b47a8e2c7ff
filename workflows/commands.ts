// The engine's commands as Temporal primitives: job -> Temporal activity, timer -> durable timer, call -> child workflow,
// message -> signal. What concerns only the database has been done by then, in the step's own transaction.
import {
  CancellationScope,
  type ChildWorkflowOptions,
  getExternalWorkflowHandle,
  isCancellation,
  ParentClosePolicy,
  proxyActivities,
  sleep,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import type { AgencyActivities, LocalActivities, Stored } from '../activities/contract.ts';
import type { Command } from '../engine/index.ts';
import { temporalNow, waitUntil } from './clock.ts';
import {
  type BroadcastSignal,
  type ChildEnded,
  type ChildEscalated,
  type MessageSignal,
  type StartInput,
  signals,
} from './contract.ts';
import type { Running } from './running.ts';
import { startAttributes } from './search-attributes.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

type WithoutKey<T> = T extends unknown ? Omit<T, 'key'> : never;

export interface Commands {
  /** Without waiting: every promise of a workflow costs it a stack trace. */
  carryOut(issued: readonly Command[], stored: Stored, at: string): void;
  /** As runs begun on an earlier release do it, and replay it: a turn for each command. */
  carryOutInTurns(issued: readonly Command[], stored: Stored, at: string): Promise<void>;
  startTimer(command: Of<'startTimer'>): void;
  runAgencyJob(command: Of<'runJob'>, at: string): void;
  openJobs(): Of<'runJob'>[];
  /** Everything that was sent on its way has arrived; timers and jobs stay open. */
  settled(): Promise<void>;
  isSettled(): boolean;
}

export function commandsOf(running: Running, local: LocalActivities): Commands {
  const timers = new Map<number, CancellationScope>();
  const jobs = new Map<number, { command: Of<'runJob'>; scope: CancellationScope }>();
  const calls = new Map<number, Promise<void>>();
  const underway = new Set<Promise<unknown>>();

  /** Goes on by itself; the run does not end before it has. */
  const send = (sending: Promise<unknown>) => {
    const done = sending.catch(() => {}).finally(() => underway.delete(done));
    underway.add(done);
  };

  function startTimer({ key, due, name }: Of<'startTimer'>): void {
    timers.get(key)?.cancel();
    timers.delete(key);
    const fired = () => {
      timers.delete(key);
      void running.enqueue({ type: 'timerFired', key });
    };
    const wait = waitUntil(due, temporalNow(), running.input.clock);
    if (wait === 0) return fired();
    const scope = new CancellationScope();
    timers.set(key, scope);
    scope
      .run(() => sleep(wait, { summary: name }))
      .then(fired, (error) => {
        if (!isCancellation(error)) throw error;
      });
  }

  function runAgencyJob(command: Of<'runJob'>, at: string): void {
    const { key, jobType, name, elementId, headers, properties, variables, loopCounter } = command;
    const { callAgency } = proxyActivities<AgencyActivities>({
      taskQueue: `agency-${jobType.split(':')[1]}`,
      startToCloseTimeout: '2 minutes',
      retry: { initialInterval: '1 second', maximumInterval: '10 minutes' },
      summary: name,
    });
    const scope = new CancellationScope();
    jobs.set(key, { command, scope });
    const { caseId, caseNumber, clock } = running.input;
    const where = { caseId, caseNumber, workflowId: workflowInfo().workflowId, ...(clock ? { clock } : {}) };
    const counter = loopCounter === undefined ? {} : { loopCounter };
    const calling = scope.run(() =>
      callAgency({ ...where, key, elementId, ...counter, jobType, headers, properties, variables, at }),
    );
    calling.then(
      (result) => {
        jobs.delete(key);
        void running.enqueue({ type: 'jobDone', key, variables: result });
      },
      (error) => {
        jobs.delete(key);
        if (!isCancellation(error)) void running.enqueue({ type: 'jobFailed', key, message: messageOf(error) });
      },
    );
  }

  async function startProcess({
    key,
    callId,
    processId,
    binding,
    versionTag,
    variables,
    name,
  }: Of<'callProcess'>): Promise<void> {
    try {
      const deployedWith = binding === 'deployment' ? running.input.model : undefined;
      const model = await local.resolveModel(processId, versionTag, deployedWith);
      const { workflowId } = workflowInfo();
      const { startElementId: _own, ...input } = running.input;
      await startWorkflow(
        `${workflowId}/${callId}`,
        { ...input, model, variables, parent: { workflowId, key, answers: true }, beginsInStore: true },
        name,
      );
    } catch (error) {
      void running.enqueue({ type: 'childFailed', key, message: messageOf(error) });
    }
  }

  /** Under the key of the parent's own call. */
  function tellParent<T extends { readonly key: number }>(signal: string, said: WithoutKey<T>): void {
    const { parent } = running.input;
    if (parent) send(getExternalWorkflowHandle(parent.workflowId).signal(signal, { ...said, key: parent.key }));
  }

  const carry = (command: Command, at: string): void => {
    switch (command.type) {
      case 'startTimer':
        return startTimer(command);
      case 'cancelTimer':
        timers.get(command.key)?.cancel();
        timers.delete(command.key);
        return;
      case 'runJob':
        if (!command.jobType.startsWith('db:')) runAgencyJob(command, at);
        return;
      case 'cancelJob':
        jobs.get(command.key)?.scope.cancel();
        jobs.delete(command.key);
        return;
      case 'callProcess':
        calls.set(command.key, startProcess(command));
        return send(calls.get(command.key)!);
      case 'cancelCall': {
        const child = calledBy(command);
        // Only what has been started can be told to stop.
        const started = calls.get(command.key) ?? Promise.resolve();
        return send(started.then(() => child.signal(signals.cancelCall, { reason: command.name })));
      }
      case 'escalate':
        return tellParent<ChildEscalated>(signals.childEscalated, {
          escalationCode: command.escalationCode,
          variables: command.variables,
          ...(command.thrower ? { thrower: command.thrower } : {}),
        });
      case 'answerEscalation':
        return send(calledBy(command).signal(signals.escalationAnswered, command.thrower));
      case 'complete':
        return tellParent<ChildEnded>(signals.childEnded, { ok: true, variables: command.variables });
      case 'fail': {
        if (running.isCalledOff) return;
        const { message, errorCode, variables } = command;
        const failed = {
          ok: false as const,
          message,
          ...(errorCode ? { errorCode } : {}),
          ...(variables ? { variables } : {}),
        };
        return tellParent<ChildEnded>(signals.childEnded, failed);
      }
      default:
        return;
    }
  };

  /** What the store found out: who waits for a message, who listens for a signal, which case begins. */
  function sendOn(stored: Stored): void {
    for (const { workflowId, ...message } of stored.deliveries) {
      send(getExternalWorkflowHandle(workflowId).signal<[MessageSignal]>(signals.message, message));
    }
    for (const { workflowId, signalName, variables } of stored.signals) {
      const id = `${workflowInfo().workflowId}/${running.step}/${signalName}`;
      const listener = getExternalWorkflowHandle(workflowId);
      send(listener.signal<[BroadcastSignal]>(signals.broadcast, { id, signalName, variables }));
    }
    // The sweeper may have been there before (api/sweeper.ts), and the instance may have ended since.
    for (const { workflowId, input: start } of stored.starts)
      send(startWorkflow(workflowId, start, start.caseNumber, { workflowIdReusePolicy: 'REJECT_DUPLICATE' }));
  }

  return {
    startTimer,
    runAgencyJob,
    openJobs: () => [...jobs.values()].map(({ command }) => command),
    settled: async () => {
      while (underway.size > 0) await Promise.all(underway);
    },
    isSettled: () => underway.size === 0,
    carryOut: (issued, stored, at) => {
      for (const command of issued) carry(command, at);
      sendOn(stored);
    },
    carryOutInTurns: async (issued, stored, at) => {
      for (const command of issued) {
        carry(command, at);
        await Promise.resolve();
      }
      sendOn(stored);
    },
  };
}

const calledBy = ({ callId }: Of<'cancelCall' | 'answerEscalation'>) =>
  getExternalWorkflowHandle(`${workflowInfo().workflowId}/${callId}`);

/** Abandoned when the parent's run ends, so that it survives the parent's continue-as-new; it reports by signal. */
function startWorkflow(
  workflowId: string,
  input: StartInput,
  summary: string,
  options: Pick<ChildWorkflowOptions, 'workflowIdReusePolicy'> = {},
) {
  return startChild(input.model.processId, {
    ...options,
    workflowId,
    args: [input],
    parentClosePolicy: ParentClosePolicy.ABANDON,
    staticSummary: summary,
    typedSearchAttributes: startAttributes(input),
  });
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
