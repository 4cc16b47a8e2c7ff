// The steps of a scenario (tools/bpmn/scenario.schema.json): every event from outside that a running instance can
// receive.
import { inBoth } from '../../engine/catalogue.ts';
import type { ElementMapping, TaskChanges, UntimedEvent, Variables } from '../../engine/event.ts';
import { idAsDrawn } from '../../engine/graph.ts';
import { describe, type Model } from '../../engine/index.ts';
import { CommandFault } from './command-fault.ts';
import { milliseconds } from './durations.ts';
import { say } from './messages.ts';
import type { Simulation } from './simulation.ts';
import type { Instance } from './simulation-types.ts';

interface AtElement {
  /** An element's id, or its job type. */
  readonly element: string;
  readonly variables?: Variables;
}

export type ScenarioStep =
  | { readonly complete: AtElement }
  | { readonly error: AtElement & { readonly code: string; readonly message?: string } }
  | { readonly fail: AtElement & { readonly message?: string } }
  | {
      readonly resolve: AtElement & {
        readonly action?: 'retry' | 'skip';
        readonly number?: number;
        readonly instance?: string;
      };
    }
  | { readonly assign: { readonly element: string; readonly assignee: string | null } }
  | { readonly update: { readonly element: string; readonly changes: TaskChanges; readonly reason?: string } }
  | {
      readonly message: {
        readonly name: string;
        readonly correlationKey?: string;
        readonly timeToLive?: string;
        readonly variables?: Variables;
      };
    }
  | { readonly signal: { readonly name: string; readonly variables?: Variables } }
  | { readonly trigger: string }
  | { readonly advance: string }
  | { readonly set: { readonly element?: string; readonly variables: Variables } }
  | {
      readonly modify: {
        readonly activate?: readonly AtElement[];
        readonly terminate?: readonly string[];
        readonly reason?: string;
      };
    }
  | { readonly suspend: string }
  | { readonly resume: string }
  | { readonly migrate: { readonly model: string; readonly mapping?: ElementMapping; readonly reason?: string } }
  | { readonly cancel: string };

/** The processes in each file that a scenario migrates to. */
export type MigrationTargets = ReadonlyMap<string, readonly Model[]>;

/** The elements that the step acts on; they stay open until then. */
export function elementsIn(step: ScenarioStep): readonly string[] {
  if ('modify' in step) return step.modify.terminate ?? [];
  return Object.values(step).flatMap((part) => (part as Partial<AtElement>).element ?? []);
}

export function act(
  simulation: Simulation,
  main: Instance,
  step: Exclude<ScenarioStep, { advance: string }>,
  targets: MigrationTargets,
  warnings: string[],
): void {
  if ('message' in step) {
    const { name, correlationKey = '', variables = {}, timeToLive } = step.message;
    simulation.publish(name, correlationKey, variables, timeToLive === undefined ? 0 : milliseconds(timeToLive));
  } else if ('signal' in step) {
    const { name, variables = {} } = step.signal;
    if (!simulation.broadcast(name, variables)) warnings.push(inBoth(say('scenario.unheardSignal', { name })));
  } else if ('trigger' in step) trigger(simulation, step.trigger);
  else if ('set' in step) set(simulation, main, step.set);
  else if ('cancel' in step) simulation.send(main, { type: 'cancelled', reason: step.cancel });
  else if ('suspend' in step) simulation.send(main, { type: 'suspended', reason: step.suspend });
  else if ('resume' in step) simulation.send(main, { type: 'resumed', reason: step.resume });
  else if ('modify' in step) modify(simulation, main, step.modify);
  else if ('migrate' in step) migrate(simulation, step.migrate, targets);
  else if ('resolve' in step) resolve(simulation, step.resolve);
  else actAtElement(simulation, step);
}

type Of<K extends string> = Extract<ScenarioStep, { readonly [key in K]: unknown }>;

function set(simulation: Simulation, main: Instance, { element, variables }: Of<'set'>['set']): void {
  if (element === undefined) return simulation.send(main, { type: 'variablesSet', variables });
  const { instance, key } = findActive(simulation, element);
  simulation.send(instance, { type: 'variablesSet', scopeKey: key, variables });
}

/** Resolves the newest open incident of the element, or the one with the given number, counted from the oldest. */
function resolve(
  simulation: Simulation,
  { element, action = 'retry', variables, number, instance: id }: Of<'resolve'>['resolve'],
): void {
  const raised = simulation.incidents.filter(
    (one) => one.elementId === element && (id ?? one.instance.id) === one.instance.id,
  );
  const open = raised.filter(
    (one, index) =>
      isOpen(one) &&
      !raised.some(({ key, instance }, later) => later > index && key === one.key && instance === one.instance),
  );
  const found = open.at(number === undefined ? -1 : number - 1);
  if (!found)
    throw new CommandFault(
      open.length === 0 || number === undefined
        ? say('scenario.noIncident', { element })
        : say('scenario.incidentNumber', { element, number, count: open.length }),
    );
  const { instance, key } = found;
  simulation.send(instance, { type: 'incidentResolved', key, action, ...(variables ? { variables } : {}) });
}

