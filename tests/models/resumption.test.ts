// After round termination: half-yearly queries, urgent control before resumption, the resumption, and the end of the
// list entry.
import { beforeAll, expect, test } from '@jest/globals';
import type { Json, Variables } from '../../engine/event.ts';
import type { Model } from '../../engine/graph.ts';
import { type Agencies, Court, loadModels, type People } from '../../tools/simulate/court.ts';
import { agencies, caseFile, deposit, people } from '../../tools/simulate/loan-case.ts';

let models: Map<string, Model>;
beforeAll(async () => {
  models = await loadModels();
});

const terminatedOn = '2026-06-09T01:00:00.000Z';
const known = { ...deposit, provider: 'icbc', providerName: '中国工商银行', balanceFen: 200_000_00 };
const controlled: People = { planControl: { complete: { controlOrder: ['6222'] } } };

function watch(overrides: People = {}, answers: Agencies = agencies([])): Court {
  const court = new Court(models, terminatedOn, { ...people, ...overrides }, answers);
  court.simulation.start('termination-watch', { caseFile });
  return court;
}

const apply = (court: Court, on: string, assets: readonly Variables[] = [known]) => {
  court.run(Date.parse(`${on}T01:00:00Z`));
  court.simulation.publish('resumption-applied', caseFile.number, { application: { assets: assets as Json } });
  court.run();
};

test('RTR#10: an asset that may vanish is frozen on the day it is reported, before the case resumes, and the measure moves to the new case', () => {
  const court = watch({
    ...controlled,
    assessFinding: { complete: { urgent: true } },
    decideResumption: { after: 3, complete: { resume: true } },
  });

  apply(court, '2026-08-03');

  const frozen = court.documents.find(({ type }) => type === '冻结裁定书');
  expect(frozen?.on).toBe('2026-08-03');
  expect(court.resumptions).toMatchObject([
    {
      on: '2026-08-06',
      assets: [{ externalRef: '6222' }],
      controls: [{ performed: true, measure: { kind: 'freeze', expiresOn: '2027-08-03' } }],
    },
  ]);
});

test('RTR#10: without urgency the resumed case itself controls the asset', () => {
  const court = watch({
    assessFinding: { complete: { urgent: false } },
    decideResumption: { complete: { resume: true } },
  });

  apply(court, '2026-08-03');

  expect(court.measures).toEqual([]);
  expect(court.resumptions).toMatchObject([{ on: '2026-08-03', controls: [] }]);
});

test('SFR#28: an asset that was controlled urgently is released when the case does not resume, and the watch goes on', () => {
  const court = watch({
    ...controlled,
    assessFinding: { complete: { urgent: true } },
    decideResumption: { after: 2, complete: { resume: false } },
  });

  apply(court, '2026-08-03');

  expect(court.measures.map(({ releasedOn }) => releasedOn)).toEqual(['2026-08-05']);
  expect(court.resumptions).toEqual([]);
  expect(court.completed('termination-watch').filter((id) => id === 'queryDue').length).toBeGreaterThan(0);
});

test('RTR#10, CPLI#517.2: the resumed case disposes of the asset controlled before it, and plans no new control', () => {
  const court = new Court(models, '2026-08-07T01:00:00.000Z', { ...people, planControl: [] }, agencies([]));
  const asset = { ...known, id: 'asset-6222', ownerId: 'debtor-1', ownerName: '丙' };
  court.know(asset);
  court.measures.push({ id: 'measure-1', asset, kind: 'freeze', expiresOn: '2027-08-04' });
  const measure = { id: 'measure-1', kind: 'freeze', amountFen: 200_000_00, expiresOn: '2027-08-04' };
  const resumed = {
    ...caseFile,
    number: '(2026)冀0102执恢1号',
    filedOn: '2026-08-07',
    resumedFrom: { number: caseFile.number },
  };

  court.simulation.start('enforcement-case', {
    caseFile: resumed,
    knownAssets: [asset],
    knownControls: [{ asset, measure, performed: true }],
  });
  court.run();

  expect(court.status.way).toBe('fullyPerformed');
  expect(court.completed('asset-control')).toEqual([]);
});

test('RTR#9: ten queries in five years, each on its day however late the answer before it came', () => {
  const usual = agencies([]);
  const court = watch({}, (operation, request, provider, at) => {
    if (operation !== 'vehicle:query') return usual(operation, request, provider, at);
    return { on: new Date(Date.parse(at) + 5 * 86_400_000).toISOString(), answer: { assets: [] } };
  });

  court.run(Date.parse('2032-01-01T00:00:00Z'));

  const told = court.documents.filter(({ type }) => type === '终本案件查询结果告知书').map(({ on }) => on);
  // Five days after 9 December and 9 June, until five years have passed
  expect([told.length, told[0], told[1], told.at(-1)]).toEqual([10, '2026-12-14', '2027-06-14', '2031-06-14']);
  expect(court.completed('termination-watch').slice(-2)).toEqual(['watchEnded', 'termination-watch']);
});

test('DDL#10: after two queries without property the list entry ends, and the consumption restriction stays (RTR#8)', () => {
  const court = watch();
  for (const kind of ['consumptionRestriction', 'dishonestList'])
    court.credit.push({ id: kind, kind, partyName: '丙', on: '2026-04-01' });

  court.run(Date.parse('2027-07-01T00:00:00Z'));

  expect(court.credit.map(({ kind, liftedOn }) => [kind, liftedOn])).toEqual([
    ['consumptionRestriction', undefined],
    ['dishonestList', '2027-06-09'],
  ]);
});
