// The positions of the tokens: on flows and in active nodes, scope within scope. A marking is changed in copies only.
import { beginning, type Net, type Node, outOf } from './net.ts';

export interface Scope {
  /** The sub-process, or '' for the process. */
  of: string;
  tokens: { [flow: string]: number };
  active: Active[];
  /** For a repeated activity, in the scope around its rounds: the number of rounds that have not started. */
  left?: number;
  /** True when an interrupting event sub-process has started in the scope. */
  isClosed: boolean;
  /** Events that happen only once and have happened. */
  spent: string[];
}

export interface Active {
  node: string;
  inside?: Scope;
  isRound?: true;
  /** An uncaught error; it stays visible for a person. */
  isStuck?: true;
  spent: string[];
}

export interface Marking {
  /** The value that the conditions read. */
  number: number;
  root: Scope;
}

/** The path to a scope: the numbers of the active nodes from the process down. */
export type Path = readonly number[];

export const copyOf = ({ number, root }: Marking): Marking => ({ number, root: copyOfScope(root) });

const copyOfScope = (scope: Scope): Scope => ({
  ...scope,
  tokens: { ...scope.tokens },
  active: scope.active.map((one) => ({
    ...one,
    ...(one.inside ? { inside: copyOfScope(one.inside) } : {}),
    spent: [...one.spent],
  })),
  spent: [...scope.spent],
});

export function scopeAt({ root }: Marking, path: Path): Scope {
  return path.reduce((scope, index) => scope.active[index]!.inside!, root);
}

export function* pathsOf(scope: Scope, path: Path = []): Generator<Path> {
  yield path;
  for (const [index, { inside }] of scope.active.entries()) if (inside) yield* pathsOf(inside, [...path, index]);
}

export function put(scope: Scope, flows: readonly { readonly id: string }[]): void {
  for (const { id } of flows) scope.tokens[id] = (scope.tokens[id] ?? 0) + 1;
}

export function take(scope: Scope, flow: string): void {
  scope.tokens[flow]!--;
  if (scope.tokens[flow] === 0) delete scope.tokens[flow];
}

const empty = (of: string): Scope => ({ of, tokens: {}, active: [], isClosed: false, spent: [] });

export function opened(net: Net, of: string): Scope {
  const scope = empty(of);
  put(
    scope,
    outOf(net, '').filter(({ id, to }) => id === beginning(of, to)),
  );
  return scope;
}

/**
 * A repeated activity has a scope around its rounds; the rounds carry no boundary events and do not leave by its flows.
 */
export function activate(net: Net, scope: Scope, { id, kind, rounds }: Node): void {
  if (!rounds) return void scope.active.push(one(net, id, kind));
  const body = empty(id);
  body.left = rounds.count;
  const now = rounds.isSequential ? Math.min(rounds.count, 1) : rounds.count;
  for (let round = 0; round < now; round++) beginRound(net, body);
  scope.active.push({ node: id, inside: body, spent: [] });
}

export function beginRound(net: Net, body: Scope): void {
  body.left!--;
  body.active.push({ ...one(net, body.of, net.nodes[body.of]!.kind), isRound: true });
}

function one(net: Net, node: string, kind: Node['kind']): Active {
  const hasInside = kind === 'subProcess' || kind === 'eventSubProcess';
  return { node, spent: [], ...(hasInside ? { inside: opened(net, node) } : {}) };
}

/** Gives the same text for markings that differ only in the order of their contents. */
export const textOf = ({ root, number }: Marking): string => `${number}${textOfScope(root)}`;

function textOfScope({ of, tokens, active, left, isClosed, spent }: Scope): string {
  const inside = active.map(
    (one) => `${one.node}${one.isStuck ? '!' : ''}${one.spent.toSorted()}${one.inside ? textOfScope(one.inside) : ''}`,
  );
  return JSON.stringify([of, Object.entries(tokens).sort(), inside.sort(), left, isClosed, spent.toSorted()]);
}

/** The size of a marking; the game stops when it grows without bound. */
export function sizeOf(scope: Scope): number {
  const tokens = Object.values(scope.tokens).reduce((sum, count) => sum + count, 0);
  return scope.active.reduce((sum, { inside }) => sum + 1 + (inside ? sizeOf(inside) : 0), tokens);
}
