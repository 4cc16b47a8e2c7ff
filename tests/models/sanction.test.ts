// Fines, detention and referral of the debtor: CPL#117-#119, #252, PIR#9; CL#313 with the grounds of REF.
import { beforeAll, expect, test } from '@jest/globals';
import type { Variables } from '../../engine/event.ts';
import type { Model } from '../../engine/graph.ts';
import { Court, loadModels, type People } from '../../tools/simulate/court.ts';
import { caseFile, runCase } from '../../tools/simulate/loan-case.ts';

let models: Map<string, Model>;
beforeAll(async () => {
  models = await loadModels();
});

test('CPL#252, PIR#9, CPL#118: a person who refuses to report is fined within the limit for a person', () => {
  const fine = { kind: 'fine', subject: { name: '丙', kind: 'person' }, ground: '拒绝报告财产', amountFen: 100_000_01 };
  const court = runCase(
    models,
    [],
    {
      receiveReport: [],
      decideCreditMeasures: { complete: { restrict: false, list: false, sanctions: [fine] } },
      correctTerms: { complete: { amountFen: 100_000_00 } },
      approve: { after: 1, complete: { approved: true } },
      serveDecision: { after: 1, complete: {} },
    },
    '2026-05-01T01:00:00Z',
  );

  // A fen more than 100 000 goes back
  expect(court.completed('sanction')).toContain('correctTerms');
  expect(court.tasks.find(({ elementId }) => elementId === 'approve')?.groups).toEqual(['president']);
  expect(court.sanctions).toMatchObject([{ subject: '丙', kind: 'fine', terms: { amountFen: 100_000_00 } }]);
});

function refer(variables: Variables, people: People = {}): Court {
  const court = new Court(models, '2026-05-06T01:00:00.000Z', people, () => ({ filed: true }));
  court.simulation.start('crime-referral', { caseFile, suspect: '丙', act: '拒不报告财产', ...variables });
  court.run();
  return court;
}

test('REF#3.1.4: refusal to report is referred only after a fine or detention', () => {
  const withdrawn = { correctReferral: { complete: { withdrawn: true } } };
  const early = refer({ referralGround: 'reportRefused', sanctioned: false }, withdrawn);
  const ripe = refer({ referralGround: 'reportRefused', sanctioned: true });

  expect(early.documents).toEqual([]);
  expect(ripe.documents.map(({ type }) => type)).toEqual(['移送公安机关侦查函']);
});

test('REF#3, REF#4: an act without a ground of the interpretation is not referred', () => {
  const corrected = { correctReferral: { complete: { referralGround: 'assetsGivenAway' } } };
  const court = refer({ referralGround: 'poverty', sanctioned: true }, corrected);

  expect(court.tasks.map(({ elementId }) => elementId)).toEqual(['correctReferral']);
  expect(court.documents[0]?.fields['ground']).toContain('无偿处分');
});
