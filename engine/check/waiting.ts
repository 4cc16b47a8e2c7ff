// Elements that wait for an event from outside.
import { addDuration } from '../behaviors/timers.ts';
import type { Element, Graph } from '../graph.ts';
import { anyInstant, constantOf } from './constant.ts';
import { gather } from './gather.ts';

const waiting = new Set<Element['type']>(['userTask', 'callActivity', 'receiveTask', 'eventBasedGateway']);

/** Tells whether the element, or an element in it, can wait, also for a job. */
export function isWaiting(graph: Graph, element: Element): boolean {
  const { type, job, listeners, event } = element;
  if (waiting.has(type) || job || listeners) return true;
  if (type === 'intermediateCatchEvent') return event?.type !== 'link';
  if (event?.type === 'compensation' || event?.type === 'error') return true;
  return insideOf(graph, element).some((inner) => isWaiting(graph, inner));
}

/** Cached, because every rule asks. */
export function insideOf({ elements }: Graph, { id }: Element): readonly Element[] {
  const known = contents.get(elements) ?? gather(Object.values(elements).map((one) => [one.scope, one] as const));
  contents.set(elements, known);
  return known.get(id) ?? [];
}

/** The elements of each graph, by scope. */
const contents = new WeakMap<Graph['elements'], ReadonlyMap<string | undefined, readonly Element[]>>();

/** Tells whether the element is a timer that is due as soon as it starts. */
export function isDueAtOnce({ event }: Element): boolean {
  if (event?.type !== 'timer' || event.kind !== 'duration') return false;
  const duration = constantOf(event.value);
  const due = typeof duration === 'string' ? addDuration(anyInstant, duration) : undefined;
  return due !== undefined && due <= anyInstant;
}
