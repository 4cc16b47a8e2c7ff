// Finds thrown events without a catcher: errors and escalations that no surrounding element catches, messages and
// signals that no element awaits. A calling or other process may catch them; if those models are not given, this is
// assumed.
import { type Element, type EventDefinition, type Graph, triggersOf } from '../graph.ts';
import { eventNamed, say } from './messages.ts';
import { type Complaint, isComputed, type Knowledge, type Rule } from './rule.ts';
import { isSlip } from './slips.ts';

export const unheard: Rule = function* (graph, knowledge) {
  for (const at of Object.values(graph.elements)) {
    const { event, job } = at;
    if (!event || job || !isThrowing(at)) continue;
    if (event.type === 'error' || event.type === 'escalation') yield* uncaught(graph, at, event, knowledge);
    if (event.type === 'message' || event.type === 'signal') yield* unawaited(graph, at, event, knowledge);
  }
};

export const isThrowing = ({ type }: Element): boolean =>
  type === 'endEvent' || type === 'intermediateThrowEvent' || type === 'sendTask';

type Thrown = Extract<EventDefinition, { type: 'error' | 'escalation' }>;

function* uncaught(graph: Graph, at: Element, event: Thrown, { graphs = [] }: Knowledge): Generator<Complaint> {
  if (isComputed(event.code ?? '') || isCaught(graph, at, event)) return;
  const calls = graphs.flatMap((caller) =>
    Object.values(caller.elements)
      .filter(({ call }) => call && (call.processId === graph.processId || isComputed(call.processId)))
      .map((call) => ({ caller, call })),
  );
  if (calls.some(({ caller, call }) => isCaught(caller, call, event))) return;
  const values = {
    name: at.name,
    event: eventNamed(event.type, event.code),
    outcome: say(event.type === 'error' ? 'check.unheard.incident' : 'check.unheard.forgotten'),
  };
  yield {
    at,
    isPossible: true,
    ...(calls.length === 0 ? { isAssumption: true } : {}),
    reason: say(calls.length === 0 ? 'check.unheard.uncaughtAlone' : 'check.unheard.uncaught', values),
    advice: say('check.unheard.uncaught.advice'),
  };
}

/**
 * Tells whether the event is caught by a boundary event of a surrounding element (or of the call itself), or by an
 * event sub-process of a surrounding scope other than the one that throws it.
 */
function isCaught({ elements }: Graph, from: Element, event: Thrown): boolean {
  let inner: string | undefined;
  for (let here: Element | undefined = from; here; here = here.scope === undefined ? undefined : elements[here.scope]) {
    const beside = (here.eventSubProcesses ?? [])
      .filter((id) => id !== inner)
      .flatMap((id) => triggersOf(elements[id]!));
    if ([...(here.boundary ?? []), ...beside].some((id) => catches(elements[id]!, event))) return true;
    inner = here.id;
  }
  return false;
}

function catches({ event }: Element, { type, code = '' }: Thrown): boolean {
  return event?.type === type && (event.code === undefined || event.code === code || isComputed(event.code));
}

type Sent = Extract<EventDefinition, { type: 'message' | 'signal' }>;

function* unawaited(
  graph: Graph,
  at: Element,
  { type, name }: Sent,
  { graphs = [], processIds }: Knowledge,
): Generator<Complaint> {
  const awaited = [graph, ...graphs].flatMap(({ elements }) =>
    Object.values(elements).flatMap((other) =>
      other.event?.type === type && !isThrowing(other) ? [other.event.name] : [],
    ),
  );
  if (isComputed(name) || awaited.some((other) => other === name || isComputed(other))) return;
  const meant = awaited.find((other) => isSlip(name, other));
  // If a model is checked alone, the processes that listen to it are unknown.
  const isAssumption = meant === undefined && processIds === undefined;
  const values = { name: at.name, event: eventNamed(type, name) };
  yield {
    at,
    isPossible: true,
    ...(isAssumption ? { isAssumption } : {}),
    ...(meant === undefined
      ? {
          reason: say(isAssumption ? 'check.unheard.unawaitedAlone' : 'check.unheard.unawaited', values),
          advice: say('check.unheard.unawaited.advice'),
        }
      : {
          reason: say('check.unheard.misspelled', { ...values, meant }),
          advice: say('check.unheard.misspelled.advice', { meant }),
        }),
  };
}
