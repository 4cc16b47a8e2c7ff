// A case's ledger in the API's answers: balances and entries.
import { balances, journal } from '../../../db/ledger.ts';
import type { Queryable } from '../../../db/pool.ts';

export async function ledgerView(db: Queryable, caseId: string) {
  const [totals, entries] = await Promise.all([balances(db, caseId), journal(db, caseId)]);
  return { balances: totals, entries };
}
