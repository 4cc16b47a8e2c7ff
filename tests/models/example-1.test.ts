// Example 1 in memory, with its own case file and script; the agencies take their days. tests/examples/1-expected.ts
// has the results calculated by hand, which the test on the real stack uses too.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { dateOfInstant } from '../../engine/calendar.ts';
import type { Json, Variables } from '../../engine/event.ts';
import { type Agencies, Court, loadModels, type People } from '../../tools/simulate/court.ts';
import * as expected from '../examples/1-expected.ts';

const read = (file: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'examples', file), 'utf8'));
const filed = read('1-paid-from-what-was-found.case.json') as { applicants: object[]; debtors: object[] };
const script = read('1-paid-from-what-was-found.script.json') as {
  people: { task: string; afterDays: number; complete: Variables }[];
};
const caseFile = {
  ...filed,
  id: 'case-1',
  number: '(2026)冀0102执1号',
  court: { code: '冀0102', name: '石家庄市长安区人民法院' },
  applicants: filed.applicants.map((applicant, index) => ({ ...applicant, id: `applicant-${index + 1}` })),
  debtors: filed.debtors.map((debtor, index) => ({ ...debtor, id: `debtor-${index + 1}` })),
} as unknown as Json;

const people: { [elementId: string]: { after: number; complete: Variables }[] } = {};
for (const { task, afterDays, complete } of script.people) {
  people[task] ??= [];
  people[task].push({ after: afterDays, complete });
}

const found: { readonly [provider: string]: readonly Variables[] } = {
  icbc: [expected.deposit],
  shijiazhuang: [expected.flat],
  'hebei-traffic': [expected.car],
};
const days = {
  query: 1,
  freeze: 0,
  seal: 1,
  seize: 0,
  transfer: 1,
  inquire: 3,
  settle: 5,
  transferTitle: 2,
  release: 0,
};
let auctions = 0;
const agencies: Agencies = (operation, request, provider, at) => {
  const what = operation.split(':')[1] as keyof typeof days | 'publish';
  if (what === 'publish') {
    auctions += 1;
    const sold = {
      sold: true,
      priceFen: expected.hammerPriceFen,
      buyer: { name: '孙志远', idNumber: '999999199001010040' },
    };
    return { on: String(request['endsAt']), answer: auctions === 1 ? { sold: false } : sold };
  }
  const on = new Date(Date.parse(at) + days[what] * 86_400_000).toISOString();
  const day = dateOfInstant(Date.parse(on));
  const given = answer(what, request, provider, day);
  return days[what] === 0 ? given : { on, answer: given };
};

function answer(what: string, request: Variables, provider: string, day: string): Variables {
  if (what === 'query') return { assets: found[provider] ?? [] };
  if (what === 'transfer') return { transferredFen: request['amountFen'] as Json, transferredOn: day };
  if (what === 'inquire')
    return {
      reports: (request['kind'] === 'realEstate' ? expected.flatReports : expected.carReports).map((priceFen) => ({
        platform: 'jd',
        priceFen,
      })),
    };
  if (what === 'freeze') return { frozenFen: request['amountFen'] as Json, position: 1 };
  if (what === 'seal' || what === 'seize') return { position: 1 };
  if (what === 'settle') return { paid: true, paidFen: request['priceFen'] as Json, paidOn: day };
  return {};
}

let court: Court;
beforeAll(async () => {
  court = new Court(await loadModels(), '2026-03-02T01:00:00.000Z', people as People, agencies);
  court.simulation.start('enforcement-case', { caseFile });
  court.run();
});

test('the case ends fully performed, without an incident', () => {
  expect(court.simulation.incidents.map(({ elementId, message }) => `${elementId}: ${message}`)).toEqual([]);
  expect(court.status).toEqual({
    accepted: true,
    handler: 'judge',
    way: 'fullyPerformed',
    closedOn: expected.closedOn,
  });
});

test('the documents are made on their days', () => {
  const dated = court.documents.filter(({ type }) => type !== '协助执行通知书').map(({ on, type }) => `${on} ${type}`);
  expect(dated).toEqual(expected.documents);
});

test('the amounts add up', () => {
  expect(court.payouts.map(({ payee, amountFen }) => [payee, amountFen])).toEqual(expected.payouts);
});

test('the measures begin and end on their days', () => {
  const ended = court.measures.map(({ kind, expiresOn, releasedOn }) => [kind, expiresOn, releasedOn ?? '']);
  expect(ended.sort()).toEqual(expected.measures);
});

test('the tasks fall due when the law says', () => {
  const due = court.tasks.filter((task) => task.due !== undefined).map(({ elementId, due }) => [elementId, due]);
  expect(due).toEqual(expected.dues);
});
