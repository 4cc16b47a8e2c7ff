// Gateways (BPMN 2.0.2 §13.4).
import { chosenFlows } from '../behaviors/conditions.ts';
import { openSubscription } from '../behaviors/subscriptions.ts';
import type { ElementType } from '../element-type.ts';
import type { Element } from '../graph.ts';
import { activate, complete } from '../lifecycle.ts';
import { edit, findElement, type Run } from '../run.ts';
import type { ElementInstance } from '../state.ts';
import { addTokens } from '../tokens.ts';

/** §13.4.2: each token passes on, by the first flow whose condition holds. */
export const exclusiveGateway: ElementType = {
  activate: (run, _element, key) => complete(run, key),
  flowsToTake: (run, element, key) =>
    element.hasConditions ? chosenFlows(run, element, key, 1) : element.outgoing.slice(0, 1),
  cannotBeSkipped: true,
};

/** §13.4.1: takes one token from each incoming flow; further tokens wait on their flow. */
export const parallelGateway: ElementType = {
  arrive: (run, element, scopeKey, flowId) => {
    if (element.incoming.length < 2 || flowId === undefined) return true;
    addWaiting(run, scopeKey, flowId);
    const { waiting } = findElement(run, scopeKey)!;
    if (!element.incoming.every((incoming) => waiting![incoming])) return false;
    takeWaiting(run, scopeKey, element.incoming);
    return true;
  },
  activate: (run, _element, key) => complete(run, key),
};

/** §13.4.3: a token waits until no other can arrive; then all flows whose condition holds are taken. */
export const inclusiveGateway: ElementType = {
  arrive: (run, element, scopeKey, flowId) => {
    if (element.incoming.length < 2 || flowId === undefined) return true;
    addWaiting(run, scopeKey, flowId);
    return false;
  },
  activate: (run, _element, key) => complete(run, key),
  cannotBeSkipped: true,
};

/** §13.4.4: waits for the first of the events that follow it. */
export const eventBasedGateway: ElementType = {
  activate: (run, element, key) => {
    const { elements, flows } = run.model.graph;
    for (const flowId of element.outgoing) openSubscription(run, key, elements[flows[flowId]!.target]!);
  },
  cannotBeSkipped: true,
};

/** Activates an inclusive join of a scope that this step touched, if no other token can arrive. True if it did. */
export function releaseInclusiveJoin(run: Run): boolean {
  for (const [scopeKey, scope] of run.touched) {
    if (scope?.type !== 'element' || !scope.waiting) continue;
    for (const flowId of Object.keys(scope.waiting)) {
      const gateway = run.model.graph.elements[run.model.graph.flows[flowId]!.target]!;
      if (!gateway.reach || canMoreCome(run, scope, gateway)) continue;
      takeWaiting(
        run,
        scopeKey,
        gateway.incoming.filter((incoming) => hasToken(scope, incoming)),
      );
      activate(run, gateway, scopeKey);
      return true;
    }
  }
  return false;
}

const hasToken = ({ waiting }: ElementInstance, flowId: string): boolean => (waiting?.[flowId] ?? 0) > 0;

/**
 * §13.4.3: a token elsewhere in the scope can still reach an empty flow of the join, and no flow that has its token.
 */
function canMoreCome(run: Run, scope: ElementInstance, gateway: Element): boolean {
  const reach = gateway.reach!;
  const directReach = gateway.directReach!;
  const full = gateway.incoming.filter((flowId) => hasToken(scope, flowId));
  const empty = gateway.incoming.filter((flowId) => !hasToken(scope, flowId));
  return placesOfTokens(run, scope, gateway).some(
    (place) => empty.some((flowId) => reach[flowId]![place]) && !full.some((flowId) => directReach[flowId]![place]),
  );
}

/**
 * Active elements of the scope, and other joins at which tokens wait; their number follows the model, not the number of
 * tokens.
 */
function placesOfTokens(run: Run, { population, waiting }: ElementInstance, gateway: Element): string[] {
  const joins = Object.keys(waiting ?? {}).map((flowId) => run.model.graph.flows[flowId]!.target);
  return [...Object.keys(population ?? {}), ...joins.filter((id) => id !== gateway.id)];
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
