// Properties of every model under every order of events, checked on random ones (fast-check).
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../engine/check/index.ts';
import { openElements, refusal, type State, step } from '../../engine/index.ts';
import { type Block, block, built, expectedTasks, plainBlock } from './support/blocks.ts';
import { isWork, last, possible, turns } from './support/happenings.ts';
import { awaitedKeys, keysByKind, noOpenItems, track } from './support/open-items.ts';
import { frozen, startAt } from './support/run.ts';
import { graphOf, type Tangle, tangle } from './support/tangle.ts';

/** RUNS=100000 for a night's run. */
const runs = (usual: number) => ({ numRuns: Number(process.env['RUNS'] ?? usual) });

/** Selects each next event by chance; the same chances give the same run. */
const chances = fc.array(fc.nat(), { minLength: 24, maxLength: 24 });

test('a structured model ends once, with every task done as often as its blocks say, in any order', async () => {
  await fc.assert(
    fc.asyncProperty(plainBlock, chances, async (root: Block, picks) => {
      const model = await built(root);
      const all = [...turns(model, repeated(picks, 400), (_, state) => possible(model, state).filter(isWork))];
      const { elements } = model.graph;
      const done = all.flatMap(({ commands }) =>
        commands.flatMap((command) =>
          command.type === 'closeTask' && command.reason === 'completed' ? [command.elementId] : [],
        ),
      );

      expect(all.at(-1)!.state.status).toBe('completed');
      expect(all.flatMap(({ commands }) => commands.filter(({ type }) => type === 'complete'))).toHaveLength(1);
      expect(done.filter((id) => elements[id]!.type === 'userTask').toSorted()).toEqual(expectedTasks(root).toSorted());
    }),
    runs(50),
  );
}, 60_000);

test('a structured model can end from every reachable state, ends once, and passes the checks', async () => {
  await fc.assert(
    fc.asyncProperty(block, chances, async (root: Block, picks) => {
      const model = await built(root);
      const wild = picks.slice(0, 12);
      let turn = 0;
      /** First plays any events, then only those that lead on: open work is done before another event is let in. */
      const among = (_: unknown, state: State | null) => {
        const all = possible(model, state);
        const work = all.filter(isWork);
        return turn++ < wild.length || work.length === 0 ? all : work;
      };
      const all = [...turns(model, repeated(picks, 400), among)];

      expect(all.at(-1)!.state.status).toBe('completed');
      expect(all.flatMap(({ commands }) => commands.filter(({ type }) => type === 'complete'))).toHaveLength(1);
      expect(check(model.graph).filter(({ rule }) => rule !== 'messageKeys')).toEqual([]);
    }),
    runs(50),
  );
}, 60_000);

test('step is pure and deterministic for any model, and its state survives JSON', () => {
  fc.assert(
    fc.property(tangle, chances, (shape: Tangle, picks) => {
      const model = frozen(graphOf(shape));
      for (const { before, event, state, commands } of turns(model, picks)) {
        expect(step(model, JSON.parse(JSON.stringify(before)), event)).toEqual({ state, commands });
        expect(JSON.parse(JSON.stringify({ state, commands }))).toEqual({ state, commands });
      }
    }),
    runs(60),
  );
});

test('no token is lost or doubled: each scope counts its tokens, and an ended process leaves nothing open', () => {
  fc.assert(
    fc.property(tangle, chances, (shape: Tangle, picks) => {
      for (const { state } of turns(graphOf(shape), picks)) {
        expectTokensCounted(state);
        if (state.status !== 'active') expect({ ...state.instances.root, signals: state.signals }).toEqual({});
      }
    }),
    runs(150),
  );
});

test('the state always waits for exactly what the commands have opened and not closed', () => {
  fc.assert(
    fc.property(tangle, chances, (shape: Tangle, picks) => {
      const model = graphOf(shape);
      const items = noOpenItems();
      for (const { event, state, commands } of turns(model, picks)) {
        track(items, event, commands);
        expect(keysByKind(items)).toEqual(awaitedKeys(model, state));
      }
    }),
    runs(150),
  );
});

test('stale and unknown events change nothing, in any state', () => {
  fc.assert(
    fc.property(tangle, chances, fc.integer({ min: -5, max: 60 }), (shape: Tangle, picks, key) => {
      const model = frozen(graphOf(shape));
      const all = [...turns(model, picks)];
      const { state } = all.at(-1)!;
      const possibleNow = possible(model, state).map((event) =>
        JSON.stringify([event.type, 'key' in event && event.key]),
      );
      const unknown = (['taskCompleted', 'jobDone', 'childDone', 'timerFired', 'message'] as const).map((type) => ({
        ...{ type, key, variables: {}, messageId: 'm' },
        at: startAt,
      }));
      for (const event of [...all.map((turn) => turn.event), ...unknown]) {
        if (possibleNow.includes(JSON.stringify([event.type, 'key' in event && event.key]))) continue;
        expect(refusal(model, state, event)).toEqual({ zh: expect.any(String), en: expect.any(String) });
        const after = step(model, state, event);
        expect(after.state).toBe(state);
        expect(after.commands).toEqual([]);
      }
    }),
    runs(150),
  );
});

test('the first of two interrupting events decides, and the other changes nothing', () => {
  fc.assert(
    fc.property(tangle, chances, fc.nat(), fc.nat(), (shape: Tangle, picks, one, other) => {
      const model = graphOf(shape);
      const { state } = last(turns(model, picks.slice(0, 8)));
      const all = possible(model, state);
      if (all.length === 0) return;
      const [first, second] = [all[one % all.length]!, all[other % all.length]!];
      const happens = (from: State, event: object) => step(model, from, { ...event, at: startAt } as never).state;
      const once = happens(state, first);
      const isStale = refusal(model, once, { ...second, at: startAt } as never) !== undefined;
      expect(happens(once, second) === once).toBe(isStale);
      expect(happens(happens(state, first), second)).toEqual(happens(once, second));
    }),
    runs(150),
  );
});

const repeated = (picks: readonly number[], length: number): number[] =>
  Array.from({ length }, (_, index) => picks[index % picks.length]! + index);

/** Checks every scope at rest: its tokens are its children and the tokens that wait at joins. */
function expectTokensCounted(state: State): void {
  const counted = new Map<number, number>();
  const add = (key: number, count: number) => counted.set(key, (counted.get(key) ?? 0) + count);
  for (const { scopeKey } of openElements(state)) add(scopeKey, 1);
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
