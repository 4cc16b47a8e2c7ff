// Groups of elements that all lead to one another (strongly connected components).
import { gather } from './gather.ts';

/** Elements, and the elements to which each leads. */
export type Ways = ReadonlyMap<string, readonly string[]>;

/** Kosaraju's algorithm: in reverse order of completion, each element collects the elements that lead to it. */
export function* groupsIn(ways: Ways): Generator<ReadonlySet<string>> {
  const before = gather(
    [...ways].flatMap(([id, targets]) =>
      targets.filter((target) => ways.has(target)).map((target) => [target, id] as const),
    ),
  );
  const seen = new Set<string>();
  const left = [...ways.keys()].flatMap((id) => walk(id, ways, seen));
  const gathered = new Set<string>();
  for (const id of left.toReversed()) {
    const group = new Set(walk(id, before, gathered));
    if (group.size > 1 || ways.get(id)!.includes(id)) yield group;
  }
}

/** The unseen elements that can be reached, each after all elements to which it leads. */
function walk(begin: string, ways: Ways, seen: Set<string>): string[] {
  if (seen.has(begin) || !ways.has(begin)) return [];
  seen.add(begin);
  const left: string[] = [];
  const open = [{ id: begin, rest: [...(ways.get(begin) ?? [])] }];
  for (let here = open.at(-1); here; here = open.at(-1)) {
    const target = here.rest.pop();
    if (target === undefined) left.push(open.pop()!.id);
    else if (!seen.has(target) && ways.has(target)) {
      seen.add(target);
      open.push({ id: target, rest: [...ways.get(target)!] });
    }
  }
  return left;
}
