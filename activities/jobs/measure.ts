// Jobs for control measures (查封、扣押、冻结) in the register: open after the assisting body has acted, renew, release, list,
// and move to a resumed case.
import { type AssetStatus, assetVariables, setAssetStatus } from '../../db/assets.ts';
import { copyMeasure, endMeasure, extendMeasure, insertMeasure, openMeasures } from '../../db/control-measures.ts';
import type { Json } from '../../engine/event.ts';
import { citations } from '../../law/citation-text.ts';
import { type JobContext, JobError, type JobHandler } from './job.ts';
import { say } from './messages.ts';

/**
 * Opens a measure from the legal date on. In: `assetId`, `kind` (freeze, seal, seize), `amountFen`, `expiresOn` (last
 * day), `position` (1 is in effect, 2 and up are queued: SFR#26). Out: `measure` {id, assetId, kind, amountFen,
 * beginsOn, expiresOn, position}.
 */
export const openMeasure: JobHandler = async (variables, { tx, caseId, effectKey, legalDate, properties }) => {
  const measure = {
    assetId: variables['assetId'] as string,
    kind: variables['kind'] as string,
    amountFen: (variables['amountFen'] ?? null) as number | null,
    beginsOn: legalDate,
    expiresOn: variables['expiresOn'] as string,
    position: Number(variables['position'] ?? 1),
  };
  const legalBasis = citations(properties['legalBasis'] ?? '');
  const id = await insertMeasure(tx, caseId, effectKey, { ...measure, legalBasis });
  await setAssetStatus(tx, measure.assetId, 'controlled');
  return { measure: { id, ...measure } };
};

/**
 * Renews a measure. In: `measureId`, `expiresOn` (the new last day). Out: `expiresOn`.
 * @throws JobError `measure-ended` when the measure has run out or was released (SFR#27)
 */
export const renewMeasure: JobHandler = async (variables, { tx, legalDate }) => {
  const expiresOn = variables['expiresOn'] as string;
  const isRenewed = await extendMeasure(tx, variables['measureId'] as string, expiresOn, legalDate);
  if (!isRenewed) throw new JobError('measure-ended', say('measure.ended'));
  return { expiresOn };
};

/**
 * Releases a measure; a measure that was released before does not change.
 * In: `measureId`, `reason`, `assetStatus` (the asset's new status). Out: `releasedOn`.
 */
export const releaseMeasure: JobHandler = async (variables, { tx, legalDate }) => {
  const { measureId, reason, assetStatus } = variables;
  const assetId = await endMeasure(tx, measureId as string, { releasedOn: legalDate, reason: reason as string });
  if (assetId !== undefined) await setAssetStatus(tx, assetId, assetStatus as AssetStatus);
  return { releasedOn: legalDate };
};

/** Lists the measures that are neither released nor run out (SFR#27). Out: `openMeasures`, each {measure, asset}. */
export const listMeasures: JobHandler = async (_variables, { tx, caseId, legalDate }) => {
  const controls: Json[] = [];
  for (const measure of await openMeasures(tx, caseId, legalDate))
    controls.push({ measure: { ...measure }, asset: await assetVariables(tx, measure.assetId) });
  return { openMeasures: controls };
};

/** A measure with its asset, as in process variables. */
export interface Control {
  readonly asset: { readonly id: string };
  readonly measure: { readonly id: string };
}

/**
 * Moves measures to the resumed case: they continue there with their own dates and end in the old case (RTR#10).
 * @param controls measures of the old case with the assets of the new one
 * @returns those that are still open, under their new ids
 */
export async function moveMeasures(
  { tx, effectKey, legalDate }: JobContext,
  caseId: string,
  controls: readonly Control[],
): Promise<Json> {
  const moved: Json[] = [];
  for (const control of controls) {
    const { asset, measure } = control;
    const to = { caseId, assetId: asset.id, effectKey: `${effectKey}/${measure.id}` };
    const id = await copyMeasure(tx, measure.id, to, legalDate);
    if (id === undefined) continue;
    await endMeasure(tx, measure.id, { releasedOn: legalDate, reason: '转入恢复执行案件' });
    await setAssetStatus(tx, asset.id, 'controlled');
    moved.push({ ...control, measure: { ...measure, id, assetId: asset.id } } as unknown as Json);
  }
  return moved;
}
