// The four ways to a reference price, in the order of RPR#2, #4, #5, #7, #14, and the effect of an objection.
import { beforeAll, expect, test } from '@jest/globals';
import type { Variables } from '../../engine/event.ts';
import type { Model } from '../../engine/graph.ts';
import { type Agencies, Court, loadModels, type People } from '../../tools/simulate/court.ts';

let models: Map<string, Model>;
beforeAll(async () => {
  models = await loadModels();
});

const asset = { id: 'asset-1', kind: 'realEstate', externalRef: '冀-1', description: '住宅一套', details: {} };
const caseFile = { number: '(2026)冀0102执1号', applicants: [{ name: '甲' }], debtors: [{ name: '丙' }] };
const measure = { id: 'measure-1', beginsOn: '2026-03-11' };

const reports: Agencies = (operation) =>
  operation === 'auction:inquire'
    ? {
        reports: [
          { platform: 'jd', priceFen: 190_000_00 },
          { platform: 'icbc', priceFen: 210_000_01 },
        ],
      }
    : {};

function determine(people: People, agencies: Agencies = reports) {
  const court = new Court(models, '2026-03-12T01:00:00.000Z', people, agencies);
  court.simulation.start('price-determination', { caseFile, asset, measure } as unknown as Variables);
  const price = () => court.instance('price-determination').result?.variables['price'];
  return { court, price };
}

const asked = (complete: Variables): People => ({ consultParties: { complete } });

test('RPR#4: a price that the parties agree on stands, and no party may object', () => {
  const { court, price } = determine(asked({ agreed: true, agreedPriceFen: 200_000_00 }));

  court.run();

  expect(price()).toMatchObject({ priceFen: 200_000_00, method: 'agreement', fixedOn: '2026-03-12' });
});

test('RPR#5, #6: without agreement an official price goes before the online inquiry', () => {
  const { court, price } = determine({
    ...asked({ agreed: false, hasOfficialPrice: true, needsExpert: false }),
    recordOfficialPrice: { complete: { officialPriceFen: 180_000_00 } },
  });

  court.run();

  expect(price()).toMatchObject({ priceFen: 180_000_00, method: 'directedInquiry' });
});

test('RPR#7, #13, #21, #22, #27: the mean of the reports, sent to the parties, five days to object, valid for a year from the reports', () => {
  const { court, price } = determine(asked({ agreed: false, hasOfficialPrice: false, needsExpert: false }));

  court.run();

  // 5 days from Thursday 12 March end on Tuesday 17 March
  expect(price()).toEqual({
    priceFen: 200_000_01,
    method: 'onlineInquiry',
    fixedOn: '2026-03-18',
    validUntil: '2027-03-12',
  });
  expect(court.documents.map(({ type, on }) => `${on} ${type}`)).toEqual(['2026-03-12 财产处置参考价通知书']);
});

test('RPR#14, #19: an asset that needs an expert is appraised within 30 days', () => {
  const { court, price } = determine({
    ...asked({ agreed: false, hasOfficialPrice: false, needsExpert: true }),
    recordAppraisal: { after: 20, complete: { appraisedPriceFen: 205_000_00 } },
  });

  court.run();

  expect(court.tasks.find(({ elementId }) => elementId === 'recordAppraisal')?.due).toBe('2026-04-13');
  expect(price()).toMatchObject({ priceFen: 205_000_00, method: 'appraisal' });
});

test('RPR#14: when no platform reports, the asset is appraised', () => {
  const people = { ...asked({ agreed: false }), recordAppraisal: { complete: { appraisedPriceFen: 205_000_00 } } };
  const { court, price } = determine(people, () => ({ reports: [] }));

  court.run();

  expect(price()).toMatchObject({ method: 'appraisal' });
});

test('RPR#22: an objection within five days is reviewed, and the corrected price holds', () => {
  const { court, price } = determine({
    ...asked({ agreed: false }),
    reviewObjection: { after: 3, complete: { upheld: true, correctedPriceFen: 198_000_00 } },
  });
  court.run(Date.parse('2026-03-14T01:00:00Z'));

  court.simulation.publish('price-objection', caseFile.number, { objection: { reason: '面积错误' } });
  court.run();

  expect(court.tasks.find(({ elementId }) => elementId === 'reviewObjection')?.due).toBe('2026-03-30');
  expect(price()).toMatchObject({ priceFen: 198_000_00 });
});

