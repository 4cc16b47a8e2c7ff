// Jobs for the debtors' assets: register, value, sell. Control measures on them: measure.ts.
import { openRequests } from '../../db/agency-requests.ts';
import { assetVariables, registerAsset, setAssetPrice, setAssetSold } from '../../db/assets.ts';
import { endMeasure } from '../../db/control-measures.ts';
import { endInterestOnProceeds } from '../../db/receipts.ts';
import type { Json, Variables } from '../../engine/event.ts';
import type { JobHandler } from './job.ts';
import { wholeFen } from './variables.ts';

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
  /** The agency that reported it, `report` or `clue`. */
  readonly source: string;
  readonly provider?: string | null;
  readonly providerName?: string | null;
}

/**
 * Registers found assets; updates those that the case has already.
 * In: `found`, a list of {asset, ownerId, source, provider, providerName}; amounts in fen. Out: `assets`, as the models
 * use them.
 */
export const registerAssets: JobHandler = async (variables, { tx, caseId, legalDate }) => {
  const found = (variables['found'] ?? []) as unknown as readonly Found[];
  const assets: Json[] = [];
  for (const { asset, ownerId, source, provider, providerName } of found) {
    const id = await registerAsset(tx, caseId, {
      kind: asset.kind,
      externalRef: asset.externalRef,
      description: asset.description,
      ownerId,
      source,
      valueFen: asset.balanceFen ?? asset.valueFen ?? null,
      details: { ...asset.details, provider: provider ?? null, providerName: providerName ?? null },
      foundOn: legalDate,
    });
    assets.push((await assetVariables(tx, id)) as Json);
  }
  return { assets };
};

/**
 * Fixes the reference price of an asset (RPR#2) on the legal date.
 * In: `assetId`, `priceFen`, `method`, `validUntil` (date). Out: `price` {priceFen, method, fixedOn, validUntil}.
 */
export const valueAsset: JobHandler = async (variables, { tx, legalDate }) => {
  const price = {
    priceFen: wholeFen(variables, 'priceFen'),
    method: String(variables['method']),
    fixedOn: legalDate,
    validUntil: String(variables['validUntil']),
  };
  await setAssetPrice(tx, variables['assetId'] as string, price);
  return { price };
};

/**
 * Marks an asset as sold. On the day of service of the ruling, title passes (CPLI#491), the measure lapses (SFR#27) and
 * interest on the proceeds stops (INT#3).
 * In: `assetId`, `measureId`, `buyer`, `priceFen`, `soldOn` (the day of service). Out: nothing.
 */
export const sellAsset: JobHandler = async (variables, { tx }) => {
  const assetId = variables['assetId'] as string;
  const soldOn = String(variables['soldOn']);
  await setAssetSold(tx, assetId, {
    buyer: variables['buyer'] ?? null,
    priceFen: wholeFen(variables, 'priceFen'),
    soldOn,
  });
  await endMeasure(tx, variables['measureId'] as string, { releasedOn: soldOn, reason: '财产已拍卖成交' });
  await endInterestOnProceeds(tx, assetId, soldOn);
  return {};
};

/**
 * Lists the offers on the auction platform that have no result yet (AUR#17, AUR#19).
 * Out: `listings`, each {publicationId, request}.
 */
export const listOffers: JobHandler = async (_variables, { tx, caseId }) => {
  const published = await openRequests(tx, caseId, { agency: 'auction', operation: 'publish' });
  return { listings: published.map(({ id, request }) => ({ publicationId: id, request })) };
};
