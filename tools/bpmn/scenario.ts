// Plays a scenario (tools/bpmn/scenario.schema.json) on models in memory, and reports the result.
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { Variables } from '../../engine/event.ts';
import { describe, type Model, type State } from '../../engine/index.ts';
import { milliseconds } from './durations.ts';
import schema from './scenario.schema.json' with { type: 'json' };
import {
  act,
  elementsIn,
  type MigrationTargets,
  ScenarioFault,
  type ScenarioStep,
  taskCannotFail,
} from './scenario-steps.ts';
import { Simulation } from './simulation.ts';
import type { Instance, Outcome } from './simulation-types.ts';

export { ScenarioFault, type ScenarioStep };

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
  readonly type: string;
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
  readonly incidents: readonly { readonly element: string; readonly message: string }[];
  /** True when `maxEvents` stopped the run. */
  readonly stopped: boolean;
}

const ajv = new Ajv({ allErrors: true, strictTypes: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);

/** Throws a ScenarioFault that names each invalid field. */
export function readScenario(json: unknown): Scenario {
  if (validate(json)) return json as Scenario;
  const lines = (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
  );
  throw new ScenarioFault(`The scenario does not match tools/bpmn/scenario.schema.json:\n  ${lines.join('\n  ')}`);
}

const defaultStart = '2026-03-02T01:00:00.000Z';
const defaultMaxEvents = 100_000;

/**
 * @param models by process id, the one to start first
 * @param targets the models that the scenario migrates to, by the file that it names
 * @throws ScenarioFault for a step that cannot be done
 */
export function play(
  models: ReadonlyMap<string, Model>,
  scenario: Scenario,
  targets: MigrationTargets = new Map(),
): Played {
  const processId = scenario.process ?? mainProcessOf(models);
  if (!models.has(processId))
    throw new ScenarioFault(`Expected a process of the file (${[...models.keys()].join(', ')}); found '${processId}'.`);
  const simulation = new Simulation(models, behaviorOf(scenario), new Date(scenario.at ?? defaultStart).toISOString());
  let left = scenario.maxEvents ?? defaultMaxEvents;
  const runUntil = (until: number) => {
    left -= simulation.run(until, left);
  };
  const main = simulation.start(processId, scenario.variables ?? {}, startElementOf(models.get(processId)!, scenario));
  for (const [index, step] of (scenario.steps ?? []).entries()) {
    runUntil(Date.parse(simulation.now));
    if ('advance' in step) runUntil(instantAfter(simulation.now, step.advance));
    else runStep(index + 1, () => act(simulation, main, step, targets));
  }
  runUntil(scenario.time === 'stands' ? Date.parse(simulation.now) : Number.POSITIVE_INFINITY);
  return resultOf(simulation, main, left <= 0);
}

function runStep(number: number, act: () => void): void {
  try {
    act();
  } catch (error) {
    throw error instanceof ScenarioFault ? new ScenarioFault(`Step ${number}: ${error.message}`) : error;
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
      if (found && 'message' in found) throw new ScenarioFault(taskCannotFail(elementId));
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

function resultOf(simulation: Simulation, main: Instance, stopped: boolean): Played {
  const running = simulation.instances.filter(({ result, state }) => !result && state);
  const descriptions = running.map(({ model, state }) => describe(model, state!));
  const { result, state } = main;
  return {
    process: main.processId,
    status: state!.status,
    variables: result?.variables ?? describe(main.model, state!).variables,
    trace: simulation.trace.map(({ at, instanceId, elementId, elementType, intent, data }) => ({
      at,
      instance: instanceId,
      element: elementId,
      type: elementType,
      event: intent,
      ...(data ? { data } : {}),
    })),
    open: descriptions.flatMap(({ open }) => open.map(({ elementId }) => elementId)),
    incidents: descriptions.flatMap(({ incidents }) =>
      incidents.map(({ elementId, message }) => ({ element: elementId, message })),
    ),
    stopped,
  };
}

/** The instant after a duration, or the given instant. */
const instantAfter = (now: string, advance: string): number =>
  advance.startsWith('P') ? Date.parse(now) + milliseconds(advance) : Date.parse(advance);
