// The debtors' assets of a case with the control measures (查封、扣押、冻结) on them.
import type { Json } from '../engine/event.ts';
import type { Queryable } from './pool.ts';

export interface Asset {
  readonly id: string;
  readonly ownerPartyId: string | null;
  readonly kind: string;
  readonly description: string;
  /** The agency that told of it, `report` or `clue`. */
  readonly source: string;
  readonly externalRef: string;
  readonly valueFen: bigint | null;
  readonly details: Json;
  readonly foundOn: string;
  readonly status: 'found' | 'controlled' | 'valued' | 'sold' | 'transferred' | 'released' | 'returned' | 'exempt';
  readonly measures: readonly ControlMeasure[];
}

export interface ControlMeasure {
  readonly id: string;
  readonly assetId: string;
  readonly kind: 'freeze' | 'seal' | 'seize';
  /** 1 first, 2.. queued (轮候). */
  readonly position: number;
  readonly amountFen: bigint | null;
  readonly beginsOn: string;
  readonly expiresOn: string;
  readonly releasedOn: string | null;
  readonly releaseReason: string | null;
  readonly legalBasis: readonly string[];
}

export async function caseAssets(db: Queryable, caseId: string): Promise<Asset[]> {
  const [assets, measures] = await Promise.all([
    db.query<Omit<Asset, 'measures'>>(
      `select id, owner_party_id as "ownerPartyId", kind, description, source, external_ref as "externalRef", value_fen as "valueFen",
         details, found_on as "foundOn", status
       from asset where case_id = $1 order by found_on, kind, external_ref`,
      [caseId],
    ),
    db.query<ControlMeasure>(
      `select id, asset_id as "assetId", kind, position, amount_fen as "amountFen", begins_on as "beginsOn", expires_on as "expiresOn",
         released_on as "releasedOn", release_reason as "releaseReason", legal_basis as "legalBasis"
       from control_measure where case_id = $1 order by begins_on, id`,
      [caseId],
    ),
  ]);
  return assets.rows.map((asset) => ({
    ...asset,
    measures: measures.rows.filter(({ assetId }) => assetId === asset.id),
  }));
}
