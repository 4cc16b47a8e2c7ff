// How a case's ledger reads on the wire: balances, and the entries behind them.
import { balances, journal } from '../../../db/ledger.ts';
import type { Queryable } from '../../../db/pool.ts';

export async function ledgerView(db: Queryable, caseId: string) {
  const [totals, entries] = await Promise.all([balances(db, caseId), journal(db, caseId)]);
  return { balances: totals, entries };
}
