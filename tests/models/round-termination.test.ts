// RTR#1: the conditions of round termination, one by one; the court fulfills a missing condition before the ruling.
import { beforeAll, expect, test } from '@jest/globals';
import type { Variables } from '../../engine/event.ts';
import type { Model } from '../../engine/graph.ts';
import { type Court, loadModels, type People } from '../../tools/simulate/court.ts';
import { runCase } from '../../tools/simulate/loan-case.ts';

let models: Map<string, Model>;
beforeAll(async () => {
  models = await loadModels();
});

const restricted = { complete: { restrict: true, list: false, ground: '未按执行通知履行义务' } };
const run = (overrides: People) => runCase(models, [], { decideCreditMeasures: restricted, ...overrides });
const opened = (court: Court, elementId: string) => court.tasks.filter((task) => task.elementId === elementId);
const conditions = (court: Court) =>
  court.documents.find(({ type }) => type === '终结本次执行程序裁定书')?.fields['conditions'] as unknown as Variables[];

test('RTR#1: when every condition is met, the round is terminated after three months, and the ruling names each condition', () => {
  const court = run({});

  // Filed on 2 March; the three months end with 2 June
  expect(opened(court, 'hearApplicant').map((task) => task.opened)).toEqual(['2026-06-03']);
  expect(conditions(court).map(({ met }) => met)).toEqual([true, true, true, true, true, true, true]);
  expect(court.status.way).toBe('roundTermination');
});

test('RTR#1(2), PIR#10: a debtor who did not report and was neither restricted nor listed becomes both before the ruling', () => {
  const court = run({
    receiveReport: [],
    decideCreditMeasures: { complete: { restrict: false, list: false } },
    remedy: { complete: {} },
  });

  expect(opened(court, 'remedy')).toHaveLength(1);
  expect(court.credit.map(({ kind, on }) => `${on} ${kind}`).sort()).toEqual([
    '2026-06-04 consumptionRestriction',
    '2026-06-04 dishonestList',
  ]);
  expect(court.status.way).toBe('roundTermination');
});

test('RTR#1(5): a missing debtor must have been searched for, and obstruction must have been punished', () => {
  const punishment = { kind: 'fine', subject: { name: '丙', kind: 'person' }, ground: '妨害执行', amountFen: 5_000_00 };
  const court = run({
    verifyFacts: [
      { complete: { missing: true, sought: false, obstruction: true, punished: false } },
      { complete: { missing: true, sought: true, obstruction: true, punished: true } },
    ],
    remedy: { complete: { sanctions: [punishment] } },
    approve: { complete: { approved: true } },
    serveDecision: { complete: {} },
  });

  expect(opened(court, 'remedy')).toHaveLength(1);
  expect(court.sanctions).toMatchObject([{ subject: '丙', kind: 'fine', on: '2026-06-03' }]);
  expect(court.status.way).toBe('roundTermination');
});

test('CPLI#517: the round is not terminated without the panel or the president', () => {
  const court = run({ reviewConditions: { complete: { agreed: false } }, remedy: [] });

  expect(opened(court, 'remedy')).toHaveLength(1);
  expect(court.status.way).toBeUndefined();
});
