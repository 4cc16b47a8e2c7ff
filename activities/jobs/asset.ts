// Assets of the debtors: registered when found, valued, sold. Control measures on them are measure.ts's.
import { randomUUID } from 'node:crypto';
import type { Queryable } from '../../db/pool.ts';
import type { Json, Variables } from '../../engine/event.ts';
import type { JobHandler } from './job.ts';

interface Found {
  readonly asset: {
    readonly kind: string;
    readonly externalRef: string;
    readonly description: string;
    readonly balanceFen?: number | null;
    readonly valueFen?: number | null;
    readonly details?: Variables | null;
  };
  readonly ownerId: string;
  /** The agency that told of it, `report` or `clue`. */
  readonly source: string;
  readonly provider?: string | null;
  readonly providerName?: string | null;
}

/** In: `found`, a list. Out: `assets`, as the models use them. What is known already is brought up to date, not doubled. */
export const registerAssets: JobHandler = async (variables, { tx, caseId, legalDate }) => {
  const found = (variables['found'] ?? []) as unknown as readonly Found[];
  const assets: Json[] = [];
  for (const { asset, ownerId, source, provider, providerName } of found) {
    const details = { ...asset.details, provider: provider ?? null, providerName: providerName ?? null };
    const { rows } = await tx.query<{ id: string }>(
      `insert into asset (id, case_id, owner_party_id, kind, description, source, external_ref, value_fen, details, found_on)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       on conflict (case_id, kind, external_ref) do update set value_fen = excluded.value_fen, details = excluded.details
       returning id`,
      [
        randomUUID(),
        caseId,
        ownerId,
        asset.kind,
        asset.description,
        source,
        asset.externalRef,
        asset.balanceFen ?? asset.valueFen ?? null,
        details,
        legalDate,
      ],
    );
    assets.push((await assetVariables(tx, rows[0]!.id)) as Json);
  }
  return { assets };
};

/** In: `assetId`, `priceFen`, `method`, `validUntil`. Out: `price`, the reference price (RPR#2). */
export const valueAsset: JobHandler = async (variables, { tx, legalDate }) => {
  const price = {
    priceFen: whole(variables, 'priceFen'),
    method: String(variables['method']),
    fixedOn: legalDate,
    validUntil: String(variables['validUntil']),
  };
  await tx.query(
    `update asset set status = 'valued', value_fen = $2, details = details || jsonb_build_object('price', $3::jsonb) where id = $1`,
    [variables['assetId'], price.priceFen, JSON.stringify(price)],
  );
  return { price };
};

/** In: `assetId`, `measureId`, `buyer`, `priceFen`, `soldOn`: the day the ruling was served, when title passes (CPLI#491), the measure
 * lapses (SFR#27) and interest on the proceeds stops (INT#3). */
export const sellAsset: JobHandler = async (variables, { tx }) => {
  const { assetId, measureId } = variables;
  const soldOn = String(variables['soldOn']);
  const sale = { buyer: variables['buyer'], priceFen: whole(variables, 'priceFen'), soldOn };
  await tx.query(
    `update asset set status = 'sold', details = details || jsonb_build_object('sale', $2::jsonb) where id = $1`,
    [assetId, JSON.stringify(sale)],
  );
  await tx.query(
    `update control_measure set released_on = $2, release_reason = '财产已拍卖成交' where id = $1 and released_on is null`,
    [measureId, soldOn],
  );
  await tx.query('update receipt set interest_until = $2 where asset_id = $1 and interest_until is null', [
    assetId,
    soldOn,
  ]);
  return {};
};

/** Out: `listings`, each {publicationId, request}: what is offered on the auction platform and has no result yet (AUR#17, AUR#19). */
export const listOffers: JobHandler = async (_variables, { tx, caseId }) => {
  const { rows } = await tx.query(
    `select id as "publicationId", request from agency_request
     where case_id = $1 and agency = 'auction' and operation = 'publish' and state in ('sent', 'accepted') order by sent_at`,
    [caseId],
  );
  return { listings: rows as Json };
};

/** An asset as the models see it. */
export async function assetVariables(tx: Queryable, id: string): Promise<Variables> {
  const { rows } = await tx.query(
    `select asset.id, asset.kind, external_ref as "externalRef", description, details ->> 'provider' as provider,
            details ->> 'providerName' as "providerName", party.id as "ownerId", party.name as "ownerName",
            case when asset.kind = 'deposit' then value_fen::float8 end as "balanceFen",
            case when asset.kind <> 'deposit' then value_fen::float8 end as "valueFen", details
     from asset left join party on party.id = asset.owner_party_id where asset.id = $1`,
    [id],
  );
  return rows[0] as Variables;
}

function whole(variables: Variables, name: string): number {
  const value = variables[name];
  if (!Number.isSafeInteger(value)) throw new Error(`Expected '${name}' in whole fen; found ${JSON.stringify(value)}.`);
  return value as number;
}
