// The court in memory reports incidents that a test does not expect.
import { expect, test } from '@jest/globals';
import { read } from '../../../engine/read/index.ts';
import { Court } from '../../../tools/simulate/court.ts';
import { model, modelOf } from '../../engine/support/model.ts';

const undecided = modelOf(
  (await read(model().startEvent().exclusive('decide').when('=amountFen > 0').endEvent('paid').toXml())).graphs[0]!,
);

/** The condition of its gateway cannot be decided. */
function faulty(): Court {
  const court = new Court(new Map([['process', undecided]]), '2026-03-02T01:00:00.000Z', {}, () => undefined);
  court.simulation.start('process', {});
  return court;
}
const until = Date.parse('2026-03-03T01:00:00Z');

test('a run throws at an incident that is not expected, and names the element and the reason', () => {
  expect(() => faulty().run(until)).toThrow(/^Expected no incident; found decide: .+/);
});

test('a run passes when exactly the expected incidents are raised', () => {
  expect(() => faulty().run(until, ['decide'])).not.toThrow();
  expect(() => faulty().run(until, ['decide', 'pay'])).toThrow(/^Expected incidents at decide, pay; found decide: .+/);
});

test('an incident is reported by the run that raised it, not by the next one', () => {
  const court = faulty();

  court.run(until, ['decide']);

  expect(() => court.run(until)).not.toThrow();
});
