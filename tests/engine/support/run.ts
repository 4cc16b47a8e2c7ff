// A process instance in a test. Every step is checked for purity: frozen input, the same result twice, a state that
// survives JSON.
import { expect } from '@jest/globals';
import type { Bilingual } from '../../../engine/catalogue.ts';
import {
  type Command,
  describe,
  type EngineEvent,
  type EngineRecord,
  type Json,
  type Model,
  openElements,
  type State,
  step,
  type UntimedEvent,
  type Variables,
} from '../../../engine/index.ts';
import { read } from '../../../engine/read/index.ts';
import { type ModelBuilder, modelOf } from './model.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

export const startAt = '2026-03-02T01:00:00.000Z';

export interface StartOptions {
  readonly hasParent?: boolean;
  readonly startElementId?: string;
  readonly at?: string;
  readonly model?: Partial<Model>;
}

/** The English texts of refusals. */
export const english = (texts: readonly Bilingual[]): readonly string[] => texts.map(({ en }) => en);

export async function start(
  builder: ModelBuilder,
  variables: Variables = {},
  { at = startAt, model, ...options }: StartOptions = {},
): Promise<Run> {
  const built = { ...(await builder.build()), ...model };
  return new Run(frozen(built), null, [], at).happens({ type: 'started', variables, ...options });
}

/** Immutable: each event gives a new run, whose lists are those of that one step. */
export class Run {
  readonly model: Model;
  readonly state: State | null;
  readonly commands: readonly Command[];
  readonly at: string;

  constructor(model: Model, state: State | null, commands: readonly Command[], at: string) {
    this.model = model;
    this.state = state;
    this.commands = commands;
    this.at = at;
  }

  happens(untimed: UntimedEvent): Run {
    const event = frozen({ ...untimed, at: this.at } as EngineEvent);
    const first = step(this.model, this.state, event);
    expect(step(this.model, this.state, event)).toEqual(first);
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
    return new Run(this.model, frozen(first.state), first.commands, this.at);
  }

  /**
   * Completes a task, job or called process with its result, or answers an escalation for the caller. Of several
   * instances it takes the first, or the one with this loop counter.
   */
  complete(elementId: string, variables: Variables = {}, loopCounter?: number): Run {
    const { key, awaits } = this.#awaiting(elementId, loopCounter);
    const type = ({ task: 'taskCompleted', job: 'jobDone', call: 'childDone', answer: 'escalationAnswered' } as const)[
      awaits
    ];
    return this.happens(type === 'escalationAnswered' ? { type, key } : { type, key, variables });
  }

  fail(elementId: string, message: string, errorCode?: string, variables: Variables = {}): Run {
    const { key, awaits } = this.#awaiting(elementId);
    const type = awaits === 'call' ? ('childFailed' as const) : ('jobFailed' as const);
    return this.happens({ type, key, message, variables, ...(errorCode === undefined ? {} : { errorCode }) });
  }

  timerFired(elementId: string, at?: string): Run {
    const timer = this.description.timers.find((open) => open.elementId === elementId);
    if (!timer) throw new Error(`No timer of '${elementId}' is running.`);
    return this.later(at ?? timer.due).happens({ type: 'timerFired', key: timer.key });
  }

  message(elementId: string, variables: Variables = {}): Run {
    const open = this.description.messages.find((message) => message.elementId === elementId);
    if (!open) throw new Error(`No message is awaited at '${elementId}'.`);
    return this.happens({ type: 'message', key: open.key, messageId: `message-${open.key}`, variables });
  }

  signal = (name: string, variables: Variables = {}): Run => this.happens({ type: 'signal', name, variables });

  resolve(elementId: string, action: 'retry' | 'skip' = 'retry', variables: Variables = {}): Run {
    return this.happens({ type: 'incidentResolved', key: this.incident(elementId).key, action, variables });
  }

  later = (at: string): Run => new Run(this.model, this.state, this.commands, at);
  with = (model: Partial<Model>): Run =>
    new Run(frozen({ ...this.model, ...model }), this.state, this.commands, this.at);

  get description() {
    return describe(this.model, this.state!);
  }
  get records(): EngineRecord[] {
    return this.of('record').map(({ record }) => record);
  }
  /** Element ids without the process, in the order of the step. */
  ids(intent: EngineRecord['intent']): string[] {
    return this.records
      .filter((record) => record.intent === intent && record.elementType !== 'process')
      .map(({ elementId }) => elementId);
  }
  get completed() {
    return this.ids('completed');
  }
  get terminated() {
    return this.ids('terminated');
  }
  get activated() {
    return this.ids('activated');
  }
  get taken() {
    return this.ids('taken');
  }
  get open(): string[] {
    return openElements(this.state!).map(({ elementId }) => elementId);
  }
  get status() {
    return this.state!.status;
  }
  get variables(): Variables {
    return this.description.variables;
  }
  /** The variables that the instance passed on when it completed. */
  get result(): Json | undefined {
    return this.of('complete')[0]?.variables;
  }

  of<T extends Command['type']>(type: T): Of<T>[] {
    return this.commands.filter((command): command is Of<T> => command.type === type);
  }

  only<T extends Command['type']>(type: T): Of<T> {
    const found = this.of(type);
    expect(found.map(({ type }) => type)).toEqual([type]);
    return found[0]!;
  }

  incident(elementId: string) {
    const found = this.description.incidents.find((incident) => incident.elementId === elementId);
    if (!found)
      throw new Error(`No incident at '${elementId}'; there are ${JSON.stringify(this.description.incidents)}.`);
    return found;
  }

  #awaiting(elementId: string, loopCounter?: number) {
    const found = openElements(this.state!).find(
      (open) =>
        open.elementId === elementId && open.awaits && (loopCounter === undefined || open.loopCounter === loopCounter),
    );
    if (!found?.awaits) throw new Error(`Nothing is to be done at '${elementId}'; open are ${this.open.join(', ')}.`);
    return { key: found.key, awaits: found.awaits };
  }
}

export function frozen<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const entry of Object.values(value)) frozen(entry);
  }
  return value;
}

/** A model from the elements of its process, written as XML. */
export async function xmlModel(elements: string, shared = ''): Promise<Model> {
  const { graphs, faults } = await read(
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="t">${shared}<process id="process" isExecutable="true">${elements}</process></definitions>`,
  );
  expect(faults).toEqual([]);
  return modelOf(graphs[0]!);
}

export async function startXml(elements: string, variables: Variables = {}, shared = ''): Promise<Run> {
  const run = new Run(frozen(await xmlModel(elements, shared)), null, [], startAt);
  return run.happens({ type: 'started', variables });
}
