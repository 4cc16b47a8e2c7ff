// An independent reference: the token game of BPMN 2.0.2 ch. 13, written from the specification, without any code of
// the engine. It is slow and plain on purpose. Where the specification leaves an order open, the result holds every
// outcome.
import { awaited, catcherOf, caught } from './catching.ts';
import { isEnabled } from './inclusive.ts';
import {
  type Active,
  activate,
  beginRound,
  copyOf,
  type Marking,
  opened,
  type Path,
  pathsOf,
  put,
  type Scope,
  scopeAt,
  sizeOf,
  take,
  textOf,
} from './marking.ts';
import { chosen, into, type Net, type Node, outOf } from './net.ts';

export const begin = (net: Net, number: number): readonly Marking[] => rest(net, [{ number, root: opened(net, '') }]);

export const isOver = ({ root }: Marking): boolean => isDone(root);

const isDone = ({ tokens, active, left = 0 }: Scope): boolean =>
  active.length === 0 && left === 0 && Object.keys(tokens).length === 0;

/** The possible events from outside: open tasks and awaited events. */
export function waiting(net: Net, marking: Marking): string[] {
  if (isOver(marking)) return [];
  const found = [...awaited(net, marking)].map(({ on }) => on.id);
  for (const { active } of activesOf(marking)) {
    const { kind } = net.nodes[active.node]!;
    if (kind === 'task' && !active.isStuck && (!active.inside || active.isRound)) found.push(active.node);
    if (kind === 'catch') found.push(active.node);
    if (kind === 'eventBased') found.push(...outOf(net, active.node).map(({ to }) => to));
  }
  return found.sort();
}

/** Completes an open task. */
export const complete = (net: Net, markings: readonly Marking[], task: string, number: number): readonly Marking[] =>
  rest(
    net,
    each(markings, task, isOpen, (copy, path, active) => {
      copy.number = number;
      leave(net, copy, path, active);
    }),
  );

/** Ends an open task with an error. */
export const fail = (net: Net, markings: readonly Marking[], task: string, code: string): readonly Marking[] =>
  rest(
    net,
    each(markings, task, isOpen, (copy, path, active) => {
      const catcher = catcherOf(net, copy, 'error', code, path, scopeAt(copy, path).active.indexOf(active));
      if (catcher) caught(net, copy, catcher);
      else active.isStuck = true;
    }),
  );

/** Triggers an awaited event. */
export function happen(net: Net, markings: readonly Marking[], event: string): readonly Marking[] {
  const started = markings.flatMap((marking) =>
    [...awaited(net, marking)]
      .filter(({ on }) => on.id === event)
      .map((catcher) => {
        const copy = copyOf(marking);
        caught(net, copy, catcher);
        return copy;
      }),
  );
  const gateways = into(net, event).map(({ from }) => from);
  const caughtThere = [event, ...gateways.filter((id) => net.nodes[id]?.kind === 'eventBased')].flatMap((node) =>
    each(
      markings,
      node,
      () => true,
      (copy, path, active) => leave(net, copy, path, active, event),
    ),
  );
  return rest(net, [...started, ...caughtThere]);
}

const isOpen = (active: Active): boolean => !active.isStuck && !active.inside;

function* activesOf(marking: Marking): Generator<{ path: Path; active: Active; at: number }> {
  for (const path of pathsOf(marking.root))
    for (const [at, active] of scopeAt(marking, path).active.entries()) yield { path, active, at };
}

/** Returns a copy for each of the node's active instances, with that instance changed. */
function each(
  markings: readonly Marking[],
  node: string,
  isMeant: (active: Active) => boolean,
  change: (copy: Marking, path: Path, active: Active) => void,
): Marking[] {
  return markings.flatMap((marking) =>
    [...activesOf(marking)]
      .filter(({ active }) => active.node === node && isMeant(active))
      .map(({ path, at }) => {
        const copy = copyOf(marking);
        change(copy, path, scopeAt(copy, path).active[at]!);
        return copy;
      }),
  );
}

