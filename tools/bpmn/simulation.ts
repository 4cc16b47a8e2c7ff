// Runs models in memory, outside Temporal and PostgreSQL: the engine with a virtual clock, a message table and
// children. The caller passes in the answers of jobs and people. For tests of procedures and for `npm run bpmn`.
import { type Bilingual, listed } from '../../engine/catalogue.ts';
import type { Command, EngineRecord } from '../../engine/command.ts';
import type { EngineEvent, UntimedEvent, Variables } from '../../engine/event.ts';
import { describe, type Model, migrate, refusal, refusalsOfMigration, step } from '../../engine/index.ts';
import { callFault, endOfCall } from './called-processes.ts';
import { CommandFault } from './command-fault.ts';
import { milliseconds } from './durations.ts';
import { MessageTable } from './message-table.ts';
import { say } from './messages.ts';
import { startsBy } from './process-starts.ts';
import { Schedule } from './schedule.ts';
import type { Behavior, Instance, Message, Outcome, TraceLine } from './simulation-types.ts';
import { changeOfVariables, variablesOf } from './variable-trace.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

const dayMs = 86_400_000;

export class Simulation {
  readonly instances: Instance[] = [];
  readonly trace: TraceLine[] = [];
  readonly incidents: {
    readonly instance: Instance;
    readonly elementId: string;
    readonly key: number;
    readonly message: string;
  }[] = [];
  readonly messages = new MessageTable();
  /** Set when tokens made more moves in one event than the model allows: the run does not end. */
  isEndless = false;
  /** Adds a line to the trace for each event that changes variables of the process. */
  tracesVariables = false;
  /** Instances that have not ended, so that a message need not look at all that ever were. */
  readonly #running = new Set<Instance>();
  readonly #started = new Map<string, number>();
  #now: number;
  readonly #scheduled = new Schedule();
  readonly #earlyCompletions = new Map<string, UntimedEvent>();
  readonly #models: ReadonlyMap<string, Model>;
  readonly #behavior: Behavior;

  /**
   * @param models by process id
   * @param at the legal instant of the start
   */
  constructor(models: ReadonlyMap<string, Model>, behavior: Behavior, at: string) {
    this.#models = models;
    this.#behavior = behavior;
    this.#now = Date.parse(at);
  }

  get now(): string {
    return new Date(this.#now).toISOString();
  }

  start(processId: string, variables: Variables, startElementId?: string): Instance {
    const instance = this.#createRoot(processId);
    this.send(instance, { type: 'started', variables, ...(startElementId === undefined ? {} : { startElementId }) });
    return instance;
  }

  /** A process that a message or signal starts begins by the queue: it may throw the next one itself, without end. */
  #startByEvent(processId: string, variables: Variables, startElementId: string, startKey?: string): void {
    const instance = this.#createRoot(processId, startKey);
    this.#schedule(this.#now, instance, { type: 'started', variables, startElementId });
  }

  #createRoot(processId: string, startKey?: string): Instance {
    const count = (this.#started.get(processId) ?? 0) + 1;
    this.#started.set(processId, count);
    const id = count === 1 ? processId : `${processId}-${count}`;
    return this.#create(processId, id, startKey === undefined ? {} : { startKey });
  }

  /**
   * Processes every event that is due until the given instant (default: until none is left), in the order of their
   * instants.
   * @returns the number of events, at most `limit`
   */
  run(until = Number.POSITIVE_INFINITY, limit = Number.POSITIVE_INFINITY): number {
    let events = 0;
    for (; events < limit && !this.isEndless; events++) {
      const first = this.#scheduled.takeNext(until);
      if (!first) break;
      this.#now = Math.max(this.#now, first.due);
      this.#send(first.instance, first.event);
    }
    if (Number.isFinite(until)) this.#now = Math.max(this.#now, until);
    return events;
  }

  runUntil(at: string): void {
    this.run(Date.parse(at));
  }

