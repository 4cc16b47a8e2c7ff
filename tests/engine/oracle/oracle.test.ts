// The engine and the independent token game agree on models of any shape, whatever is completed in whatever order.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type EngineEvent, type Model, openElements, type State, step } from '../../../engine/index.ts';
import { graphOf, tangle } from '../support/tangle.ts';
import { begin, complete, isOver, type Marking, type Net } from './token-game.ts';

const at = '2026-03-02T01:00:00.000Z';
const kinds = {
  userTask: 'task',
  exclusiveGateway: 'exclusive',
  parallelGateway: 'parallel',
  inclusiveGateway: 'inclusive',
  startEvent: 'start',
} as const;

function netOf({ graph }: Model): Net {
  const nodes = Object.values(graph.elements).filter(({ type }) => type in kinds);
  return {
    nodes: Object.fromEntries(nodes.map(({ id, type }) => [id, kinds[type as keyof typeof kinds]])),
    flows: Object.values(graph.flows).map(({ id, source, target }) => ({ id, from: source, to: target })),
  };
}

const tasksOf = (state: State): string[] =>
  openElements(state)
    .filter(({ awaits }) => awaits === 'task')
    .map(({ elementId }) => elementId)
    .sort();

const activeIn = ({ active }: Marking): string[] =>
  [...active].flatMap(([task, times]) => Array.from({ length: times }, () => task)).sort();

test('after every completed task the same tasks are open, and both end together', () => {
  let completions = 0;
  fc.assert(
    fc.property(tangle, fc.array(fc.nat(100), { maxLength: 12 }), (shape, choices) => {
      const model = graphOf(shape);
      const net = netOf(model);
      const happens = (state: State | null, event: object) => step(model, state, { ...event, at } as EngineEvent).state;
      let state = happens(null, { type: 'started', variables: {} });
      let markings = begin(net);
      /** Of the outcomes that the specification allows, those that are the engine's. */
      const agree = () => {
        const open = JSON.stringify(tasksOf(state));
        const same = markings.filter((marking) => JSON.stringify(activeIn(marking)) === open);
        if (same.length === 0) expect(tasksOf(state)).toEqual(markings.map(activeIn));
        expect(same.map(isOver)).toContain(state.status === 'completed');
        markings = same;
      };
      agree();
      for (const choice of choices) {
        const tasks = openElements(state).filter(({ awaits }) => awaits === 'task');
        if (tasks.length === 0) return;
        const { key, elementId } = tasks[choice % tasks.length]!;
        state = happens(state, { type: 'taskCompleted', key, variables: {} });
        markings = markings.flatMap((marking) => complete(net, marking, elementId));
        completions++;
        agree();
      }
    }),
    { numRuns: 3000 },
  );
  // A property that hardly ever gets anywhere would prove nothing.
  expect(completions).toBeGreaterThan(3000);
});
