// An independent reference: the token game of BPMN 2.0.2 §13.3 and §13.4, written from the specification and sharing no code with the engine. Tokens lie on
// sequence flows; an element takes them and puts others out. Slow and plain on purpose.

export interface Net {
  /** Node -> what it is. `task` waits until somebody completes it. */
  readonly nodes: { readonly [node: string]: 'task' | 'exclusive' | 'parallel' | 'inclusive' | 'start' };
  readonly flows: readonly { readonly id: string; readonly from: string; readonly to: string }[];
}

export interface Marking {
  /** Tokens on each flow. */
  readonly tokens: ReadonlyMap<string, number>;
  /** How often each task is active. */
  readonly active: ReadonlyMap<string, number>;
}

const count = (of: ReadonlyMap<string, number>, id: string): number => of.get(id) ?? 0;

function changed(of: ReadonlyMap<string, number>, ids: readonly string[], by: number): ReadonlyMap<string, number> {
  const copy = new Map(of);
  for (const id of ids) copy.set(id, count(copy, id) + by);
  for (const [id, number] of copy) if (number === 0) copy.delete(id);
  return copy;
}

/** Where several inclusive joins may go on, the specification leaves open which does first: every outcome is one of the result. */
export function begin(net: Net): readonly Marking[] {
  const out = net.flows.filter(({ from }) => from === 'start').map(({ id }) => id);
  return rest(net, { tokens: changed(new Map(), out, 1), active: new Map() });
}

export function complete(net: Net, { tokens, active }: Marking, task: string): readonly Marking[] {
  const out = net.flows.filter(({ from }) => from === task).map(({ id }) => id);
  return rest(net, { tokens: changed(tokens, out, 1), active: changed(active, [task], -1) });
}

export const isOver = ({ tokens, active }: Marking): boolean => tokens.size === 0 && active.size === 0;

/** Until nothing can move: inclusive joins only when nothing else can, as what moves may still come to them. */
function rest(net: Net, marking: Marking): readonly Marking[] {
  const settled = new Map<string, Marking>();
  const seen = new Set<string>();
  const open = [marking];
  for (let now = open.pop(); now; now = open.pop()) {
    if (seen.has(textOf(now))) continue;
    seen.add(textOf(now));
    const next = move(net, now);
    const nexts = next ? [next] : inclusive(net, now);
    if (nexts.length === 0) settled.set(textOf(now), now);
    open.push(...nexts);
  }
  return [...settled.values()];
}

const textOf = ({ tokens, active }: Marking): string => JSON.stringify([[...tokens].sort(), [...active].sort()]);

function move(net: Net, { tokens, active }: Marking): Marking | undefined {
  for (const [node, kind] of Object.entries(net.nodes)) {
    const into = net.flows.filter(({ to }) => to === node).map(({ id }) => id);
    const out = net.flows.filter(({ from }) => from === node).map(({ id }) => id);
    const full = into.filter((id) => count(tokens, id) > 0);
    if (full.length === 0) continue;
    if (kind === 'task') return { tokens: changed(tokens, full.slice(0, 1), -1), active: changed(active, [node], 1) };
    // Of flows without conditions an exclusive gateway takes the first, an inclusive one all.
    if (kind === 'exclusive')
      return { tokens: changed(changed(tokens, full.slice(0, 1), -1), out.slice(0, 1), 1), active };
    if (kind === 'parallel' && full.length === into.length)
      return { tokens: changed(changed(tokens, into, -1), out, 1), active };
    if (kind === 'inclusive' && into.length === 1)
      return { tokens: changed(changed(tokens, into, -1), out, 1), active };
  }
  return undefined;
}

/** §13.4.3: some flow has a token; and no token elsewhere can come to an empty one unless it can also come to a full one. */
function inclusive(net: Net, { tokens, active }: Marking): readonly Marking[] {
  const nexts: Marking[] = [];
  for (const [node, kind] of Object.entries(net.nodes)) {
    if (kind !== 'inclusive') continue;
    const into = net.flows.filter(({ to }) => to === node);
    const full = into.filter(({ id }) => count(tokens, id) > 0);
    const empty = into.filter(({ id }) => count(tokens, id) === 0);
    if (full.length === 0 || into.length === 1) continue;
    const elsewhere = [
      ...net.flows.filter(({ id, to }) => to !== node && count(tokens, id) > 0).map(({ to }) => to),
      ...active.keys(),
    ];
    const awaited = elsewhere.some(
      (place) =>
        empty.some(({ from }) => reaches(net, place, from, node)) &&
        !full.some(({ from }) => reaches(net, place, from, node)),
    );
    if (awaited) continue;
    const out = net.flows.filter(({ from }) => from === node).map(({ id }) => id);
    nexts.push({
      tokens: changed(
        changed(
          tokens,
          full.map(({ id }) => id),
          -1,
        ),
        out,
        1,
      ),
      active,
    });
  }
  return nexts;
}

/** By sequence flows that do not visit the join. */
function reaches(net: Net, from: string, to: string, avoiding: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === avoiding || seen.has(node)) continue;
    if (node === to) return true;
    seen.add(node);
    open.push(...net.flows.filter((flow) => flow.from === node).map((flow) => flow.to));
  }
  return false;
}
