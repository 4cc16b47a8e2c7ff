// A loan of 100 000 yuan, two applicants, one debtor; people complete their tasks, and agencies answer at once.
import { dateOfInstant } from '../../engine/calendar.ts';
import type { Variables } from '../../engine/event.ts';
import type { Model } from '../../engine/graph.ts';
import { type Agencies, Court, type People } from './court.ts';

export const caseFile = {
  id: 'case-1',
  number: '(2026)冀0102执1号',
  court: { code: '冀0102', name: '石家庄市长安区人民法院' },
  filedOn: '2026-03-02',
  instrument: {
    kind: '民事判决书',
    number: '(2025)冀0102民初5821号',
    effectiveOn: '2026-01-16',
    performanceDueOn: '2026-01-26',
  },
  claim: { principalFen: 100_000_00, interestFen: 0, costsFen: 0 },
  applicants: [
    { id: 'applicant-1', name: '甲', kind: 'person', claimFen: 60_000_00 },
    { id: 'applicant-2', name: '乙', kind: 'person', claimFen: 40_000_00 },
  ],
  debtors: [{ id: 'debtor-1', name: '丙', kind: 'person', idNumber: '1' }],
};

export const deposit = { kind: 'deposit', externalRef: '6222', description: '存款账户6222', balanceFen: 30_000_00 };
export const flat = { kind: 'realEstate', externalRef: '冀-1', description: '住宅一套', valueFen: 200_000_00 };

export const people: People = {
  reviewApplication: { after: 2, complete: { accepted: true } },
  assignCase: { after: 1, complete: { handler: '王法官' } },
  signNotice: { after: 1, complete: { performDays: 7, reportDays: 10 } },
  serveNotice: { after: 2, complete: { method: 'inPerson' } },
  receiveReport: { after: 3, complete: { truthful: true, newAssets: [] } },
  decideCreditMeasures: { complete: { restrict: false, list: false } },
  investigateOnSite: { after: 5, complete: { onSiteAssets: [] } },
  planControl: { after: 1, complete: { controlOrder: ['6222', '冀-1'] } },
  consultParties: { after: 3, complete: { agreed: false, hasOfficialPrice: false, needsExpert: false } },
  decideTerms: [
    { after: 1, complete: { startingPriceFen: 140_000_00, depositFen: 14_000_00, incrementFen: 1_000_00 } },
    { after: 1, complete: { startingPriceFen: 112_000_00, depositFen: 11_200_00, incrementFen: 1_000_00 } },
  ],
  decideAfterFailure: { after: 1, complete: { next: 'again' } },
  serveSaleRuling: { after: 2, complete: {} },
  handOver: { after: 5, complete: {} },
  proposeDisbursement: { after: 1, complete: {} },
  approveDisbursement: { after: 1, complete: { approved: true } },
  verifyClue: { after: 2, complete: { verified: true } },
  signRestriction: { after: 1, complete: { signed: true } },
  signListing: { after: 1, complete: { signed: true } },
  verifyFacts: { complete: {} },
  hearApplicant: { after: 1, complete: { opinion: '同意', confirmed: true } },
  reviewConditions: { after: 1, complete: { agreed: true } },
  approveTermination: { after: 1, complete: { approved: true } },
  reviewWithdrawal: { after: 1, complete: { approved: true } },
};

/** Every agency answers at once; the first auction fails, the second sells for 150 000 yuan. */
export function agencies(assets: readonly Variables[]): Agencies {
  let auctions = 0;
  return (operation, request, provider, at) => {
    switch (operation) {
      case 'bank:query':
        return { assets: provider === 'icbc' ? assets.filter((asset) => asset['kind'] === 'deposit') : [] };
      case 'realEstate:query':
        return { assets: assets.filter((asset) => asset['kind'] === 'realEstate') };
      case 'vehicle:query':
        return { assets: [] };
      case 'bank:transfer':
        return { transferredFen: request['amountFen'] as number, transferredOn: dateOfInstant(Date.parse(at)) };
      case 'bank:freeze':
        return { frozenFen: request['amountFen'] as number, position: 1 };
      case 'realEstate:seal':
      case 'vehicle:seize':
        return { position: 1 };
      case 'auction:inquire':
        return {
          reports: [
            { platform: 'jd', priceFen: 190_000_00 },
            { platform: 'icbc', priceFen: 210_000_00 },
          ],
        };
      case 'auction:publish':
        auctions += 1;
        return auctions === 1 ? { sold: false } : { sold: true, priceFen: 150_000_00, buyer: { name: '丁' } };
      case 'auction:settle':
        return { paid: true, paidFen: request['priceFen'] as number, paidOn: dateOfInstant(Date.parse(at)) };
      default:
        return {};
    }
  };
}

/** Runs the case from its filing to its end, or to the given instant. An incident fails the test. */
export function runCase(
  models: ReadonlyMap<string, Model>,
  assets: readonly Variables[],
  overrides: People = {},
  until?: string,
): Court {
  const court = new Court(models, '2026-03-02T01:00:00.000Z', { ...people, ...overrides }, agencies(assets));
  court.simulation.start('enforcement-case', { caseFile });
  court.run(...(until === undefined ? [] : [Date.parse(until)]));
  return court;
}
