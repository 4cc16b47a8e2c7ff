// The engine and the independent token game agree on models of any shape, for any events in any order.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { graphOf, tangle } from '../support/tangle.ts';
import { playBoth } from './play-both.ts';

const choices = fc.array(fc.tuple(fc.nat(100), fc.nat(4)), { minLength: 12, maxLength: 12 });

test('engine and oracle wait for the same events after every event, and end together', () => {
  let moves = 0;
  fc.assert(
    fc.property(tangle, choices, (shape, chosen) => {
      const played = playBoth(graphOf(shape), chosen);
      expect(played.difference).toBeUndefined();
      moves += played.moves;
    }),
    { numRuns: Number(process.env['RUNS'] ?? 700) },
  );
  // A property that rarely reaches the end of a model would prove nothing.
  expect(moves).toBeGreaterThan(1500);
});
