// Where the tokens are: on flows and in active nodes, scope in scope. Changed in copies only.
import { beginning, type Net, type Node, outOf } from './net.ts';

export interface Scope {
  /** The sub-process, or '' for the process. */
  of: string;
  tokens: { [flow: string]: number };
  active: Active[];
  /** Of a repeated activity, around its rounds: how many are still to begin. */
  left?: number;
  /** An interrupting event sub-process has begun in it. */
  isClosed: boolean;
  /** Events that come only once and have come. */
  spent: string[];
}

export interface Active {
  node: string;
  inside?: Scope;
  isRound?: true;
  /** An error that nobody catches: it stays for a person to see. */
  isStuck?: true;
  spent: string[];
}

export interface Marking {
  /** What the conditions look at. */
  number: number;
  root: Scope;
}

/** To a scope: the numbers of the active nodes on the way from the process. */
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

/** Of a repeated activity a scope around its rounds, which bear neither its boundary events nor leave by its flows. */
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

/** The same for markings that differ only in the order of what is in them. */
export const textOf = ({ root, number }: Marking): string => `${number}${textOfScope(root)}`;

function textOfScope({ of, tokens, active, left, isClosed, spent }: Scope): string {
  const inside = active.map(
    (one) => `${one.node}${one.isStuck ? '!' : ''}${one.spent.toSorted()}${one.inside ? textOfScope(one.inside) : ''}`,
  );
  return JSON.stringify([of, Object.entries(tokens).sort(), inside.sort(), left, isClosed, spent.toSorted()]);
}

/** How much there is: what grows without bound is not played on. */
export function sizeOf(scope: Scope): number {
  const tokens = Object.values(scope.tokens).reduce((sum, count) => sum + count, 0);
  return scope.active.reduce((sum, { inside }) => sum + 1 + (inside ? sizeOf(inside) : 0), tokens);
}