const isOpen = ({ instance: { model, state, result }, key }: Simulation['incidents'][number]): boolean =>
  !result && describe(model, state!).incidents.some((incident) => incident.key === key);

/** Acts on the instance with the elements to terminate, or else on the started process. */
function modify(
  simulation: Simulation,
  main: Instance,
  { activate = [], terminate = [], reason = '' }: Of<'modify'>['modify'],
): void {
  const ended = terminate.map((id) => findActive(simulation, id));
  const instance = ended[0]?.instance ?? main;
  const other = ended.findIndex((one) => one.instance !== instance);
  if (other >= 0)
    throw new CommandFault(say('scenario.otherInstance', { instance: instance.id, element: terminate[other]! }));
  simulation.send(instance, {
    type: 'modified',
    activate: activate.map(({ element, variables }) => ({ elementId: element, ...(variables ? { variables } : {}) })),
    terminate: ended.map(({ key }) => key),
    reason,
  });
}

/** Migrates the oldest running instance of a process in the file. */
function migrate(
  simulation: Simulation,
  { model: file, mapping = {}, reason = '' }: Of<'migrate'>['migrate'],
  targets: MigrationTargets,
): void {
  const models = targets.get(file) ?? [];
  for (const instance of running(simulation)) {
    const model = models.find(({ graph }) => graph.processId === instance.processId);
    if (model) return simulation.migrate(instance, model, { type: 'migrated', mapping, reason });
  }
  throw new CommandFault(say('scenario.noInstance', { file }));
}

export const taskCannotFail = (element: string): CommandFault =>
  new CommandFault(say('scenario.taskCannotFail', { element }));

function actAtElement(
  simulation: Simulation,
  step: Of<'complete'> | Of<'error'> | Of<'fail'> | Of<'assign'> | Of<'update'>,
): void {
  const { element } = Object.values(step)[0] as AtElement;
  const { instance, key, awaits } = findOpenWork(simulation, element);
  if ('assign' in step || 'update' in step) {
    if (awaits !== 'task') throw new CommandFault(say('scenario.notTask', { element }));
    return simulation.send(instance, changeOf(step, key));
  }
  const { variables = {} } = Object.values(step)[0] as AtElement;
  if ('complete' in step)
    simulation.send(instance, { type: awaits === 'task' ? 'taskCompleted' : 'jobDone', key, variables });
  else if (awaits === 'task') throw taskCannotFail(element);
  else if ('error' in step) {
    const { code, message = code } = step.error;
    simulation.send(instance, { type: 'jobFailed', key, message, errorCode: code, variables });
  } else simulation.send(instance, { type: 'jobFailed', key, message: step.fail.message ?? 'failed' });
}

function changeOf(step: Of<'assign'> | Of<'update'>, key: number): UntimedEvent {
  if ('assign' in step) return { type: 'taskAssigned', key, assignee: step.assign.assignee };
  const { changes, reason } = step.update;
  return { type: 'taskUpdated', key, changes, ...(reason === undefined ? {} : { reason }) };
}

const running = (simulation: Simulation): Instance[] =>
  simulation.instances.filter(({ result, state }) => !result && state);

function findOpenWork(simulation: Simulation, name: string) {
  for (const instance of running(simulation)) {
    const open = describe(instance.model, instance.state!).open.find(
      ({ elementId, awaits, jobType }) =>
        (awaits === 'job' || awaits === 'task') && [elementId, jobType].includes(name),
    );
    if (open) return { instance, key: open.key, awaits: open.awaits };
  }
  throw new CommandFault(say('scenario.noWork', { element: name }));
}

/** The oldest active element with this id, whether or not it waits for a person. */
function findActive(simulation: Simulation, elementId: string) {
  for (const instance of running(simulation)) {
    const open = describe(instance.model, instance.state!).open.find((one) => one.elementId === elementId);
    if (open) return { instance, key: open.key };
  }
  throw new CommandFault(say('scenario.notActive', { element: elementId }));
}

/**
 * Triggers the oldest waiting event with this id. Any definition of an event with several will do, unless the id names
 * one (`id#2`).
 */
function trigger(simulation: Simulation, elementId: string): void {
  const isMeant = (one: { readonly elementId: string }) =>
    [one.elementId, idAsDrawn(one.elementId)].includes(elementId);
  for (const instance of running(simulation)) {
    const { timers, messages, signals } = describe(instance.model, instance.state!);
    const timer = timers.find(isMeant);
    if (timer) return simulation.send(instance, { type: 'timerFired', key: timer.key });
    const message = messages.find(isMeant);
    if (message)
      return simulation.send(instance, { type: 'message', key: message.key, messageId: 'scenario', variables: {} });
    const signal = signals.find(isMeant);
    if (signal) return simulation.send(instance, { type: 'signal', name: signal.signalName, variables: {} });
  }
  throw new CommandFault(say('scenario.noEvent', { element: elementId }));
}
