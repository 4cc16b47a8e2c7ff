// Control measures (查封、扣押、冻结) in the register: opened when the assisting body has done its part, renewed, released, listed,
// taken over by the case that resumes.
import { randomUUID } from 'node:crypto';
import type { Json } from '../../engine/event.ts';
import { citations } from '../../law/citation-text.ts';
import { assetVariables } from './asset.ts';
import { type JobContext, JobError, type JobHandler } from './job.ts';

/** In: `assetId`, `kind`, `amountFen`, `expiresOn`, `position` (1 first, 2.. queued: SFR#26). Out: `measure`. */
export const openMeasure: JobHandler = async (variables, { tx, caseId, effectKey, legalDate, properties }) => {
  const { assetId, kind, expiresOn } = variables;
  const amountFen = (variables['amountFen'] ?? null) as number | null;
  const position = Number(variables['position'] ?? 1);
  const { rows } = await tx.query<{ id: string }>(
    `insert into control_measure (id, effect_key, case_id, asset_id, kind, position, amount_fen, begins_on, expires_on, legal_basis)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (effect_key) do update set effect_key = excluded.effect_key returning id`,
    [
      randomUUID(),
      effectKey,
      caseId,
      assetId,
      kind,
      position,
      amountFen,
      legalDate,
      expiresOn,
      citations(properties['legalBasis'] ?? ''),
    ],
  );
  await tx.query(`update asset set status = 'controlled' where id = $1`, [assetId]);
  const measure = {
    id: rows[0]!.id,
    assetId,
    kind,
    amountFen,
    beginsOn: legalDate,
    expiresOn,
    position,
  } as unknown as Json;
  return { measure };
};

/** In: `measureId`, `expiresOn`. A measure that has run out or was released cannot be renewed (SFR#27): the BPMN error `measure-ended`. */
export const renewMeasure: JobHandler = async (variables, { tx, legalDate }) => {
  const { measureId, expiresOn } = variables;
  const { rowCount } = await tx.query(
    'update control_measure set expires_on = $2 where id = $1 and released_on is null and expires_on >= $3',
    [measureId, expiresOn, legalDate],
  );
  if (rowCount === 0) throw new JobError('measure-ended', 'The measure has ended and cannot be renewed.');
  return { expiresOn: expiresOn as string };
};

/** In: `measureId`, `reason`, `assetStatus`. A measure that has ended already stays as it is. */
export const releaseMeasure: JobHandler = async (variables, { tx, legalDate }) => {
  const { measureId, reason, assetStatus } = variables;
  const { rows } = await tx.query<{ asset_id: string }>(
    'update control_measure set released_on = $2, release_reason = $3 where id = $1 and released_on is null returning asset_id',
    [measureId, legalDate, reason],
  );
  for (const { asset_id } of rows)
    await tx.query('update asset set status = $2 where id = $1', [asset_id, assetStatus]);
  return { releasedOn: legalDate };
};

/** Out: `openMeasures`, each {measure, asset}: what has neither been released nor run out (SFR#27). */
export const listMeasures: JobHandler = async (_variables, { tx, caseId, legalDate }) => {
  const { rows } = await tx.query<{ assetId: string }>(
    `select id, asset_id as "assetId", kind, position, amount_fen::float8 as "amountFen",
            to_char(begins_on, 'YYYY-MM-DD') as "beginsOn", to_char(expires_on, 'YYYY-MM-DD') as "expiresOn"
     from control_measure where case_id = $1 and released_on is null and expires_on >= $2 order by begins_on, id`,
    [caseId, legalDate],
  );
  const openMeasures: Json[] = [];
  for (const row of rows) openMeasures.push({ measure: { ...row }, asset: await assetVariables(tx, row.assetId) });
  return { openMeasures };
};

/** A measure with its asset, as the models have them. */
export interface Control {
  readonly asset: { readonly id: string };
  readonly measure: { readonly id: string };
}

/** RTR#10: what was controlled before the resumption stands on in the new case, with its own dates, and ends in the old one. */
export async function takeOverMeasures(
  { tx, effectKey, legalDate }: JobContext,
  caseId: string,
  controls: readonly Control[],
): Promise<Json> {
  const taken: Json[] = [];
  for (const control of controls) {
    const id = randomUUID();
    const { asset, measure } = control;
    const { rowCount } = await tx.query(
      `insert into control_measure (id, effect_key, case_id, asset_id, kind, position, amount_fen, begins_on, expires_on, legal_basis)
       select $2, $3, $4, $5, kind, position, amount_fen, begins_on, expires_on, legal_basis
       from control_measure where id = $1 and released_on is null and expires_on >= $6`,
      [measure.id, id, `${effectKey}/${measure.id}`, caseId, asset.id, legalDate],
    );
    if (rowCount === 0) continue;
    await tx.query(`update control_measure set released_on = $2, release_reason = '转入恢复执行案件' where id = $1`, [
      measure.id,
      legalDate,
    ]);
    await tx.query(`update asset set status = 'controlled' where id = $1`, [asset.id]);
    taken.push({ ...control, measure: { ...measure, id, assetId: asset.id } } as unknown as Json);
  }
  return taken;
}
