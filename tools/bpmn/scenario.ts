// Plays a scenario (tools/bpmn/scenario.schema.json) on models in memory, and reports the result.
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { inBoth, listed } from '../../engine/catalogue.ts';
import type { Variables } from '../../engine/event.ts';
import { idAsDrawn } from '../../engine/graph.ts';
import { describe, type Model, type State } from '../../engine/index.ts';
import { wordsOf } from '../../engine/schema-words.ts';
import { CommandFault } from './command-fault.ts';
import { milliseconds } from './durations.ts';
import { say } from './messages.ts';
import schema from './scenario.schema.json' with { type: 'json' };
import { act, elementsIn, type MigrationTargets, type ScenarioStep, taskCannotFail } from './scenario-steps.ts';
import { Simulation } from './simulation.ts';
import type { Instance, Outcome } from './simulation-types.ts';

export type { ScenarioStep };

interface Answer {
  readonly variables?: Variables;
  readonly error?: string;
  readonly fail?: string;
  readonly leave?: true;
  readonly after?: string;
}

export interface Scenario {
  readonly process?: string;
  readonly startElement?: string;
  readonly at?: string;
  readonly variables?: Variables;
  readonly strict?: boolean;
  readonly time?: 'passes' | 'stands';
  readonly maxEvents?: number;
  readonly answers?: { readonly [name: string]: Answer | readonly Answer[] };
  readonly steps?: readonly ScenarioStep[];
}

export interface TraceEntry {
  readonly at: string;
  readonly instance: string;
  readonly element: string;
  /** The element's name, if it has one. */
  readonly name?: string;
  readonly type: string;
  /** An intent of the engine's record, or `variables`: `data` then has the variables of the process that changed. */
  readonly event: string;
  readonly data?: Variables;
}

export interface Played {
  readonly process: string;
  readonly status: State['status'];
  /** The process's variables at its end, or the current ones. */
  readonly variables: Variables;
  readonly trace: readonly TraceEntry[];
  /** Ids of the elements that are still open, in all instances. */
  readonly open: readonly string[];
  readonly incidents: readonly { readonly element: string; readonly message: string; readonly messageZh: string }[];
  /** Joins at which a token waits: the sequence flows that have one, and those that have none. */
  readonly joins: readonly {
    readonly element: string;
    readonly arrived: readonly string[];
    readonly awaited: readonly string[];
  }[];
  /** Answers, messages and signals of the scenario that met nothing. */
  readonly warnings: readonly string[];
  /** True when `maxEvents` stopped the run. */
  readonly stopped: boolean;
}

