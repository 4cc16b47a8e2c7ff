// Runs models in memory, outside Temporal and PostgreSQL: the engine with a virtual clock, a message table and
// children. The caller passes in the answers of jobs and people. For tests of procedures and for `npm run bpmn`.
import type { Command, EngineRecord } from '../../engine/command.ts';
import type { EngineEvent, UntimedEvent, Variables } from '../../engine/event.ts';
import { evaluate } from '../../engine/feel/index.ts';
import { describe, type Model, migrate, refusal, refusalsOfMigration, step } from '../../engine/index.ts';
import { milliseconds } from './durations.ts';
import type { Behavior, Instance, Message, Outcome, ScheduledEvent, TraceLine } from './simulation-types.ts';

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
  readonly published: Message[] = [];
  #now: number;
  #scheduled: ScheduledEvent[] = [];
  #buffer: Message[] = [];
  readonly #earlyCompletions = new Map<string, UntimedEvent>();
  readonly #subscriptions = new Map<
    string,
    { instance: Instance; name: string; correlationKey: string; key: number }
  >();
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

  start(processId: string, variables: Variables, startElementId?: string, startKey?: string): Instance {
    const earlier = this.instances.filter((one) => one.processId === processId && !one.parent).length;
    const id = earlier === 0 ? processId : `${processId}-${earlier + 1}`;
    const instance = this.#create(processId, id, startKey === undefined ? {} : { startKey });
    this.send(instance, { type: 'started', variables, ...(startElementId === undefined ? {} : { startElementId }) });
    return instance;
  }

  /**
   * Processes every event that is due until the given instant (default: until none is left), in the order of their
   * instants.
   * @returns the number of events, at most `limit`
   */
  run(until = Number.POSITIVE_INFINITY, limit = Number.POSITIVE_INFINITY): number {
    let events = 0;
    for (; events < limit; events++) {
      let first: ScheduledEvent | undefined;
      for (const scheduled of this.#scheduled) if (!first || scheduled.due < first.due) first = scheduled;
      if (!first || first.due > until) break;
      this.#scheduled.splice(this.#scheduled.indexOf(first), 1);
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
    const message = {
      id: `message-${this.published.length + 1}`,
      name,
      correlationKey,
      variables,
      expires: this.#now + timeToLiveMs,
    };
    this.published.push(message);
    if (this.#deliver(message) || this.#startByMessage(message)) return;
    if (timeToLiveMs > 0) this.#buffer.push(message);
  }

  /** Reaches every waiting element, and starts the processes that a signal of this name starts. */
  broadcast(name: string, variables: Variables, except?: Instance): void {
    for (const listener of this.instances.filter((one) => one !== except))
      this.#schedule(this.#now, listener, { type: 'signal', name, variables });
    for (const [processId, start] of this.#startsBy('signal', name)) this.start(processId, variables, start);
  }

  /** Returns true if the message starts a process; a key starts one instance at a time (docs/using/messages.md). */
  #startByMessage({ name, correlationKey, variables }: Message): boolean {
    const isRunning = (processId: string) =>
      this.instances.some((one) => one.processId === processId && one.startKey === correlationKey && !one.result);
    const free = this.#startsBy('message', name).filter(([id]) => correlationKey === '' || !isRunning(id));
    for (const [processId, start] of free) this.start(processId, variables, start, correlationKey);
    return free.length > 0;
  }

  #startsBy(type: 'message' | 'signal', name: string): (readonly [processId: string, startElementId: string])[] {
    return [...this.#models].flatMap(([processId, model]) =>
      Object.values(model.graph.elements)
        .filter(({ scope, type: elementType }) => scope === processId && elementType === 'startEvent')
        .filter(({ event }) => event?.type === type && this.#evaluateName(event.name, model) === name)
        .map(({ id }) => [processId, id] as const),
    );
  }

  /** Before an instance exists, a name is computed from the clock alone (as at deployment in Zeebe). */
  #evaluateName(text: string, { calendar }: Model): unknown {
    if (!text.startsWith('=')) return text;
    const result = evaluate(text.slice(1), {}, { at: this.now, calendar });
    return 'value' in result ? result.value : undefined;
  }

  /** Starts the next instance by the oldest buffered message, after an instance has ended. */
  #startByBuffered(): void {
    const waiting = this.#buffer.filter(({ expires }) => expires > this.#now);
    for (const message of waiting)
      if (this.#startByMessage(message)) this.#buffer = this.#buffer.filter((one) => one !== message);
  }

  /** Throws an Error when the Update's validator would refuse the event. */
  send(instance: Instance, event: UntimedEvent): void {
    const refused = refusal(instance.model, instance.state, { ...event, at: this.now } as EngineEvent);
    if (refused !== undefined) throw new Error(`${event.type}: ${refused.en}`);
    this.#send(instance, event);
  }

  /** Throws an Error when the migration would be refused. */
  migrate(instance: Instance, to: Model, untimed: Extract<UntimedEvent, { type: 'migrated' }>): void {
    const event = { ...untimed, at: this.now } as Extract<EngineEvent, { type: 'migrated' }>;
    const refused = refusalsOfMigration(instance.model, to, instance.state!, event);
    if (refused.length > 0) throw new Error(`migrated: ${refused.map(({ en }) => en).join(' ')}`);
    const { state, commands } = migrate(instance.model, to, instance.state!, event);
    instance.model = to;
    instance.state = state;
    for (const command of commands) this.#carryOut(instance, command);
  }

  #create(processId: string, id: string, more: Pick<Instance, 'parent' | 'startKey'>): Instance {
    const model = this.#models.get(processId);
    if (!model) throw new Error(`No model of the process '${processId}' was given.`);
    const instance: Instance = { id, processId, model, state: null, ...more };
    this.instances.push(instance);
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
    const { state, commands } = step(instance.model, instance.state, { ...event, at: this.now } as EngineEvent);
    instance.state = state;
    for (const command of commands) this.#carryOut(instance, command);
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
        this.#cancelScheduled(`${instance.id}/timer-${command.key}`);
        this.#schedule(Date.parse(command.due), instance, { type: 'timerFired', key: command.key }, 'timer');
        return;
      case 'cancelTimer':
        return this.#cancelScheduled(`${instance.id}/timer-${command.key}`);
      case 'cancelJob':
        return this.#cancelScheduled(`${instance.id}/job-${command.key}`);
      case 'closeTask':
        return this.#cancelScheduled(`${instance.id}/task-${command.key}`);
      case 'subscribe':
        return this.#subscribe(instance, command);
      case 'unsubscribe':
        this.#subscriptions.delete(`${instance.id}/${command.key}`);
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
        return this.broadcast(command.signalName, command.variables, instance);
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
        this.incidents.push({ instance, elementId: command.elementId, key: command.key, message: command.message });
        return;
      case 'complete':
        return this.#end(instance, { ok: true, variables: command.variables });
      case 'fail':
        return this.#end(
          instance,
          { ok: false, variables: command.variables ?? {}, message: command.message },
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

  /** Each process has one version here, for every binding of the call. */
  #callFault(instance: Instance, { processId, versionTag }: Of<'callProcess'>): string | undefined {
    const model = this.#models.get(processId);
    if (!model) return `Expected the model of the process '${processId}' among the files; it is not there.`;
    const tag = model.graph.versionTag ?? 'none';
    if (versionTag !== undefined && versionTag !== tag)
      return `Expected '${processId}' with the version tag '${versionTag}'; found ${tag}.`;
    return depthOf(instance) < maxCallDepth ? undefined : `Expected calls at most ${maxCallDepth} deep; found more.`;
  }

  #call(instance: Instance, command: Of<'callProcess'>): void {
    const { processId, callId, key, variables } = command;
    const reason = this.#callFault(instance, command);
    if (reason === undefined) {
      const child = this.#create(processId, `${instance.id}/${callId}`, { parent: { instance, key } });
      return this.#schedule(this.#now, child, { type: 'started', variables, hasParent: true });
    }
    const answer = this.#models.has(processId) ? undefined : this.#behavior.call?.(command, this.now, instance);
    const outcome = answer ?? { message: reason };
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
    this.#scheduled = this.#scheduled.filter((scheduled) => scheduled.instance !== instance);
    if (instance.startKey) this.#startByBuffered();
    if (!instance.parent) return;
    const { key, instance: parent } = instance.parent;
    const ended: UntimedEvent = result.ok
      ? { type: 'childDone', key, variables: result.variables }
      : {
          type: 'childFailed',
          key,
          message: result.message ?? '',
          variables: result.variables,
          ...(errorCode === undefined ? {} : { errorCode }),
        };
    this.#schedule(this.#now, parent, ended);
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
    this.#scheduled.push({ due: Math.max(due, this.#now), instance, event, ...cancelKey });
  }

  #cancelScheduled(cancelKey: string): void {
    this.#scheduled = this.#scheduled.filter((scheduled) => scheduled.cancelKey !== cancelKey);
  }

  #subscribe(instance: Instance, { key, messageName, correlationKey }: Of<'subscribe'>): void {
    this.#subscriptions.set(`${instance.id}/${key}`, { instance, name: messageName, correlationKey, key });
    const isMeant = ({ name, correlationKey: key }: Message) => name === messageName && key === correlationKey;
    const waiting = this.#buffer.find((message) => isMeant(message) && message.expires >= this.#now);
    if (!waiting) return;
    this.#buffer.splice(this.#buffer.indexOf(waiting), 1);
    this.#schedule(this.#now, instance, { type: 'message', key, messageId: waiting.id, variables: waiting.variables });
  }

  #deliver(message: Message): boolean {
    for (const { instance, name, correlationKey, key } of this.#subscriptions.values()) {
      if (name !== message.name || correlationKey !== message.correlationKey || instance.result) continue;
      this.#schedule(this.#now, instance, {
        type: 'message',
        key,
        messageId: message.id,
        variables: message.variables,
      });
      return true;
    }
    return false;
  }
}

/** A process that calls itself without end is a fault of the model. */
const maxCallDepth = 100;

const depthOf = ({ parent }: Instance): number => (parent ? 1 + depthOf(parent.instance) : 0);

const failureOf = ({ message, errorCode, variables }: Extract<Outcome, { message: string }>) => ({
  message,
  ...(errorCode === undefined ? {} : { errorCode }),
  ...(variables ? { variables } : {}),
});
