// The usual result of every form of the procedures fits the form.
import { expect, test } from '@jest/globals';
import { faultsOfResults, forms } from '../../../tools/simulate/forms.ts';
import type { OpenTask } from '../../../tools/simulate/play/board.ts';
import usual from '../../../tools/simulate/play/usual-results.json' with { type: 'json' };
import { usualResult } from '../../../tools/simulate/play/usual-results.ts';

/** Variables that the forms' expressions read in the procedures. */
const variables = {
  assets: [{ externalRef: '6222' }],
  grounds: ['违反财产报告制度'],
  reports: [{ debtorId: 'debtor-1' }],
  auction: { basePriceFen: 10_000_000 },
  parameters: { minDepositBasisPoints: 500 },
  order: { operation: 'freeze', request: { amountFen: 1 } },
  amountFen: 1,
  days: null,
};
const people = new Map([['王法官', { sub: '王法官', name: '王法官', role: 'judge', court: '冀0102' } as const]]);

test.each([...forms.keys()].map((id) => [id]))('the usual result of %s fits the form', (id) => {
  const task = { task: { formId: id, variables } } as unknown as OpenTask;

  const result = usualResult(task, people, Date.parse('2026-03-02T02:00:00.000Z'));

  expect(faultsOfResults(id, result, variables)).toEqual([]);
});

test('every stated result is for a form that exists', () => {
  expect(Object.keys(usual).filter((id) => !forms.has(id))).toEqual([]);
});
