// Traces of bpmn-js's token simulation: elements entered and left, and triggers by hand. The models are sketches
// without expressions; a gateway takes the choices that the trace shows. Tasks are passed through. The order across
// parallel branches is free: the comparison counts how often each element and each sequence flow was passed.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bilingual } from '../../../engine/catalogue.ts';
import type { Fault } from '../../../engine/fault.ts';
import type { Element, Graph } from '../../../engine/graph.ts';
import { describe } from '../../../engine/index.ts';
import { read as readModel } from '../../../engine/read/index.ts';
import { calendar } from '../../../law/calendar.ts';
import { say } from '../messages.ts';
import { Simulation } from '../simulation.ts';
import type { Case, Result } from './suite.ts';

export async function tokenSimulation(folder: string): Promise<readonly Case[]> {
  const cases: Case[] = [];
  for (const file of readdirSync(folder).filter((one) => one.endsWith('.json'))) {
    const name = file.replace(/\.json$/, '');
    const model = modelOf(name, folder);
    if (!model) cases.push({ name, result: 'skipped', why: say('suite.noModel') });
    if (!model) continue;
    const xml = readFileSync(join(folder, `${model}.bpmn`), 'utf8');
    cases.push({ name, ...(await run(xml, namedByProcess(xml, traceOf(name, folder)))) });
  }
  return cases;
}

/** Several traces of one model add a number or a word to the model's name. */
function modelOf(name: string, folder: string): string | undefined {
  if (existsSync(join(folder, `${name}.bpmn`))) return name;
  return name.includes('-') ? modelOf(name.replace(/-[^-]*$/, ''), folder) : undefined;
}

/** A trace that starts where another one stopped is appended to that one for the comparison. */
function traceOf(name: string, folder: string): readonly Line[] {
  const lines = read(name, folder);
  if (lines[0]?.event === 'createScope') return lines;
  const model = modelOf(name, folder);
  const others = readdirSync(folder).filter((file) => file.startsWith(`${model}-`) && file.endsWith('.json'));
  const first = others
    .map((file) => read(file.replace(/\.json$/, ''), folder))
    .find(([one]) => one?.event === 'createScope');
  return [...(first ?? []), ...lines];
}

const read = (name: string, folder: string): readonly Line[] =>
  (JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as readonly string[]).map((line): Line => {
    const [event, element] = line.split(':') as [string, string];
    // The suite names the plane of a collapsed sub-process separately.
    return { event, element: element.replace(/_plane$/, '') };
  });