test('RPR#24: an objection after five days changes nothing', () => {
  const { court, price } = determine(asked({ agreed: false }));
  court.run(Date.parse('2026-03-19T01:00:00Z'));

  court.simulation.publish('price-objection', caseFile.number, { objection: { reason: '价格过低' } });

  expect(price()).toMatchObject({ priceFen: 200_000_01 });
});

test('SFR#4, ORR#20: the only home is not priced for sale, unless one of the grounds exists', () => {
  const home = { agreed: true, agreedPriceFen: 200_000_00, onlyHome: true };
  const kept = determine(asked(home));
  const provided = determine(asked({ ...home, homeGround: 'housingProvided' }));

  kept.court.run();
  provided.court.run();

  expect(kept.court.completed('price-determination')).toContain('homeKept');
  expect(kept.price()).toBeNull();
  expect(provided.price()).toMatchObject({ priceFen: 200_000_00 });
});

test('RPR#14: an appraisal that the law or both parties require needs no official price and no inquiry before it', () => {
  const { court, price } = determine({
    ...asked({ agreed: false, hasOfficialPrice: true, needsExpert: false, appraisalRequired: true }),
    recordAppraisal: { after: 20, complete: { appraisedPriceFen: 205_000_00, validUntil: '2026-09-30' } },
  });

  court.run();

  expect(court.documents.map(({ type }) => type)).toEqual(['评估委托书', '财产处置参考价通知书']);
  expect(price()).toMatchObject({ method: 'appraisal', validUntil: '2026-09-30' });
});

test('RPR#21, #24: the answer of an official body is sent to the parties, and no party may object', () => {
  const { court, price } = determine({
    ...asked({ agreed: false, hasOfficialPrice: true }),
    recordOfficialPrice: { after: 2, complete: { officialPriceFen: 180_000_00 } },
  });

  court.run();

  expect(court.documents.map(({ type, on }) => `${on} ${type}`)).toEqual([
    '2026-03-12 询价函',
    '2026-03-14 财产处置参考价通知书',
  ]);
  expect(price()).toMatchObject({ fixedOn: '2026-03-14' });
});

test('RPR#11: a platform that does not answer within three days and three more on request is replaced by an appraisal', () => {
  const people = { ...asked({ agreed: false }), recordAppraisal: { complete: { appraisedPriceFen: 205_000_00 } } };
  const { court, price } = determine(people, () => undefined);

  court.run();

  expect(court.documents[0]).toMatchObject({ type: '评估委托书', on: '2026-03-19' });
  expect(price()).toMatchObject({ method: 'appraisal' });
});

test('RPR#19: an appraiser who does not report in time is followed by the next one', () => {
  const { court, price } = determine({
    ...asked({ agreed: false, needsExpert: true }),
    recordAppraisal: [
      { after: 30, complete: {} },
      { after: 10, complete: { appraisedPriceFen: 205_000_00 } },
    ],
  });

  court.run();

  expect(court.documents.filter(({ type }) => type === '评估委托书')).toHaveLength(2);
  expect(price()).toMatchObject({ priceFen: 205_000_00 });
});

test('RPR#23, #26: an objection to the appraised value is answered by the appraiser in 3 and 5 days, then by the professional body', () => {
  const { court, price } = determine({
    ...asked({ agreed: false, needsExpert: true }),
    recordAppraisal: { complete: { appraisedPriceFen: 205_000_00 } },
    passToAppraiser: { after: 1, complete: {} },
    recordExplanation: { after: 2, complete: { explained: true, stillObjected: true } },
    recordTechnicalReview: { after: 10, complete: { upheld: true, correctedPriceFen: 215_000_00 } },
  });
  court.run(Date.parse('2026-03-13T01:00:00Z'));

  court.simulation.publish('price-objection', caseFile.number, { objection: { about: 'value' } });
  court.run();

  expect(court.tasks.slice(-3).map(({ elementId, due }) => [elementId, due])).toEqual([
    ['passToAppraiser', '2026-03-16'],
    ['recordExplanation', '2026-03-19'],
    ['recordTechnicalReview', undefined],
  ]);
  expect(price()).toMatchObject({ priceFen: 215_000_00 });
});
