// The transferred deposit arrives on the court's account and waits for its allocation.
import type { JournalEntry, Posting } from '../../../db/ledger.ts';
import type { ledgerView } from './view.ts';

const amountFen = 31_245_060n;

export const postingExample: Posting = { account: 'bank', purpose: '', partyId: null, side: 'debit', amountFen };

export const entryExample: JournalEntry = {
  id: 'd9396f06-8394-43ac-bb57-4a8dbc8a08b9',
  kind: 'receipt',
  legalDate: '2026-03-18',
  description: '案款到账',
  source: 'deposit',
  partyId: null,
  documentId: null,
  recordedAt: '2026-03-18T02:15:29.170Z',
  postings: [postingExample, { ...postingExample, account: 'funds', side: 'credit' }],
};

export const ledgerExample: Awaited<ReturnType<typeof ledgerView>> = {
  balances: {
    bankFen: amountFen,
    fundsFen: amountFen,
    receivedFen: amountFen,
    disbursedFen: 0n,
    refundedFen: 0n,
    payables: [],
  },
  entries: [entryExample],
};