/** In a collaboration the trace names the participant instead of the process. */
function namedByProcess(xml: string, trace: readonly Line[]): readonly Line[] {
  const attribute = (tag: string, name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
  const tags = [...xml.matchAll(/<(?:\w+:)?participant\s[^>]*>/g)].map(([tag]) => tag);
  const processes = new Map(tags.map((tag) => [attribute(tag, 'id'), attribute(tag, 'processRef')]));
  return trace.map(({ event, element }) => ({ event, element: processes.get(element) || element }));
}

interface Line {
  readonly event: string;
  readonly element: string;
}

async function run(xml: string, trace: readonly Line[]): Promise<Result> {
  const { graphs, faults } = await readModel(xml, { isSketch: true });
  if (faults.length > 0) return { result: 'skipped', why: reasonOf(faults[0]!) };
  const models = new Map(
    graphs.map((graph) => [
      graph.processId,
      { graph: withTracedChoices(withPassThroughTasks(graph, trace), trace), decisions: {}, calendar },
    ]),
  );
  const simulation = new Simulation(
    models,
    { job: () => ({ variables: {} }), task: () => undefined },
    '2026-03-02T01:00:00.000Z',
  );
  try {
    drive(simulation, graphs, trace);
  } catch (error) {
    return { result: 'failed', why: error instanceof Error ? error.message : String(error) };
  }
  const why = difference(simulation, graphs, trace);
  return why === undefined ? { result: 'passed' } : { result: 'failed', why };
}

/** Names are left out, so that cases with the same reason are counted together. */
function reasonOf({ reason, reasonZh }: Fault): Bilingual {
  const shortened = { zh: reasonZh.replace(/“[^”]*”/g, '…'), en: reason.replace(/'[^']*'/g, '…') };
  return say('suite.refused', { reason: shortened });
}

/** Tasks of people are passed through, as the token simulation does; a receive task waits. */
function withPassThroughTasks(graph: Graph, trace: readonly Line[]): Graph {
  const count = (id: string, event: string) =>
    trace.filter((line) => line.event === event && line.element === id).length;
  const waits = ({ id, boundary = [] }: Element) =>
    count(id, 'signal') > 0 ||
    count(id, 'enter') > count(id, 'exit') ||
    boundary.some((event) => count(event, 'signal') > 0 && graph.elements[event]!.event?.type !== 'compensation');
  const elements = Object.entries(graph.elements).map(([id, element]): [string, Element] => [
    id,
    waits(element) && tasks.has(element.type) ? { ...passThrough(element), type: 'userTask' } : passThrough(element),
  ]);
  return { ...graph, elements: Object.fromEntries(elements) };
}

const tasks = new Set([
  'task',
  'serviceTask',
  'userTask',
  'sendTask',
  'scriptTask',
  'businessRuleTask',
  'callActivity',
]);
const worked = new Set(['serviceTask', 'userTask', 'sendTask', 'scriptTask', 'businessRuleTask', 'callActivity']);

function passThrough(element: Element): Element {
  if (!worked.has(element.type)) return element;
  const { job: _job, task: _task, script: _script, decision: _decision, call: _call, event: _event, ...rest } = element;
  return { ...rest, type: 'task' };
}

/**
 * Sets the flows that an inclusive gateway takes in the trace, and those of an exclusive gateway in the order of its
 * turns, which a script before it counts.
 */
function withTracedChoices(graph: Graph, trace: readonly Line[]): Graph {
  const elements = { ...graph.elements };
  const flows = { ...graph.flows };
  for (const gateway of Object.values(graph.elements)) {
    if (gateway.outgoing.length < 2) continue;
    const taken = trace
      .filter(({ event, element }) => event === 'enter' && gateway.outgoing.includes(element))
      .map(({ element }) => element);
    if (gateway.type === 'inclusiveGateway') {
      for (const id of gateway.outgoing) flows[id] = { ...flows[id]!, condition: `=${taken.includes(id)}` };
      elements[gateway.id] = { ...gateway, hasConditions: true };
    } else if (gateway.type === 'exclusiveGateway') {
      const turns = (id: string) => taken.flatMap((one, index) => (one === id ? [index + 1] : []));
      const [turn, counter, entry] = [`turn_${gateway.id}`, `count_${gateway.id}`, `counted_${gateway.id}`];
      for (const id of gateway.outgoing)
        flows[id] = { ...flows[id]!, condition: `=list contains([${turns(id).join(', ')}], ${turn})` };
      for (const id of gateway.incoming) flows[id] = { ...flows[id]!, target: counter };
      flows[entry] = { id: entry, name: '', source: counter, target: gateway.id };
      const script = { expression: `=if ${turn} = null then 1 else ${turn} + 1`, resultVariable: turn };
      const { hasConditions: _choice, defaultFlow: _default, ...plain } = gateway;
      elements[counter] = { ...plain, id: counter, type: 'scriptTask', outgoing: [entry], script };
      elements[gateway.id] = { ...gateway, incoming: [entry], hasConditions: true };
    }
  }
  return { ...graph, elements, flows };
}

function drive(simulation: Simulation, graphs: readonly Graph[], trace: readonly Line[]): void {
  for (const [index, { event, element: id }] of trace.entries()) {
    if (event !== 'signal') continue;
    const graph = graphs.find(({ elements }) => elements[id]);
    if (!graph) continue;
    if (id === graph.processId) {
      const start = trace
        .slice(index + 1)
        .find((line) => line.event === 'signal' && graph.elements[line.element]?.scope === id)?.element;
      const startedBefore = trace
        .slice(0, index)
        .filter((line) => line.event === 'signal' && line.element === id).length;
      if (startedBefore < simulation.instances.filter(({ processId }) => processId === id).length) continue;
      const isStart = start !== undefined && graph.elements[start]?.type === 'startEvent';
      simulation.start(id, {}, isStart ? start : undefined);
    } else if (triggeredCount(simulation, id) < manualTriggers(trace.slice(0, index + 1), id)) trigger(simulation, id);
    simulation.runUntil(simulation.now);
  }
}

const manualTriggers = (lines: readonly Line[], id: string): number =>
  lines.filter(({ event, element }) => event === 'signal' && element === id).length;

/** The number of triggers that came from within the model. */
const triggeredCount = (simulation: Simulation, id: string): number =>
  simulation.trace.filter(({ elementId, intent }) => elementId === id && intent === 'triggered').length;

/** Triggers every element with this id that waits. */
function trigger(simulation: Simulation, id: string): void {
  for (const instance of simulation.instances.filter(({ result }) => !result)) {
    const { timers, messages, signals, open } = describe(instance.model, instance.state!);
    const task = open.find(({ elementId, awaits }) => elementId === id && awaits === 'task');
    const timer = timers.find(({ elementId }) => elementId === id);
    const message = messages.find(({ elementId }) => elementId === id);
    const signal = signals.find(({ elementId }) => elementId === id);
    if (task) simulation.send(instance, { type: 'taskCompleted', key: task.key, variables: {} });
    else if (timer) simulation.send(instance, { type: 'timerFired', key: timer.key });
    else if (message) simulation.send(instance, { type: 'message', key: message.key, messageId: id, variables: {} });
    else if (signal) simulation.broadcast(signal.signalName, {});
    else continue;
    return;
  }
}

function difference(simulation: Simulation, graphs: readonly Graph[], trace: readonly Line[]): string | undefined {
  const count = (id: string, ...intents: readonly string[]) =>
    simulation.trace.filter(({ elementId, intent }) => elementId === id && intents.includes(intent)).length;
  for (const { elements, flows } of graphs) {
    for (const id of Object.keys(flows)) {
      // The token simulation shows no move between an event-based gateway and its events.
      if (elements[flows[id]!.source]?.type === 'eventBasedGateway') continue;
      const expected = trace.filter(({ event, element }) => event === 'exit' && element === id).length;
      if (count(id, 'taken') !== expected)
        return `expected the flow ${id} ${expected} times; found ${count(id, 'taken')}`;
    }
    for (const id of Object.keys(elements)) {
      if (elements[id]!.type === 'eventBasedGateway') continue;
      const expected = trace.filter(({ event, element }) => event === 'exit' && element === id).length;
      // In the suite an element that ends the scope is left together with it.
      const endsScope = ['terminate', 'cancel'].includes(elements[id]!.event?.type ?? '');
      const least = endsScope ? 0 : count(id, 'completed');
      const most = count(id, 'completed', 'terminated');
      if (expected < least || expected > most)
        return `expected ${id} (${elements[id]!.type}) to be left ${expected} times; found ${least}${most > least ? ` to ${most}` : ''}`;
    }
  }
  return undefined;
}
