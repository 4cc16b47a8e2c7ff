// What holds for every model and every order of events, over random ones (fast-check).
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type EngineEvent, type Model, openElements, type State, step } from '../../engine/index.ts';
import { type Block, block, built, expectedTasks } from './support/blocks.ts';
import { frozen, startAt } from './support/run.ts';
import { graphOf, type Tangle, tangle } from './support/tangle.ts';

const runs = { numRuns: 60 };

/** Which of the open things happens next, by chance; the same chances give the same run. */
const chances = fc.array(fc.nat(), { minLength: 60, maxLength: 60 });

test('a structured model ends once, with every task done as often as its blocks say, in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(block, chances, async (root: Block, picks) => {
      const model = await built(root);
      const { done, ends, state } = play(model, picks, 2000);

      expect(state.status).toBe('completed');
      expect(ends).toBe(1);
      expect(done.toSorted()).toEqual(expectedTasks(root).toSorted());
      expect(openElements(state)).toEqual([]);
    }),
    runs,
  );
});

test('in any model whatever: step is pure and deterministic, its state survives JSON, counts its tokens and forgets what is over', () => {
  fc.assert(
    fc.property(tangle, chances, (shape: Tangle, picks) => {
      const model = frozen(graphOf(shape));
      play(model, picks, 60, (before, event, after) => {
        expect(step(model, before, event)).toEqual(after);
        expect(step(model, JSON.parse(JSON.stringify(before)), event)).toEqual(after);
        expect(JSON.parse(JSON.stringify(after))).toEqual(after);
        expectTokensCounted(after.state);
      });
    }),
    runs,
  );
});

test('stale and unknown events change nothing, in whatever state', () => {
  fc.assert(
    fc.property(tangle, chances, fc.integer({ min: -5, max: 200 }), (shape: Tangle, picks, key) => {
      const model = frozen(graphOf(shape));
      const { state } = play(model, picks, 20);
      const open = openElements(state).filter(({ awaits }) => awaits === 'task');
      if (open.some((element) => element.key === key)) return;
      for (const type of ['taskCompleted', 'jobDone', 'childDone'] as const) {
        const after = step(model, state, { type, key, variables: {}, at: startAt });
        expect(after.state).toBe(state);
        expect(after.commands).toEqual([]);
      }
    }),
    runs,
  );
});

test('where no element waits, nothing is left behind: an ended process has no tokens, subscriptions or children', () => {
  fc.assert(
    fc.property(tangle, chances, (shape: Tangle, picks) => {
      const { state } = play(frozen(graphOf(shape)), picks, 400);
      if (state.status === 'active') return;
      expect(state.instances.root).toEqual({});
    }),
    runs,
  );
});

type Seen = (before: State | null, event: EngineEvent, after: ReturnType<typeof step>) => void;

/** Starts and lets open tasks be completed one by one, as the chances pick them. */
function play(model: Model, picks: readonly number[], limit: number, seen: Seen = () => {}) {
  const done: string[] = [];
  let ends = 0;
  let state: State | null = null;
  let event: EngineEvent | undefined = { type: 'started', variables: {}, at: startAt };
  for (let turn = 0; event && turn < limit; turn++) {
    const before: State | null = state;
    const after = step(model, before, frozen(event));
    seen(before, event, after);
    state = frozen(after.state);
    ends += after.commands.filter(({ type }) => type === 'complete').length;
    const open = openElements(state).filter(({ awaits }) => awaits === 'task');
    const next = open[picks[turn % picks.length]! % Math.max(open.length, 1)];
    if (next) done.push(next.elementId);
    event = next && { type: 'taskCompleted', key: next.key, variables: {}, at: startAt };
  }
  return { done, ends, state: state! };
}

/** Of each scope: as many tokens as children and tokens waiting at joins, now that none is on its way. */
function expectTokensCounted(state: State): void {
  const counted = new Map<number, number>();
  const add = (key: number, count: number) => counted.set(key, (counted.get(key) ?? 0) + count);
  const all = openElements(state);
  for (const { scopeKey } of all) add(scopeKey, 1);
  for (const scope of scopesOf(state)) {
    add(
      scope.key,
      Object.values(scope.waiting ?? {}).reduce((sum, count) => sum + count, 0),
    );
    expect(scope.tokens).toBe(counted.get(scope.key));
    expect(scope.tokens).toBeGreaterThan(0);
  }
}

interface Scope {
  readonly key: number;
  readonly tokens?: number;
  readonly waiting?: { readonly [flowId: string]: number };
}

function scopesOf(state: State): Scope[] {
  const found: Scope[] = [];
  const visit = (node: unknown): void => {
    if (node === null || typeof node !== 'object') return;
    if ('type' in node && 'key' in node) {
      if ('tokens' in node) found.push(node as Scope);
      return;
    }
    for (const inner of Object.values(node)) visit(inner);
  };
  visit(state.instances.root);
  return found;
}
