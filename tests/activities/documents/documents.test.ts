// Documents are rendered with amounts and dates written out, from a template for every type.
import { expect, test } from '@jest/globals';
import { caseFields, readable } from '../../../activities/documents/fields.ts';
import { render } from '../../../activities/documents/render.ts';
import type { Case } from '../../../db/cases.ts';
import type { Party } from '../../../db/parties.ts';

test('an amount in fen gets its yuan beside it, dates and instants are written out, at any depth', () => {
  const fields = readable({
    priceFen: 186_000_005,
    on: '2026-05-05',
    lots: [{ endsAt: '2026-05-05T10:00:00+08:00' }, '其他'],
    claim: { principalFen: 1 },
  });

  expect(fields).toEqual({
    priceFen: 186_000_005,
    priceYuan: '1,860,000.05元',
    on: '2026年5月5日',
    lots: [{ endsAt: '2026年5月5日10时' }, '其他'],
    claim: { principalFen: 1, principalYuan: '0.01元' },
  });
});

test('the case is named by its number, its court, its parties and the instrument', () => {
  const filed = {
    number: '(2026)冀0102执1号',
    courtName: '长安区人民法院',
    claimFen: 100n,
    application: { instrument: { kind: '民事判决书', number: '(2025)冀0102民初1号' } },
  } as unknown as Case;
  const parties = [
    { role: 'applicant', name: '甲' },
    { role: 'applicant', name: '乙' },
    { role: 'debtor', name: '丙' },
  ] as unknown as Party[];

  expect(caseFields(filed, parties)).toEqual({
    number: '(2026)冀0102执1号',
    court: '长安区人民法院',
    applicants: '甲、乙',
    debtors: '丙',
    instrument: '(2025)冀0102民初1号民事判决书',
    claimYuan: '1.00元',
  });
});

test('a document without a template is refused by name', () => {
  expect(() => render('无此文书', {})).toThrow("No template declares the document type '无此文书'");
});
