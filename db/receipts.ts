// Money received for a case (案款到账; table `receipt`), with the day until which interest runs on the covered part. Its
// ledger entries: ledger.ts.
import { randomUUID } from 'node:crypto';
import type { Variables } from '../engine/event.ts';
import type { Queryable } from './pool.ts';

export interface NewReceipt {
  /** Origin of the money: deposit, auction, debtor. */
  readonly source: string;
  readonly amountFen: number;
  /** Legal date. */
  readonly receivedOn: string;
  /** The asset whose proceeds these are. */
  readonly assetId: string | null;
  /**
   * Last day of interest on the covered part (INT#3); null: not known until the ruling that transfers title is served.
   */
  readonly interestUntil: string | null;
}

/**
 * Inserts the receipt and returns {id, source, amountFen, receivedOn}. A repetition with the same effect key returns
 * the first one.
 */
export async function insertReceipt(
  tx: Queryable,
  caseId: string,
  effectKey: string,
  receipt: NewReceipt,
): Promise<Variables> {
  const { rows } = await tx.query(
    `insert into receipt (id, effect_key, case_id, asset_id, source, amount_fen, received_on, interest_until)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (effect_key) do update set effect_key = excluded.effect_key
     returning id, source, amount_fen::float8 as "amountFen", to_char(received_on, 'YYYY-MM-DD') as "receivedOn"`,
    [
      randomUUID(),
      effectKey,
      caseId,
      receipt.assetId,
      receipt.source,
      receipt.amountFen,
      receipt.receivedOn,
      receipt.interestUntil,
    ],
  );
  return rows[0] as Variables;
}

/** Ends interest on the proceeds of the asset on the day `on` (INT#3), unless a day was set before. */
export async function endInterestOnProceeds(tx: Queryable, assetId: string, on: string): Promise<void> {
  await tx.query('update receipt set interest_until = $2 where asset_id = $1 and interest_until is null', [
    assetId,
    on,
  ]);
}

export interface ReceivedAmount {
  readonly amountFen: number;
  readonly receivedOn: string;
  readonly interestUntil: string | null;
}

/** The receipts of the case and of the cases that it resumed. */
export async function receivedAmounts(db: Queryable, caseId: string): Promise<ReceivedAmount[]> {
  const { rows } = await db.query<ReceivedAmount>(
    `select amount_fen::float8 as "amountFen", to_char(interest_until, 'YYYY-MM-DD') as "interestUntil",
            to_char(received_on, 'YYYY-MM-DD') as "receivedOn" from receipt where case_id in (select case_chain($1))`,
    [caseId],
  );
  return rows;
}
