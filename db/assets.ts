// The debtors' assets of a case (table `asset`). The control measures on them: control-measures.ts.
import { randomUUID } from 'node:crypto';
import type { Json, Variables } from '../engine/event.ts';
import { type ControlMeasure, caseMeasures } from './control-measures.ts';
import type { Queryable } from './pool.ts';

export interface Asset {
  readonly id: string;
  readonly ownerPartyId: string | null;
  readonly kind: string;
  readonly description: string;
  /** The agency that reported it, `report` or `clue`. */
  readonly source: string;
  readonly externalRef: string;
  readonly valueFen: bigint | null;
  readonly details: Json;
  readonly foundOn: string;
  readonly status: AssetStatus;
  readonly measures: readonly ControlMeasure[];
}

export type AssetStatus =
  | 'found'
  | 'controlled'
  | 'valued'
  | 'sold'
  | 'transferred'
  | 'released'
  | 'returned'
  | 'exempt';

export interface FoundAsset {
  readonly kind: string;
  readonly externalRef: string;
  readonly description: string;
  readonly ownerId: string;
  /** The agency that reported it, `report` or `clue`. */
  readonly source: string;
  /** Balance of a deposit, estimated value of anything else. */
  readonly valueFen: number | null;
  readonly details: Variables;
  /** Legal date. */
  readonly foundOn: string;
}

/** Inserts the asset and returns its id. A known asset (same case, kind and number) gets the new value and details. */
export async function registerAsset(tx: Queryable, caseId: string, found: FoundAsset): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into asset (id, case_id, owner_party_id, kind, description, source, external_ref, value_fen, details, found_on)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (case_id, kind, external_ref) do update set value_fen = excluded.value_fen, details = excluded.details
     returning id`,
    [
      randomUUID(),
      caseId,
      found.ownerId,
      found.kind,
      found.description,
      found.source,
      found.externalRef,
      found.valueFen,
      found.details,
      found.foundOn,
    ],
  );
  return rows[0]!.id;
}

/**
 * Copies an asset into another case as found on `foundOn` (legal date), with the status of a new one. Returns the
 * copy's id.
 */
export async function copyAsset(
  tx: Queryable,
  id: string,
  to: { readonly caseId: string; readonly ownerId: string | null; readonly foundOn: string },
): Promise<string> {
  const copyId = randomUUID();
  await tx.query(
    `insert into asset (id, case_id, owner_party_id, kind, description, source, external_ref, value_fen, details, found_on)
     select $2, $3, $4, kind, description, source, external_ref, value_fen, details, $5 from asset where id = $1`,
    [id, copyId, to.caseId, to.ownerId, to.foundOn],
  );
  return copyId;
}

/** Sets the status without regard to the status before. */
export async function setAssetStatus(tx: Queryable, id: string, status: AssetStatus): Promise<void> {
  await tx.query('update asset set status = $2 where id = $1', [id, status]);
}

/** Sets the asset's value to the reference price (fen) and writes all of `price` into its details. */
export async function setAssetPrice(
  tx: Queryable,
  id: string,
  price: { readonly priceFen: number; readonly [field: string]: Json },
): Promise<void> {
  await tx.query(
    `update asset set status = 'valued', value_fen = $2, details = details || jsonb_build_object('price', $3::jsonb) where id = $1`,
    [id, price.priceFen, JSON.stringify(price)],
  );
}

/**
 * Marks the asset as sold.
 * @param sale buyer, price (fen) and day of sale; written into the asset's details
 */
export async function setAssetSold(tx: Queryable, id: string, sale: Variables): Promise<void> {
  await tx.query(
    `update asset set status = 'sold', details = details || jsonb_build_object('sale', $2::jsonb) where id = $1`,
    [id, JSON.stringify(sale)],
  );
}

/** The asset as a process variable; amounts in fen. */
export async function assetVariables(db: Queryable, id: string): Promise<Variables> {
  const { rows } = await db.query(
    `select asset.id, asset.kind, external_ref as "externalRef", description, details ->> 'provider' as provider,
            details ->> 'providerName' as "providerName", party.id as "ownerId", party.name as "ownerName",
            case when asset.kind = 'deposit' then value_fen::float8 end as "balanceFen",
            case when asset.kind <> 'deposit' then value_fen::float8 end as "valueFen", details
     from asset left join party on party.id = asset.owner_party_id where asset.id = $1`,
    [id],
  );
  return rows[0] as Variables;
}

/** Id of the party that owns the asset; null when none is registered. */
export async function assetOwner(db: Queryable, id: string): Promise<string | null> {
  const { rows } = await db.query<{ owner: string | null }>('select owner_party_id as owner from asset where id = $1', [
    id,
  ]);
  return rows[0]?.owner ?? null;
}

/** All assets of a case with the control measures on each. */
export async function caseAssets(db: Queryable, caseId: string): Promise<Asset[]> {
  const [assets, measures] = await Promise.all([
    db.query<Omit<Asset, 'measures'>>(
      `select id, owner_party_id as "ownerPartyId", kind, description, source, external_ref as "externalRef", value_fen as "valueFen",
         details, found_on as "foundOn", status
       from asset where case_id = $1 order by found_on, kind, external_ref`,
      [caseId],
    ),
    caseMeasures(db, caseId),
  ]);
  return assets.rows.map((asset) => ({
    ...asset,
    measures: measures.filter(({ assetId }) => assetId === asset.id),
  }));
}