const ajv = new Ajv({ allErrors: true, strictTypes: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);

/** @throws CommandFault that names each invalid field */
export function readScenario(json: unknown): Scenario {
  if (validate(json)) return json as Scenario;
  const lines = (validate.errors ?? []).map((fault) => {
    const { instancePath, message, params } = fault;
    const problem = { zh: wordsOf(fault).zh, en: `${message} ${JSON.stringify(params)}` };
    return say('scenario.fault', { place: instancePath || '/', problem });
  });
  throw new CommandFault(listed([say('scenario.schema'), ...lines], '\n  ', '\n  '));
}

const defaultStart = '2026-03-02T01:00:00.000Z';
const defaultMaxEvents = 100_000;

/**
 * @param models by process id, the one to start first
 * @param targets the models that the scenario migrates to, by the file that it names
 * @throws CommandFault for a step that cannot be done
 */
export function play(
  given: ReadonlyMap<string, Model>,
  scenario: Scenario,
  givenTargets: MigrationTargets = new Map(),
): Played {
  const maxEvents = scenario.maxEvents ?? defaultMaxEvents;
  // A move of a token counts as much as an event: a loop in which nothing waits is a single event.
  const limited = (model: Model): Model => ({ ...model, mostMoves: maxEvents });
  const models = new Map([...given].map(([id, model]) => [id, limited(model)]));
  const targets = new Map([...givenTargets].map(([file, all]) => [file, all.map(limited)]));
  const processId = scenario.process ?? mainProcessOf(models);
  if (!models.has(processId))
    throw new CommandFault(say('scenario.process', { known: listed([...models.keys()]), found: processId }));
  const simulation = new Simulation(models, behaviorOf(scenario), new Date(scenario.at ?? defaultStart).toISOString());
  simulation.tracesVariables = true;
  const warnings: string[] = [...unknownAnswers(scenario, [...given.values(), ...[...targets.values()].flat()])];
  let left = maxEvents;
  const runUntil = (until: number) => {
    left -= simulation.run(until, left);
  };
  const main = simulation.start(processId, scenario.variables ?? {}, startElementOf(models.get(processId)!, scenario));
  for (const [index, step] of (scenario.steps ?? []).entries()) {
    runUntil(Date.parse(simulation.now));
    if (left <= 0 || simulation.isEndless) break;
    if ('advance' in step) runUntil(instantAfter(simulation.now, step.advance));
    else runStep(index + 1, () => act(simulation, main, step, targets, warnings));
  }
  runUntil(scenario.time === 'stands' ? Date.parse(simulation.now) : Number.POSITIVE_INFINITY);
  return resultOf(simulation, main, left <= 0 || simulation.isEndless, [
    ...warnings,
    ...unmetMessages(simulation, scenario),
  ]);
}

/** Answers are given by element, by job type, or by the called process. */
function unknownAnswers({ answers = {} }: Scenario, models: readonly Model[]): string[] {
  const elements = models.flatMap(({ graph }) => Object.values(graph.elements));
  const names = elements.flatMap(({ id, job, task, call, listeners = {} }) => [
    ...(job || task || call ? [idAsDrawn(id)] : []),
    ...(job ? [job.type] : []),
    ...(call ? [call.processId] : []),
    ...Object.values(listeners).flatMap((all) => all.map(({ type }) => type)),
  ]);
  // A name that is computed is known only in the run.
  if (names.some((name) => name.startsWith('='))) return [];
  return Object.keys(answers)
    .filter((name) => !names.includes(name))
    .map((name) => inBoth(say('scenario.unknownAnswer', { name, known: listed([...new Set(names)]) })));
}

/** Messages of the scenario, as opposed to those that the models throw, which `check` finds. */
function unmetMessages({ messages: { unmet, published } }: Simulation, { steps = [] }: Scenario): string[] {
  const names = steps.flatMap((step) => ('message' in step ? step.message.name : []));
  return published
    .filter((message) => unmet.has(message) && names.includes(message.name))
    .map(({ name, correlationKey, at, expires }) => {
      const key = correlationKey === '' ? '' : { zh: `（${correlationKey}）`, en: ` (${correlationKey})` };
      const until =
        expires > at ? say('scenario.keptUntil', { at: new Date(expires).toISOString() }) : say('scenario.notKept');
      return inBoth(say('scenario.unmetMessage', { name, key, until }));
    });
}

function runStep(number: number, act: () => void): void {
  try {
    act();
  } catch (error) {
    throw error instanceof CommandFault
      ? new CommandFault(say('scenario.step', { number, problem: error.reason }))
      : error;
  }
}

/** A start event with several definitions starts by the first one, unless the id names another (`id#2`). */
function startElementOf({ graph }: Model, { startElement }: Scenario): string | undefined {
  const first = `${startElement}#1`;
  return startElement !== undefined && graph.elements[first] ? first : startElement;
}

/** The first process with a start event without a trigger, or else the first process. */
function mainProcessOf(models: ReadonlyMap<string, Model>): string {
  const called = new Set(
    [...models.values()].flatMap(({ graph }) => Object.values(graph.elements).map(({ call }) => call?.processId)),
  );
  const ids = [...models.keys()];
  const starts = ids.filter((id) => {
    const { elements } = models.get(id)!.graph;
    return (elements[id]?.starts ?? []).some((start) => !elements[start]?.event);
  });
  return starts.find((id) => !called.has(id)) ?? starts[0] ?? ids[0]!;
}

function behaviorOf({ answers = {}, steps = [], strict = false }: Scenario) {
  const named = new Set(steps.flatMap(elementsIn));
  const used = new Map<string, number>();
  const answer = (...names: readonly string[]): Outcome | undefined => {
    const name = names.find((candidate) => Object.hasOwn(answers, candidate));
    if (name === undefined) return strict || names.some((one) => named.has(one)) ? undefined : { variables: {} };
    const list = [answers[name]!].flat();
    const turn = used.get(name) ?? 0;
    used.set(name, turn + 1);
    return toOutcome(list[Math.min(turn, list.length - 1)]!);
  };
  return {
    /** An answer for an element does not apply to its listeners. */
    job: ({ elementId, jobType, isListener }: { elementId: string; jobType: string; isListener?: true }) =>
      isListener ? answer(jobType) : answer(elementId, jobType),
    task: ({ elementId }: { elementId: string }) => {
      const found = answer(elementId);
      if (found && 'message' in found) throw taskCannotFail(elementId);
      return found;
    },
    /** A call without an answer fails. */
    call: ({ elementId, processId }: { elementId: string; processId: string }) =>
      Object.hasOwn(answers, elementId) || Object.hasOwn(answers, processId) ? answer(elementId, processId) : undefined,
  };
}

function toOutcome({ variables = {}, error, fail, leave, after }: Answer): Outcome | undefined {
  if (leave) return undefined;
  const afterDays = after === undefined ? {} : { afterDays: milliseconds(after) / 86_400_000 };
  if (error !== undefined) return { errorCode: error, message: error, variables, ...afterDays };
  return fail === undefined ? { variables, ...afterDays } : { message: fail, ...afterDays };
}

function resultOf(simulation: Simulation, main: Instance, stopped: boolean, warnings: readonly string[]): Played {
  const running = simulation.instances.filter(({ result, state }) => !result && state);
  const descriptions = running.map(({ model, state }) => describe(model, state!));
  const { result, state } = main;
  return {
    process: main.processId,
    status: state!.status,
    variables: result?.variables ?? describe(main.model, state!).variables,
    trace: simulation.trace.map(({ at, instanceId, elementId, elementType, name, intent, data }) => ({
      at,
      instance: instanceId,
      element: elementId,
      ...(name === '' || name === elementId ? {} : { name }),
      type: elementType,
      event: intent,
      ...(data ? { data } : {}),
    })),
    open: descriptions.flatMap(({ open }) => open.map(({ elementId }) => elementId)),
    incidents: descriptions.flatMap(({ incidents }) =>
      incidents.map(({ elementId, message, messageZh }) => ({ element: elementId, message, messageZh })),
    ),
    joins: descriptions.flatMap(({ joins }) =>
      joins.map(({ elementId, arrived, awaited }) => ({ element: elementId, arrived, awaited })),
    ),
    warnings,
    stopped,
  };
}

/** The instant after a duration, or the given instant. */
const instantAfter = (now: string, advance: string): number =>
  advance.startsWith('P') ? Date.parse(now) + milliseconds(advance) : Date.parse(advance);
