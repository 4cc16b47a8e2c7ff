// Gateways (BPMN 2.0.2 §13.4).
import { chosenFlows } from '../behaviors/conditions.ts';
import { subscribe } from '../behaviors/subscriptions.ts';
import type { Element } from '../graph.ts';
import { activate, addTokens, complete, type ElementType } from '../lifecycle.ts';
import { edit, findElement, type Run } from '../run.ts';
import { entries } from '../trie.ts';

/** §13.4.2: each token passes on, by the first flow whose condition holds. */
export const exclusiveGateway: ElementType = {
  activate: (run, _element, key) => complete(run, key),
  outgoing: (run, element, key) =>
    element.outgoing.length === 1 && !hasCondition(run, element) ? element.outgoing : chosenFlows(run, element, key, 1),
};

/** §13.4.1: takes one token from each incoming flow; what is in excess waits on its flow. */
export const parallelGateway: ElementType = {
  arrive: (run, element, scopeKey, flowId) => {
    if (element.incoming.length < 2 || flowId === undefined) return true;
    addWaiting(run, scopeKey, flowId);
    const waiting = findElement(run, scopeKey)!.waiting!;
    if (!element.incoming.every((incoming) => waiting[incoming])) return false;
    takeWaiting(run, scopeKey, element.incoming);
    return true;
  },
  activate: (run, _element, key) => complete(run, key),
};

/** §13.4.3: a join waits while a token elsewhere can still reach one of its empty flows and none of its full ones. */
export const inclusiveGateway: ElementType = {
  arrive: (run, element, scopeKey, flowId) => {
    if (element.incoming.length < 2 || flowId === undefined) return true;
    addWaiting(run, scopeKey, flowId);
    return false;
  },
  activate: (run, _element, key) => complete(run, key),
  outgoing: (run, element, key) =>
    element.outgoing.length === 1 && !hasCondition(run, element) ? element.outgoing : chosenFlows(run, element, key),
};

/** §13.4.4: waits for the first of the events that follow it. */
export const eventBasedGateway: ElementType = {
  activate: (run, element, key) => {
    const { elements, flows } = run.model.graph;
    for (const flowId of element.outgoing) subscribe(run, key, elements[flows[flowId]!.target]!);
  },
};

/** Lets inclusive joins of the scopes that this step touched go on, where nothing more can come. True if one did. */
export function releaseInclusiveJoins(run: Run): boolean {
  for (const [scopeKey, scope] of run.touched) {
    if (scope?.type !== 'element' || !scope.waiting) continue;
    for (const flowId of Object.keys(scope.waiting)) {
      const gateway = run.model.graph.elements[run.model.graph.flows[flowId]!.target]!;
      if (!gateway.reach || canStillGrow(run, scopeKey, gateway)) continue;
      takeWaiting(
        run,
        scopeKey,
        gateway.incoming.filter((incoming) => scope.waiting?.[incoming]),
      );
      activate(run, gateway, scopeKey);
      return true;
    }
  }
  return false;
}

function canStillGrow(run: Run, scopeKey: number, gateway: Element): boolean {
  const scope = findElement(run, scopeKey)!;
  const isFull = (flowId: string) => (scope.waiting?.[flowId] ?? 0) > 0;
  const empty = gateway.incoming.filter((flowId) => !isFull(flowId));
  const full = gateway.incoming.filter(isFull);
  if (empty.length === 0) return false;
  const reaches = (flows: readonly string[], elementId: string) =>
    flows.some((flowId) => gateway.reach![flowId]![elementId]);
  for (const elementId of liveElements(run, scopeKey, gateway)) {
    if (reaches(empty, elementId) && !reaches(full, elementId)) return true;
  }
  return false;
}

/** Where in the scope tokens are: living instances, and the joins that others wait at. */
function* liveElements(run: Run, scopeKey: number, gateway: Element): Generator<string> {
  const scope = findElement(run, scopeKey)!;
  if (scope.children) for (const [key] of entries(scope.children)) yield findElement(run, key)!.element;
  for (const flowId of Object.keys(scope.waiting ?? {})) {
    const { target } = run.model.graph.flows[flowId]!;
    if (target !== gateway.id) yield target;
  }
}

function addWaiting(run: Run, scopeKey: number, flowId: string): void {
  const scope = edit(run, scopeKey);
  scope.waiting = { ...scope.waiting, [flowId]: (scope.waiting?.[flowId] ?? 0) + 1 };
}

/** One token from each flow becomes the one token of the gateway. */
function takeWaiting(run: Run, scopeKey: number, flowIds: readonly string[]): void {
  const scope = edit(run, scopeKey);
  const waiting: { [flowId: string]: number } = { ...scope.waiting };
  for (const flowId of flowIds) {
    const left = waiting[flowId]! - 1;
    if (left > 0) waiting[flowId] = left;
    else delete waiting[flowId];
  }
  if (Object.keys(waiting).length > 0) scope.waiting = waiting;
  else delete scope.waiting;
  addTokens(run, scopeKey, 1 - flowIds.length);
}

const hasCondition = (run: Run, element: Element) =>
  element.outgoing.some((flowId) => run.model.graph.flows[flowId]!.condition !== undefined);
