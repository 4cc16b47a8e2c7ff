// Plays the events of a durable run to the bare engine one by one, and compares the results. Each event must be one
// that the bare engine offered at that moment: a timer that was due, a job that was requested, a message that was
// published and that this instance awaited.
import { isDeepStrictEqual } from 'node:util';
import { type Command, type EngineEvent, type Model, type State, step } from '../../engine/index.ts';
import { callOf, childId, hostedId } from '../../protocol/instance-id.ts';
import type { StepBatch } from '../../protocol/steps.ts';

interface Instance {
  readonly model: Model;
  readonly trace: string[];
  state: State | null;
  /** The requests of the bare engine that have no answer yet, by `<kind> <key>`. */
  readonly asked: Map<string, Command>;
  ended?: Extract<Command, { type: 'complete' | 'fail' }>;
}

export interface Difference {
  readonly workflowId: string;
  readonly step: number;
  readonly what: string;
  readonly expected: unknown;
  readonly found: unknown;
}

export class BareRun {
  readonly differences: Difference[] = [];
  readonly #instances = new Map<string, Instance>();
  readonly #published = new Map<string, Extract<Command, { type: 'publish' }>>();
  readonly #modelOf: (batch: StepBatch) => Model;

  constructor(modelOf: (batch: StepBatch) => Model) {
    this.#modelOf = modelOf;
  }

  take(batch: StepBatch): void {
    const instance = this.#instances.get(batch.workflowId) ?? this.#begin(batch);
    const differs = (what: string, expected: unknown, found: unknown) =>
      this.differences.push({ workflowId: batch.workflowId, step: batch.step, what, expected, found });
    const unoffered = this.#unoffered(batch, instance);
    if (unoffered) differs('event', unoffered, batch.event);
    const next = step(instance.model, instance.state, batch.event);
    instance.state = next.state;
    const commands = plain(next.commands);
    if (!isDeepStrictEqual(commands, plain(batch.commands))) differs('commands', commands, batch.commands);
    for (const command of next.commands) this.#note(batch.workflowId, instance, command);
  }

  /** The instances whose bare state has not ended. */
  active(): string[] {
    return [...this.#instances].flatMap(([id, { ended }]) => (ended ? [] : [id]));
  }

  /** The records of each process instance in order, as element and intent; the instances have no order. */
  traces(): string[] {
    return [...this.#instances.values()]
      .map(({ model, trace }) => `${model.graph.processId}: ${trace.join(', ')}`)
      .sort();
  }

  #begin(batch: StepBatch): Instance {
    const instance: Instance = { model: this.#modelOf(batch), trace: [], state: null, asked: new Map() };
    this.#instances.set(batch.workflowId, instance);
    return instance;
  }

  /** Returns what was expected instead; undefined when the event was on offer. */
  #unoffered({ workflowId, event, at }: StepBatch, { asked }: Instance): unknown {
    const open = (kind: string) => asked.get(`${kind} ${'key' in event ? event.key : ''}`);
    switch (event.type) {
      case 'started':
        return this.#uncalled(workflowId, event);
      case 'jobDone':
      case 'jobFailed':
        return open('job') ? undefined : keysOf(asked, 'job');
      case 'taskCompleted':
      case 'taskAssigned':
        return open('task') ? undefined : keysOf(asked, 'task');
      case 'timerFired': {
        const timer = open('timer') as Extract<Command, { type: 'startTimer' }> | undefined;
        return timer && timer.due <= at ? undefined : (timer?.due ?? keysOf(asked, 'timer'));
      }
      case 'message': {
        const awaited = open('subscription') as Extract<Command, { type: 'subscribe' }> | undefined;
        const published = this.#published.get(event.messageId);
        if (!awaited) return keysOf(asked, 'subscription');
        // Events from outside the procedures are always possible.
        if (!published)
          return event.messageId.startsWith('agency-answer/') || event.messageId.includes('/messages/')
            ? undefined
            : 'a publisher';
        const { messageName, correlationKey, variables } = published;
        const isSame = messageName === awaited.messageName && correlationKey === awaited.correlationKey;
        return isSame && isDeepStrictEqual(plain(variables), plain(event.variables)) ? undefined : published;
      }
      case 'childDone':
      case 'childFailed': {
        const call = open('call') as Extract<Command, { type: 'callProcess' }> | undefined;
        const ended = call && this.#called(workflowId, call.callId)?.ended;
        const isSame =
          ended &&
          ended.type === (event.type === 'childDone' ? 'complete' : 'fail') &&
          isDeepStrictEqual(plain(ended.variables ?? {}), plain(event.variables ?? {}));
        return isSame ? undefined : (ended ?? 'a called process that has ended');
      }
      default:
        return undefined;
    }
  }

  /**
   * Started by its parent with these variables; the main process of a case, and any started beside it, may always
   * start.
   */
  #uncalled(workflowId: string, event: Extract<EngineEvent, { type: 'started' }>): unknown {
    if (!event.hasParent) return undefined;
    const { caller, callId } = callOf(workflowId);
    const parent = this.#instances.get(caller);
    const call = [...(parent?.asked.values() ?? [])].find((one) => one.type === 'callProcess' && one.callId === callId);
    const isSame = call?.type === 'callProcess' && isDeepStrictEqual(plain(call.variables), plain(event.variables));
    return isSame ? undefined : (call ?? 'a caller');
  }

  #called(caller: string, callId: string): Instance | undefined {
    return this.#instances.get(hostedId(caller, callId)) ?? this.#instances.get(childId(caller, callId));
  }

  #note(workflowId: string, instance: Instance, command: Command): void {
    const { asked } = instance;
    switch (command.type) {
      case 'record':
        return void instance.trace.push(`${command.record.elementId} ${command.record.intent}`);
      case 'runJob':
        return void asked.set(`job ${command.key}`, command);
      case 'openTask':
        return void asked.set(`task ${command.key}`, command);
      case 'startTimer':
        return void asked.set(`timer ${command.key}`, command);
      case 'subscribe':
        return void asked.set(`subscription ${command.key}`, command);
      case 'callProcess':
        return void asked.set(`call ${command.key}`, command);
      case 'cancelJob':
        return void asked.delete(`job ${command.key}`);
      case 'closeTask':
        return void asked.delete(`task ${command.key}`);
      case 'cancelTimer':
        return void asked.delete(`timer ${command.key}`);
      case 'unsubscribe':
        return void asked.delete(`subscription ${command.key}`);
      case 'publish':
        return void this.#published.set(`${workflowId}/${command.key}`, command);
      case 'complete':
      case 'fail':
        instance.ended = command;
        return;
      default:
        return;
    }
  }
}

const keysOf = (asked: ReadonlyMap<string, Command>, kind: string) =>
  [...asked.keys()].filter((key) => key.startsWith(kind));

/** The value after a round trip through JSON. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
