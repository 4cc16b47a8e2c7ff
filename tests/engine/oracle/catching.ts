// Events: the elements that wait for an event from outside, and the catchers of errors and escalations (BPMN 2.0.2
// §10.5.1, §13.5.3, §13.5.4).
import { type Active, type Marking, opened, type Path, pathsOf, put, type Scope, scopeAt } from './marking.ts';
import { type Net, type Node, outOf } from './net.ts';

/** A boundary event at an active node, or an event sub-process in a scope. */
export interface Catcher {
  readonly on: Node;
  readonly path: Path;
  /** The active node to which the boundary event belongs. */
  readonly at?: number;
}

const boundaries = (net: Net, host: string): readonly Node[] => net.boundaries[host] ?? [];

const handlers = (net: Net, scope: Scope): readonly Node[] =>
  scope.isClosed || scope.left !== undefined ? [] : (net.handlers[scope.of] ?? []);

/** Every element that waits for an event from outside. */
export function* awaited(net: Net, marking: Marking): Generator<Catcher> {
  const isAwaited = ({ by, id }: Node, spent: readonly string[]) =>
    (by === 'once' || by === 'often') && !spent.includes(id);
  for (const path of pathsOf(marking.root)) {
    const scope = scopeAt(marking, path);
    for (const on of handlers(net, scope)) if (isAwaited(on, scope.spent)) yield { on, path };
    for (const [at, active] of scope.active.entries()) {
      if (active.isRound) continue;
      for (const on of boundaries(net, active.node)) if (isAwaited(on, active.spent)) yield { on, path, at };
    }
  }
}

/**
 * Searches from the inside out: first the thrower itself if it is an activity, then the scope's event sub-processes,
 * then the activity around.
 * @param at the active node that throws, if one does
 */
export function catcherOf(
  net: Net,
  marking: Marking,
  type: 'error' | 'escalation',
  code: string,
  path: Path,
  at?: number,
): Catcher | undefined {
  const scope = scopeAt(marking, path);
  const thrower = at === undefined ? undefined : scope.active[at]!;
  if (thrower && !thrower.isRound) {
    const on = matching(boundaries(net, thrower.node), type, code);
    if (on) return { on, path, at: at! };
  }
  const on = matching(
    handlers(net, scope).filter(({ id }) => id !== thrower?.node),
    type,
    code,
  );
  if (on) return { on, path };
  return path.length === 0 ? undefined : catcherOf(net, marking, type, code, path.slice(0, -1), path.at(-1)!);
}

/** A catcher that names the code has precedence over one that catches every code. */
function matching(nodes: readonly Node[], type: Node['by'], code: string): Node | undefined {
  const catching = nodes.filter(({ by }) => by === type);
  return catching.find((node) => node.code === code) ?? catching.find((node) => node.code === undefined);
}

export function caught(net: Net, marking: Marking, { on, path, at }: Catcher): void {
  const scope = scopeAt(marking, path);
  if (at !== undefined) atBoundary(net, scope, on, scope.active[at]!);
  else beginHandler(net, scope, on);
}

function atBoundary(net: Net, scope: Scope, on: Node, host: Active): void {
  if (on.isInterrupting) scope.active.splice(scope.active.indexOf(host), 1);
  else if (on.by === 'once') host.spent.push(on.id);
  put(scope, outOf(net, on.id));
}

/** §13.5.4: an interrupting one terminates everything else in the scope, and no other starts there. */
function beginHandler(net: Net, scope: Scope, on: Node): void {
  if (on.isInterrupting) {
    scope.tokens = {};
    scope.active = [];
    scope.isClosed = true;
  } else if (on.by === 'once') scope.spent.push(on.id);
  scope.active.push({ node: on.id, inside: opened(net, on.id), spent: [] });
}
