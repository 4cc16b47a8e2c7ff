// Loops of any kind: elements that all lead to one another.
import { gather } from './gather.ts';

/** Elements, and what each leads to. */
export type Ways = ReadonlyMap<string, readonly string[]>;

/** By Kosaraju: in the order in which they are left, each gathers what leads to it. */
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

/** What can be reached and has not been seen, each after all that it leads to. */
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
