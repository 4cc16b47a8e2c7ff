// Process instances on the bare engine with the real registers: each step is the engine's, and is committed as the
// product commits it. Time stands until the caller moves it, and nothing happens but in `settle` and in an update.
import { ApplicationFailure, WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import { createAgencyActivities } from '../../../activities/agencies/call-agency.ts';
import type { Provider } from '../../../activities/agencies/providers.ts';
import { jobs } from '../../../activities/jobs/index.ts';
import { createLocalActivities } from '../../../activities/steps/local-activities.ts';
import type { Temporal } from '../../../api/temporal.ts';
import type { Pool } from '../../../db/pool.ts';
import type { Bilingual } from '../../../engine/catalogue.ts';
import {
  type Command,
  type EngineEvent,
  refusal,
  type State,
  type Step,
  step,
  type UntimedEvent,
} from '../../../engine/index.ts';
import { calledId } from '../../../protocol/instance-id.ts';
import { outcomesOf } from '../../../protocol/outcomes.ts';
import { signals, type ToInstance } from '../../../protocol/signals.ts';
import type { StartInput } from '../../../protocol/start.ts';
import type { Committed, LoadedModel, StepBatch, StepCommitted } from '../../../protocol/steps.ts';
import { updates } from '../../../protocol/updates.ts';

export interface InstancesParts {
  readonly pool: Pool;
  readonly providers: readonly Provider[];
  readonly now: () => Date;
  readonly onCommitted: (batch: StepBatch) => void;
}

interface Instance {
  readonly workflowId: string;
  readonly input: StartInput;
  readonly timers: Map<number, { readonly due: number; readonly order: number }>;
  /** Keys of the agencies' jobs that have no result yet. */
  readonly agencyJobs: Set<number>;
  model: LoadedModel | undefined;
  state: State | null;
  step: number;
  /** True when the caller itself canceled the call: it does not wait for an answer. */
  isCallCanceled: boolean;
}

type Work = () => Promise<void>;
type Of<T extends Command['type']> = Extract<Command, { type: T }>;
type Argument = { readonly [name: string]: unknown };

export interface Instances {
  /** The part of Temporal's client that the API uses. */
  readonly temporal: Temporal;
  /** Works until everything waits for time, people and agencies. */
  settle(): Promise<void>;
  /** The next timer's instant (milliseconds); undefined when there is none. */
  nextDue(): number | undefined;
}

export function bareInstances({ pool, providers, now, onCommitted }: InstancesParts): Instances {
  const local = createLocalActivities(pool, { jobs, onCommitted });
  const { callAgency } = createAgencyActivities(pool, providers);
  const instances = new Map<string, Instance>();
  const queue: Work[] = [];
  let timersStarted = 0;

  const isActive = ({ state }: Instance) => state === null || state.status === 'active';
  const enqueue = (instance: Instance | undefined, event: UntimedEvent) => {
    if (instance) queue.push(async () => void (await take(instance, event)));
  };

  async function settle(): Promise<void> {
    do {
      for (let work = queue.shift(); work; work = queue.shift()) await work();
      fireDueTimers();
    } while (queue.length > 0);
  }

  /** All that are due at once, as Temporal fires them: a step that the first one causes may cancel the second. */
  function fireDueTimers(): void {
    const at = now().getTime();
    const due = [...instances.values()].flatMap((instance) =>
      [...instance.timers].flatMap(([key, timer]) => (timer.due <= at ? [{ instance, key, ...timer }] : [])),
    );
    due.sort((one, other) => one.due - other.due || one.order - other.order);
    for (const { instance, key } of due) {
      instance.timers.delete(key);
      enqueue(instance, { type: 'timerFired', key });
    }
  }

  function start(workflowId: string, input: StartInput): void {
    if (instances.has(workflowId)) return;
    const instance: Instance = {
      workflowId,
      input,
      timers: new Map(),
      agencyJobs: new Set(),
      model: undefined,
      state: null,
      step: 0,
      isCallCanceled: false,
    };
    instances.set(workflowId, instance);
    queue.push(() => takeFirst(instance));
  }

  async function takeFirst(instance: Instance): Promise<void> {
    const { variables, parent, actor, startElementId } = instance.input;
    const where = startElementId === undefined ? {} : { startElementId };
    const at = now().toISOString();
    const event = { type: 'started' as const, at, variables, hasParent: parent !== undefined, actor, ...where };
    const { model, ...committed } = await local.startInstance({ ...aboutOf(instance), at, event, actor });
    instance.model = model;
    await advance(instance, step(model, null, event), at, committed);
  }

  /** Takes the event's step; returns the reason when it causes none. */
  async function take(instance: Instance, untimed: UntimedEvent): Promise<Bilingual | undefined> {
    if (untimed.type === 'timerFired')
      instance.model = { ...instance.model!, ...(await local.loadParameters(instance.input.model)) };
    const model = instance.model!;
    const event = { ...untimed, at: now().toISOString() } as EngineEvent;
    const { state, commands } = step(model, instance.state, event);
    if (state === instance.state) return refusal(model, state, event);
    const committed = await local.commitStep({
      ...aboutOf(instance),
      step: instance.step + 1,
      at: event.at,
      ...(event.actor ? { actor: event.actor } : {}),
      event,
      cause: event.type,
      commands,
      parameters: model.parameters,
      ...(commands.some(isDatabaseJob) ? { lookahead: { state } } : {}),
    });
    await advance(instance, { state, commands }, event.at, committed);
    return undefined;
  }

  /** Applies the committed step, takes the steps of its lookahead here too, then the outcomes that remain. */
  async function advance(instance: Instance, first: Step<State>, at: string, committed: StepCommitted): Promise<void> {
    const outcomes: UntimedEvent[] = [];
    const apply = ({ state, commands }: Step<State>, done: Committed) => {
      instance.state = state;
      instance.step += 1;
      for (const command of commands) carryOut(instance, command, at);
      exchange(instance, done);
      outcomes.push(...outcomesOf(done));
    };
    apply(first, committed);
    for (const done of committed.lookahead ?? []) apply(nextStep(instance, outcomes, at), done);
    for (const outcome of outcomes) await take(instance, outcome);
  }

  function carryOut(instance: Instance, command: Command, at: string): void {
    const { workflowId, timers, agencyJobs } = instance;
    switch (command.type) {
      case 'startTimer':
        timersStarted += 1;
        return void timers.set(command.key, { due: Date.parse(command.due), order: timersStarted });
      case 'cancelTimer':
        return void timers.delete(command.key);
      case 'runJob':
        if (isDatabaseJob(command)) return;
        agencyJobs.add(command.key);
        return void queue.push(() => ask(instance, command, at));
      case 'cancelJob':
        return void agencyJobs.delete(command.key);
      case 'callProcess':
        return void queue.push(() => call(instance, command));
      case 'cancelCall': {
        const called = instances.get(calledId(workflowId, command));
        if (called) called.isCallCanceled = true;
        return enqueue(called, { type: 'cancelled', reason: command.name });
      }
      case 'answerEscalation': {
        const called = instances.get(calledId(workflowId, command));
        return enqueue(called, { type: 'escalationAnswered', ...command.thrower });
      }
      case 'escalate':
      case 'complete':
      case 'fail':
        return report(instance, command);
      default:
        return;
    }
  }

  /** Hands messages and signals to the instances that the commit found, and starts those that it decided on. */
  function exchange({ workflowId, step: number }: Instance, committed: Committed): void {
    for (const { workflowId: to, key, messageId, variables } of committed.deliveries)
      enqueue(instances.get(to), { type: 'message', key, messageId, variables, commandId: messageId });
    for (const { workflowId: to, signalName, variables } of committed.signals)
      enqueue(instances.get(to), {
        type: 'signal',
        name: signalName,
        variables,
        commandId: `${workflowId}/${number}/${signalName}`,
      });
    for (const { workflowId: id, input } of committed.starts) start(id, input);
  }

  /** Reports to the caller, under the key of its call. */
  function report(
    { input: { parent }, isCallCanceled }: Instance,
    command: Of<'escalate' | 'complete' | 'fail'>,
  ): void {
    if (!parent || (command.type === 'fail' && isCallCanceled)) return;
    const caller = instances.get(parent.instanceId);
    const { type, ...said } = command;
    if (type === 'escalate') enqueue(caller, { ...said, type: 'childEscalated', key: parent.key } as UntimedEvent);
    else if (type === 'complete') enqueue(caller, { type: 'childDone', key: parent.key, variables: command.variables });
    else enqueue(caller, { ...said, type: 'childFailed', key: parent.key } as UntimedEvent);
  }

  async function call(instance: Instance, command: Of<'callProcess'>): Promise<void> {
    const { key, processId, binding, versionTag, variables } = command;
    const { workflowId, input } = instance;
    try {
      const model = await local.resolveModel({
        processId,
        ...(versionTag === undefined ? {} : { versionTag }),
        ...(binding === 'deployment' ? { deployedWith: input.model } : {}),
      });
      const { startElementId: _own, ...common } = input;
      const parent = { instanceId: workflowId, key };
      start(calledId(workflowId, command), { ...common, model, variables, parent });
    } catch (failure) {
      enqueue(instance, { type: 'childFailed', key, ...textsOf(failure) });
    }
  }

  async function ask(instance: Instance, command: Of<'runJob'>, at: string): Promise<void> {
    const { key, jobType, elementId, headers, properties, variables, loopCounter } = command;
    if (!instance.agencyJobs.has(key)) return;
    const { caseId, caseNumber } = instance.input;
    const counter = loopCounter === undefined ? {} : { loopCounter };
    const about = { caseId, caseNumber, workflowId: instance.workflowId, key, elementId, ...counter };
    const result = await callAgency({ ...about, jobType, headers, properties, variables, at }).then(
      (variables): UntimedEvent => ({ type: 'jobDone', key, variables }),
      (failure): UntimedEvent => ({ type: 'jobFailed', key, ...textsOf(failure) }),
    );
    instance.agencyJobs.delete(key);
    await take(instance, result);
  }

  async function happen(workflowId: string, event: UntimedEvent): Promise<void> {
    await settle();
    const instance = instances.get(workflowId);
    if (!instance || !isActive(instance)) throw new WorkflowNotFoundError('workflow not found', workflowId, undefined);
    const refused = refusal(instance.model!, instance.state, { ...event, at: now().toISOString() } as EngineEvent);
    const late = refused ?? (await take(instance, event));
    if (late)
      throw new WorkflowUpdateFailedError('refused', ApplicationFailure.nonRetryable(late.en, 'NOT_OPEN', late));
  }

  const temporal = {
    workflow: {
      start: async (_type: string, { workflowId, args }: { workflowId: string; args: [StartInput] }) => {
        start(workflowId, args[0]);
        await settle();
      },
      getHandle: (workflowId: string) => ({
        executeUpdate: (name: string, { args: [argument] }: { args: [Argument & ToInstance] }) =>
          happen(argument.instanceId ?? workflowId, eventOf(name, argument)),
        signal: async (name: string, argument: Argument & ToInstance) =>
          enqueue(instances.get(argument.instanceId ?? workflowId), eventOf(name, argument)),
      }),
    },
    connection: {
      withDeadline: (_deadline: Date | number, work: () => Promise<unknown>) => work(),
      workflowService: { getSystemInfo: async () => ({}) },
    },
  } as unknown as Temporal;

  return {
    temporal,
    settle,
    nextDue: () => {
      const dues = [...instances.values()].flatMap(({ timers }) => [...timers.values()].map(({ due }) => due));
      return dues.length === 0 ? undefined : Math.min(...dues);
    },
  };
}

/** The step of the first outcome that causes one; the lookahead skipped the others too. */
function nextStep({ model, state }: Instance, outcomes: UntimedEvent[], at: string): Step<State> {
  for (let outcome = outcomes.shift(); outcome; outcome = outcomes.shift()) {
    const next = step(model!, state, { ...outcome, at } as EngineEvent);
    if (next.state !== state) return next;
  }
  throw new Error('Expected an event for each step of the lookahead.');
}

function aboutOf({ workflowId, input: { model, caseId, parent } }: Instance) {
  const caller = parent ? { parentWorkflowId: parent.instanceId } : {};
  return { workflowId, runId: 'bare', model, caseId, ...caller };
}

const isDatabaseJob = (command: Command): boolean => command.type === 'runJob' && command.jobType.startsWith('db:');

/** The updates and signals that the API sends to a case that is simulated. */
const eventTypes: { readonly [name: string]: EngineEvent['type'] } = {
  [updates.completeTask]: 'taskCompleted',
  [updates.publishMessage]: 'message',
  [signals.message]: 'message',
};

function eventOf(name: string, { instanceId: _receiver, ...argument }: Argument & ToInstance): UntimedEvent {
  const type = eventTypes[name];
  if (!type) throw new Error(`Expected an update of ${Object.keys(eventTypes).join(', ')}; found '${name}'.`);
  return { ...argument, type } as unknown as UntimedEvent;
}

/** The failure of a Temporal activity; it gives both languages in its details. */
function textsOf(failure: unknown): { readonly message: string; readonly messageZh?: string } {
  if (!(failure instanceof Error)) return { message: String(failure) };
  const [text] = (failure as { details?: readonly Partial<Bilingual>[] }).details ?? [];
  return { message: failure.message, ...(text?.zh === undefined ? {} : { messageZh: text.zh }) };
}