/** A node has done its work: its token leaves by its flows, or the next round starts. */
function leave(net: Net, marking: Marking, path: Path, active: Active, by = active.node): void {
  const scope = scopeAt(marking, path);
  scope.active.splice(scope.active.indexOf(active), 1);
  if (!active.isRound) put(scope, chosen(net, net.nodes[by]!, marking.number));
  else if (net.nodes[active.node]!.rounds!.isSequential && scope.left! > 0) beginRound(net, scope);
}

/** The game stops above this size. */
export class TooMuch extends Error {}
const mostAlive = 25;
const mostMarkings = 100;

/** Moves tokens until none can move. Where moves exclude each other, every order is tried. */
function rest(net: Net, markings: readonly Marking[]): readonly Marking[] {
  const settled = new Map<string, Marking>();
  const seen = new Set<string>();
  const open = [...markings];
  for (let now = open.pop(); now; now = open.pop()) {
    if (sizeOf(now.root) > mostAlive || seen.size > mostMarkings) throw new TooMuch();
    const text = textOf(now);
    if (seen.has(text)) continue;
    seen.add(text);
    while (moveOn(net, now)) if (sizeOf(now.root) > mostAlive) throw new TooMuch();
    const nexts = [...pathsOf(now.root)].flatMap((path) => decisive(net, now!, path));
    if (nexts.length === 0) settled.set(textOf(now), now);
    open.push(...nexts);
  }
  return [...settled.values()];
}

/** Makes one move that prevents no other move. Changes the marking. */
function moveOn(net: Net, marking: Marking): boolean {
  for (const path of pathsOf(marking.root)) {
    const scope = scopeAt(marking, path);
    if (path.length > 0 && isDone(scope)) {
      const outer = path.slice(0, -1);
      leave(net, marking, outer, scopeAt(marking, outer).active[path.at(-1)!]!);
      return true;
    }
    for (const flow of Object.keys(scope.tokens)) {
      const node = net.nodes[net.flows[flow]!.to]!;
      if (pass(net, marking, scope, node, flow)) return true;
    }
  }
  return false;
}

function pass(net: Net, { number }: Marking, scope: Scope, node: Node, flow: string): boolean {
  const all = into(net, node.id);
  switch (node.kind) {
    case 'task':
    case 'catch':
    case 'eventBased':
    case 'subProcess':
      take(scope, flow);
      activate(net, scope, node);
      return true;
    case 'inclusive':
      if (all.length > 1) return false;
      break;
    case 'parallel':
      if (!all.every(({ id }) => scope.tokens[id])) return false;
      for (const { id } of all) take(scope, id);
      put(scope, outOf(net, node.id));
      return true;
    case 'pass':
    case 'exclusive':
      break;
    default:
      return false;
  }
  take(scope, flow);
  put(scope, chosen(net, node, number));
  return true;
}

/** Moves that end other tokens or depend on them: throws and inclusive joins. Gives one marking for each. */
function decisive(net: Net, marking: Marking, path: Path): Marking[] {
  const scope = scopeAt(marking, path);
  const targets = new Set(Object.keys(scope.tokens).map((flow) => net.flows[flow]!.to));
  return [...targets].flatMap((id) => {
    const node = net.nodes[id]!;
    if (node.kind === 'parallel' || (node.kind === 'inclusive' && !isEnabled(net, scope, node))) return [];
    const copy = copyOf(marking);
    act(net, copy, path, node);
    return [copy];
  });
}

function act(net: Net, marking: Marking, path: Path, node: Node): void {
  const scope = scopeAt(marking, path);
  const full = into(net, node.id).filter(({ id }) => scope.tokens[id]);
  if (node.kind === 'inclusive') {
    for (const { id } of full) take(scope, id);
    return put(scope, chosen(net, node, marking.number));
  }
  take(scope, full[0]!.id);
  if (node.kind === 'terminate') {
    scope.tokens = {};
    scope.active = [];
    return;
  }
  const type = node.kind === 'error' ? 'error' : 'escalation';
  if (type === 'escalation') put(scope, outOf(net, node.id));
  const catcher = catcherOf(net, marking, type, node.code!, path);
  if (catcher) caught(net, marking, catcher);
  else if (type === 'error') scope.active.push({ node: node.id, isStuck: true, spent: [] });
}
