// Both ways of playing give the same report.
import { expect, test } from '@jest/globals';
import type { Report } from '../../../tools/simulate/report/report.ts';
import { played, scenarioOf } from './support.ts';

/** Documents that are issued at the same time are numbered in the order in which their agencies answered. */
const withoutNumbers = ({ cases, ...report }: Report) => ({
  ...report,
  cases: cases.map(({ documents, ...one }) => ({
    ...one,
    documents: documents.map(({ type, on }) => `${on} ${type}`).sort(),
  })),
});

test.each(['assistance-ladder/scenarios/bank-refuses.json', 'enforcement-case/scenarios/clue.json'])(
  '%s gives the same report on Temporal as on the bare engine',
  async (name) => {
    const scenario = scenarioOf(name);

    const durable = await played(scenario, { isDurable: true });
    const bare = await played(scenario);

    expect(durable.differences).toEqual([]);
    expect(withoutNumbers(durable.report)).toEqual(withoutNumbers(bare.report));
  },
);
