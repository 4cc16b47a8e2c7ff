// A persistent map from positive integers, plain JSON: nested objects of at most 32 entries, so that a change copies a
// path and shares the rest. It keeps `step` pure at a cost that does not grow with the number of live tokens.

export interface Trie<T> {
  /** Levels below the root: keys are smaller than 32 ** (depth + 1). */
  readonly depth: number;
  readonly root: Node<T>;
}
type Node<T> = { readonly [digit: number]: Node<T> | T };

export const emptyTrie: Trie<never> = { depth: 0, root: {} };

export function get<T>(trie: Trie<T>, key: number): T | undefined {
  // A key may come from outside: the bits of a number that is no positive integer would find another entry.
  if (!Number.isInteger(key) || key < 0 || key >= 32 ** (trie.depth + 1)) return undefined;
  let node: Node<T> | T | undefined = trie.root;
  for (let level = trie.depth; node !== undefined && level > 0; level--) node = (node as Node<T>)[digit(key, level)];
  return (node as Node<T> | undefined)?.[key & 31] as T | undefined;
}

export function set<T>(trie: Trie<T>, key: number, value: T): Trie<T> {
  let { depth, root } = trie;
  while (key >= 32 ** (depth + 1)) {
    root = hasNone(root) ? root : { 0: root };
    depth++;
  }
  return { depth, root: setIn(root, depth, key, value) };
}

export function remove<T>(trie: Trie<T>, key: number): Trie<T> {
  if (get(trie, key) === undefined) return trie;
  return { depth: trie.depth, root: removeIn(trie.root, trie.depth, key) ?? {} };
}

export const isEmpty = (trie: Trie<unknown>): boolean => hasNone(trie.root);

/** Values in the order of their keys. */
export function* values<T>(trie: Trie<T>): Generator<T> {
  for (const [, value] of entries(trie)) yield value;
}

export function* entries<T>(trie: Trie<T>): Generator<[number, T]> {
  yield* entriesIn(trie.root, trie.depth, 0);
}

const digit = (key: number, level: number) => (key >>> (5 * level)) & 31;

function setIn<T>(node: Node<T>, level: number, key: number, value: T): Node<T> {
  const at = level === 0 ? key & 31 : digit(key, level);
  const next = level === 0 ? value : setIn((node[at] as Node<T> | undefined) ?? {}, level - 1, key, value);
  return { ...node, [at]: next };
}

function removeIn<T>(node: Node<T>, level: number, key: number): Node<T> | undefined {
  const at = level === 0 ? key & 31 : digit(key, level);
  const next = level === 0 ? undefined : removeIn(node[at] as Node<T>, level - 1, key);
  const copy: { [digit: number]: Node<T> | T } = { ...node };
  if (next === undefined) delete copy[at];
  else copy[at] = next;
  return hasNone(copy) ? undefined : copy;
}

function* entriesIn<T>(node: Node<T>, level: number, prefix: number): Generator<[number, T]> {
  for (const name in node) {
    const key = prefix * 32 + Number(name);
    if (level === 0) yield [key, node[name] as T];
    else yield* entriesIn(node[name] as Node<T>, level - 1, key);
  }
}

function hasNone(node: object): boolean {
  for (const _ in node) return false;
  return true;
}
