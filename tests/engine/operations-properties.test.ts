// Properties that operations preserve for any model in any state (fast-check).
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Element,
  type ElementMapping,
  type EngineEvent,
  type Model,
  migrate,
  openElements,
  refusal,
  refusalsOfMigration,
  type State,
  step,
  type UntimedEvent,
} from '../../engine/index.ts';
import { last, possible, turns } from './support/happenings.ts';
import { awaitedKeys, keysByKind, noOpenItems, track } from './support/open-items.ts';
import { startAt } from './support/run.ts';
import { graphOf, type Tangle, tangle } from './support/tangle.ts';

const runs = (usual: number) => ({ numRuns: Number(process.env['RUNS'] ?? usual) });
const chances = fc.array(fc.nat(), { minLength: 16, maxLength: 16 });

const happens = (model: Model, state: State, event: UntimedEvent) =>
  step(model, state, { ...event, at: startAt } as EngineEvent);

test('an event that arrives while an instance is suspended has the same effect on resumption', () => {
  fc.assert(
    fc.property(tangle, chances, (shape: Tangle, picks) => {
      const model = graphOf(shape);
      const { state } = last(turns(model, picks.slice(0, 8)));
      const arriving = possible(model, state).filter(
        ({ type }) => type !== 'taskCompleted' && type !== 'incidentResolved',
      );
      if (state.status !== 'active' || arriving.length === 0) return;
      const events = picks.slice(8, 11).map((pick) => arriving[pick % arriving.length]!);

      let kept = happens(model, state, { type: 'suspended', reason: '' }).state;
      let direct = state;
      for (const [index, event] of events.entries()) {
        const before = kept;
        kept = happens(model, kept, event).state;
        expect(openElements(kept)).toEqual(openElements(before));
        // A repeated key counts once, with its first effect.
        const isFirst = events.findIndex((one) => one.type === event.type && keyOf(one) === keyOf(event)) === index;
        if (isFirst) direct = happens(model, direct, event).state;
      }
      expect(happens(model, kept, { type: 'resumed', reason: '' }).state).toEqual(direct);
    }),
    runs(100),
  );
});

test('a failed job that is retried goes on as if it had not failed', () => {
  fc.assert(
    fc.property(tangle, chances, (shape: Tangle, picks) => {
      const model = graphOf(shape);
      for (const { state } of turns(model, picks))
        for (const { key, awaits } of openElements(state)) {
          if (awaits !== 'job' || state.status !== 'active') continue;
          const failed = happens(model, state, { type: 'jobFailed', key, message: 'down' });
          const again = happens(model, failed.state, { type: 'incidentResolved', key, action: 'retry' });
          expect(again.state).toEqual(state);
          expect(again.commands.map(({ type }) => type)).toEqual(['record', 'resolveIncident', 'runJob']);
        }
    }),
    runs(60),
  );
});

test('modifications keep the token counts right, and the open elements are those that the commands have opened', () => {
  let modified = 0;
  fc.assert(
    fc.property(tangle, chances, (shape: Tangle, picks) => {
      const model = graphOf(shape);
      const items = noOpenItems();
      let nth = 0;
      const among = (_: Model, state: State | null): readonly UntimedEvent[] =>
        state?.status === 'active' && nth++ % 2 === 1 ? modifications(model, state) : possible(model, state);
      for (const { event, state, commands } of turns(model, picks, among)) {
        if (event.type === 'modified') modified++;
        track(items, event, commands);
        expect(keysByKind(items)).toEqual(awaitedKeys(model, state));
        if (state.status !== 'active') expect(state.instances.root).toEqual({});
      }
    }),
    runs(100),
  );
  expect(modified).toBeGreaterThan(100);
});

/** Modifications that the state allows, or the usual events if there are none. */
function modifications(model: Model, state: State): readonly UntimedEvent[] {
  const open = openElements(state);
  const all = [
    ...Object.keys(model.graph.elements).map((elementId) => ({ activate: [{ elementId }], terminate: [] })),
    ...open.map(({ key }) => ({ activate: [], terminate: [key] })),
    ...open.map(({ key, elementId, scopeKey }) => ({ activate: [{ elementId, scopeKey }], terminate: [key] })),
  ].map((what): UntimedEvent => ({ type: 'modified', reason: '', ...what }));
  const allowed = all.filter((event) => refusal(model, state, { ...event, at: startAt } as EngineEvent) === undefined);
  return allowed.length > 0 ? allowed : possible(model, state);
}

test('a migration to the same model changes nothing', () => {
  fc.assert(
    fc.property(tangle, chances, (shape: Tangle, picks) => {
      const model = graphOf(shape);
      for (const { state } of turns(model, picks)) {
        if (state.status !== 'active') return;
        const migrated = migrate(model, model, state, { type: 'migrated', mapping: {}, reason: '', at: startAt });
        expect(migrated.state).toEqual(state);
        expect(migrated.commands.map(({ type }) => type).filter((type) => type !== 'moveTask')).toEqual(['record']);
      }
    }),
    runs(100),
  );
});

test('after a migration to a copy with other names everything happens as before, under the other names', () => {
  fc.assert(
    fc.property(tangle, chances, (shape: Tangle, picks) => {
      const model = graphOf(shape);
      const { copy, mapping } = renamed(model);
      const all = [...turns(model, picks)];
      const running = all.slice(0, 6).at(-1)!.state;
      if (running.status !== 'active') return;
      expect(refusalsOfMigration(model, copy, running, { mapping, at: startAt })).toEqual([]);
      let state = migrate(model, copy, running, { type: 'migrated', mapping, reason: '', at: startAt }).state;
      for (const { event, commands } of all.slice(6)) {
        const next = step(copy, state, event);
        expect(elementIds(next.commands)).toEqual(elementIds(commands).map((id) => mapping[id] ?? id));
        state = next.state;
      }
    }),
    runs(100),
  );
});

const elementIds = (commands: ReturnType<typeof step>['commands']): string[] =>
  commands.map((command) =>
    command.type === 'record'
      ? `${command.record.elementId}`
      : 'elementId' in command
        ? command.elementId
        : command.type,
  );

const keyOf = (event: UntimedEvent) => ('key' in event ? event.key : undefined);

/** Every element and flow except the process gets another name. */
function renamed({ graph, ...rest }: Model): { readonly copy: Model; readonly mapping: ElementMapping } {
  const { processId } = graph;
  const ids = [...Object.keys(graph.elements), ...Object.keys(graph.flows)].filter((id) => id !== processId);
  const mapping = Object.fromEntries(ids.map((id) => [id, `${id}'`]));
  const names = JSON.parse(
    JSON.stringify(graph, (_, value) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).map(([id, entry]) => [mapping[id] ?? id, entry]))
        : typeof value === 'string'
          ? (mapping[value] ?? value)
          : value,
    ),
  ) as Model['graph'];
  const elements = Object.fromEntries(
    Object.entries(names.elements).map(([id, element]) => [id, { ...element, type: typeOf(graph, id) } as Element]),
  );
  return { copy: { ...rest, graph: { ...names, elements } }, mapping };
}

const typeOf = ({ elements }: Model['graph'], id: string) => elements[id.replace(/'$/, '')]!.type;
