// Plays a scenario of a test on a database of its own.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readScenario, type Simulated, simulate } from '../../../tools/simulate/index.ts';
import type { Scenario } from '../../../tools/simulate/scenario/scenario.ts';
import { simulationDatabase } from '../../../tools/simulate/worlds/database.ts';

export const proceduresFolder = join(import.meta.dirname, '../../../models/procedures');

export const scenarioOf = (name: string): Scenario => readScenario(readFileSync(join(proceduresFolder, name), 'utf8'));

/** The file's form is checked too. */
export async function played(scenario: Scenario, { isDurable = false } = {}): Promise<Simulated> {
  const database = await simulationDatabase(process.env['TEST_DATABASE_URL']!);
  try {
    return await simulate(readScenario(JSON.stringify(scenario)), database, isDurable);
  } finally {
    await database.drop();
  }
}

/** A claim of 100 000 yuan; the ordinary course, as far as the changes do not say otherwise. */
export const loan = (changes: Partial<Scenario> = {}): Scenario => ({
  title: '借款',
  start: {
    date: '2026-03-02',
    court: '冀0102',
    application: {
      instrument: {
        kind: '民事判决书',
        number: '(2025)冀0102民初5821号',
        effectiveOn: '2026-01-16',
        performanceDueOn: '2026-01-26',
      },
      claim: { principalFen: 10_000_000, interestFen: 0, costsFen: 0 },
      applicants: [party('赵建国', '999999196805120014', { claimFen: 10_000_000 })],
      debtors: [party('周文斌', '999999198210150037')],
    },
  },
  defaults: true,
  ...changes,
});

const party = (name: string, idNumber: string, more = {}) => ({ name, kind: 'person', idNumber, ...more });

export const deposit = (body: string, balanceFen: number) => ({
  deposits: [{ owner: '周文斌', body, accountNumber: '6222020402000031186', balanceFen }],
});