  publish(name: string, correlationKey: string, variables: Variables, timeToLiveMs = 0): void {
    const message = this.messages.publish(name, correlationKey, variables, this.#now, timeToLiveMs);
    if (!this.#deliver(message) && !this.#startByMessage(message)) this.messages.keep(message);
  }

  /**
   * Reaches every waiting element, and starts the processes that a signal of this name starts.
   * @returns whether it met any of them
   */
  broadcast(name: string, variables: Variables, except?: Instance): boolean {
    const listeners = [...this.#running].filter((one) => one !== except);
    for (const listener of listeners) this.#schedule(this.#now, listener, { type: 'signal', name, variables });
    const starts = startsBy(this.#models, 'signal', name, this.now);
    for (const [processId, start] of starts) this.#startByEvent(processId, variables, start);
    return starts.length > 0 || listeners.some(({ state }) => Object.hasOwn(state?.signals ?? {}, name));
  }

  /** Returns true if the message starts a process; a key starts one instance at a time (docs/using/messages.md). */
  #startByMessage({ name, correlationKey, variables }: Message): boolean {
    const isRunning = (processId: string) =>
      [...this.#running].some((one) => one.processId === processId && one.startKey === correlationKey);
    const free = startsBy(this.#models, 'message', name, this.now).filter(
      ([id]) => correlationKey === '' || !isRunning(id),
    );
    for (const [processId, start] of free) this.#startByEvent(processId, variables, start, correlationKey);
    return free.length > 0;
  }

  /** Starts the next instance by the oldest buffered message, after an instance has ended. */
  #startByBuffered(): void {
    for (const message of this.messages.keptAt(this.#now))
      if (this.#startByMessage(message)) this.messages.remove(message);
  }

  /** @throws CommandFault when the Update's validator would refuse the event */
  send(instance: Instance, event: UntimedEvent): void {
    const refused = refusal(instance.model, instance.state, { ...event, at: this.now } as EngineEvent);
    if (refused !== undefined) throw refusedEvent(event.type, [refused]);
    this.#send(instance, event);
  }

  /** @throws CommandFault when the migration would be refused */
  migrate(instance: Instance, to: Model, untimed: Extract<UntimedEvent, { type: 'migrated' }>): void {
    const event = { ...untimed, at: this.now } as Extract<EngineEvent, { type: 'migrated' }>;
    const refused = refusalsOfMigration(instance.model, to, instance.state!, event);
    if (refused.length > 0) throw refusedEvent('migrated', refused);
    const { state, commands } = migrate(instance.model, to, instance.state!, event);
    instance.model = to;
    instance.state = state;
    for (const command of commands) this.#carryOut(instance, command);
  }

  #create(processId: string, id: string, more: Pick<Instance, 'parent' | 'startKey'>): Instance {
    const model = this.#models.get(processId);
    if (!model) throw new CommandFault(say('simulation.noModel', { process: processId }));
    const instance: Instance = { id, processId, model, state: null, ...more };
    this.instances.push(instance);
    this.#running.add(instance);
    return instance;
  }

  /** Returns true while the listeners of the task's assignment run: it is completed only after them. */
  #hasOpenListener({ model, state }: Instance, key: number): boolean {
    const completion = { type: 'taskCompleted' as const, key, variables: {}, at: this.now };
    if (!state || refusal(model, state, completion) === undefined) return false;
    return describe(model, state).open.some((open) => open.key === key && open.awaits === 'job');
  }

  #send(instance: Instance, event: UntimedEvent): void {
    if (instance.result) return;
    if (event.type === 'taskCompleted' && this.#hasOpenListener(instance, event.key)) {
      this.#earlyCompletions.set(`${instance.id}/${event.key}`, event);
      return;
    }
    const before = variablesOf(instance.state);
    const { state, commands } = step(instance.model, instance.state, { ...event, at: this.now } as EngineEvent);
    instance.state = state;
    for (const command of commands) this.#carryOut(instance, command);
    const completion = commands.find(({ type }) => type === 'complete') as Of<'complete'> | undefined;
    if (!this.tracesVariables) return;
    const line = changeOfVariables(instance, before, completion?.variables ?? variablesOf(state), this.now);
    if (line) this.trace.push(line);
  }

  #carryOut(instance: Instance, command: Command): void {
    switch (command.type) {
      case 'record':
        this.trace.push({ ...command.record, instanceId: instance.id, processId: instance.processId, at: this.now });
        return this.#completeAfterAssignment(instance, command.record);
      case 'runJob':
        return this.#answer(instance, command.key, this.#behavior.job(command, this.now, instance), 'job');
      case 'openTask':
        return this.#answer(instance, command.key, this.#behavior.task(command, this.now, instance), 'task');
      case 'startTimer':
        this.#scheduled.cancel(`${instance.id}/timer-${command.key}`);
        this.#schedule(Date.parse(command.due), instance, { type: 'timerFired', key: command.key }, 'timer');
        return;
      case 'cancelTimer':
        return this.#scheduled.cancel(`${instance.id}/timer-${command.key}`);
      case 'cancelJob':
        return this.#scheduled.cancel(`${instance.id}/job-${command.key}`);
      case 'closeTask':
        return this.#scheduled.cancel(`${instance.id}/task-${command.key}`);
      case 'subscribe':
        return this.#subscribe(instance, command);
      case 'unsubscribe':
        this.messages.unsubscribe(instance, command.key);
        return;
      case 'callProcess':
        return this.#call(instance, command);
      case 'cancelCall': {
        const called = this.#calledBy(instance, command);
        if (called) this.#send(called, { type: 'cancelled', reason: 'parent' });
        return;
      }
      case 'publish': {
        const { messageName, correlationKey, variables, timeToLive } = command;
        return this.publish(messageName, correlationKey, variables, milliseconds(timeToLive));
      }
      case 'broadcast':
        this.broadcast(command.signalName, command.variables, instance);
        return;
      case 'escalate': {
        const { escalationCode, variables, thrower } = command;
        const { instance: parent, key } = instance.parent!;
        const waiting = thrower ? { thrower } : {};
        return this.#schedule(this.#now, parent, {
          type: 'childEscalated',
          key,
          escalationCode,
          variables,
          ...waiting,
        });
      }
      case 'answerEscalation': {
        const answered = { type: 'escalationAnswered' as const, ...command.thrower };
        return this.#schedule(this.#now, this.#calledBy(instance, command)!, answered);
      }
      case 'raiseIncident':
        this.isEndless ||= command.incidentType === 'endless';
        this.incidents.push({ instance, elementId: command.elementId, key: command.key, message: command.message });
        return;
      case 'complete':
        return this.#end(instance, { ok: true, variables: command.variables });
      case 'fail':
        return this.#end(
          instance,
          {
            ok: false,
            variables: command.variables ?? {},
            message: command.message,
            ...(command.messageZh === undefined ? {} : { messageZh: command.messageZh }),
          },
          command.errorCode,
        );
      case 'moveTask':
      case 'subscribeSignal':
      case 'unsubscribeSignal':
      case 'resolveIncident':
        return;
      default:
        command satisfies never;
    }
  }

  /** Returns undefined when no model of the process was given. */
  #calledBy(caller: Instance, { callId }: Of<'cancelCall' | 'answerEscalation'>): Instance | undefined {
    return this.instances.find(({ id }) => id === `${caller.id}/${callId}`);
  }

  #call(instance: Instance, command: Of<'callProcess'>): void {
    const { processId, callId, key, variables } = command;
    const reason = callFault(this.#models, instance, command);
    if (reason === undefined) {
      const child = this.#create(processId, `${instance.id}/${callId}`, { parent: { instance, key } });
      return this.#schedule(this.#now, child, { type: 'started', variables, hasParent: true });
    }
    const answer = this.#models.has(processId) ? undefined : this.#behavior.call?.(command, this.now, instance);
    const outcome = answer ?? { message: reason.en, messageZh: reason.zh };
    const due = this.#now + (outcome.afterDays ?? 0) * dayMs;
    this.#schedule(
      due,
      instance,
      'message' in outcome
        ? { type: 'childFailed', key, ...failureOf(outcome) }
        : { type: 'childDone', key, variables: outcome.variables },
    );
  }

  #end(instance: Instance, result: NonNullable<Instance['result']>, errorCode?: string): void {
    instance.result = result;
    this.#running.delete(instance);
    this.#scheduled.cancelAllOf(instance);
    if (instance.startKey) this.#startByBuffered();
    if (!instance.parent) return;
    const { key, instance: parent } = instance.parent;
    this.#schedule(this.#now, parent, endOfCall(key, result, errorCode));
  }

  #completeAfterAssignment(instance: Instance, { intent, key }: EngineRecord): void {
    const event = intent === 'assigned' ? this.#earlyCompletions.get(`${instance.id}/${key}`) : undefined;
    if (!event) return;
    this.#earlyCompletions.delete(`${instance.id}/${key}`);
    this.#schedule(this.#now, instance, event, 'task');
  }

  #answer(instance: Instance, key: number, outcome: Outcome | undefined, kind: 'job' | 'task'): void {
    if (!outcome) return;
    const due = this.#now + (outcome.afterDays ?? 0) * dayMs;
    if ('message' in outcome) this.#schedule(due, instance, { type: 'jobFailed', key, ...failureOf(outcome) }, kind);
    else
      this.#schedule(
        due,
        instance,
        { type: kind === 'job' ? 'jobDone' : 'taskCompleted', key, variables: outcome.variables },
        kind,
      );
  }

  #schedule(due: number, instance: Instance, event: UntimedEvent, kind?: 'job' | 'task' | 'timer'): void {
    const cancelKey = kind && 'key' in event ? { cancelKey: `${instance.id}/${kind}-${event.key}` } : {};
    this.#scheduled.add({ due: Math.max(due, this.#now), instance, event, ...cancelKey });
  }

  #subscribe(instance: Instance, { key, messageName, correlationKey }: Of<'subscribe'>): void {
    const subscription = { instance, name: messageName, correlationKey, key };
    const waiting = this.messages.subscribe(subscription, this.#now);
    if (!waiting) return;
    this.messages.remove(waiting);
    this.#schedule(this.#now, instance, { type: 'message', key, messageId: waiting.id, variables: waiting.variables });
  }

  #deliver(message: Message): boolean {
    const receiver = this.messages.receiverOf(message);
    if (!receiver) return false;
    const { instance, key } = receiver;
    this.#schedule(this.#now, instance, { type: 'message', key, messageId: message.id, variables: message.variables });
    return true;
  }
}

const refusedEvent = (event: EngineEvent['type'], reasons: readonly Bilingual[]): CommandFault =>
  new CommandFault(say('simulation.refused', { event, reason: listed(reasons, '', ' ') }));

const failureOf = ({ message, messageZh, errorCode, variables }: Extract<Outcome, { message: string }>) => ({
  message,
  ...(messageZh === undefined ? {} : { messageZh }),
  ...(errorCode === undefined ? {} : { errorCode }),
  ...(variables ? { variables } : {}),
});
