// After round termination: the watch begins beside the ended case; what it finds opens a new case (执恢) linked to the old one.
import { randomUUID } from 'node:crypto';
import { insertCase, readCase } from '../../db/cases.ts';
import { newestModel } from '../../db/models.ts';
import type { Queryable } from '../../db/pool.ts';
import type { Json, Variables } from '../../engine/event.ts';
import { caseTypes } from '../../law/case-number.ts';
import type { StartInput } from '../../workflows/contract.ts';
import type { JobContext, JobHandler } from './job.ts';
import { type Control, takeOverMeasures } from './measure.ts';

const caseProcess = 'enforcement-case';
const watchProcess = 'termination-watch';

interface PartyVariables {
  readonly id: string;
  readonly name: string;
  readonly kind: 'person' | 'company' | 'unit';
  readonly idNumber: string;
  readonly [field: string]: Json;
}

interface CaseFile {
  readonly id: string;
  readonly number: string;
  readonly applicants: readonly PartyVariables[];
  readonly debtors: readonly PartyVariables[];
  readonly [field: string]: unknown;
}

/** In: `caseFile`. Starts the watch as a process instance of its own, so that the case's can end. */
export const beginWatch: JobHandler = async (variables, context) => {
  const caseFile = variables['caseFile'] as unknown as CaseFile;
  const found = (await readCase(context.tx, context.caseId))!;
  const input = await startInput(
    context,
    watchProcess,
    { id: found.id, number: found.number, court: found.courtCode },
    { caseFile: caseFile as unknown as Json },
  );
  context.start(`${watchProcess}/${found.number}`, input);
  return {};
};

/** In: `caseFile`, `assets` (what was found), `controls` (what was controlled already, RTR#10). Out: `resumed` {id, number}.
 * The new case takes the parties, the claim, the found assets and the measures on them over. */
export const openResumption: JobHandler = async (variables, context) => {
  const { tx, caseId, legalDate } = context;
  const caseFile = variables['caseFile'] as unknown as CaseFile;
  const old = (await readCase(tx, caseId))!;
  const renamed = new Map([...caseFile.applicants, ...caseFile.debtors].map(({ id }) => [id, randomUUID()]));
  const party = (role: 'applicant' | 'debtor') => (one: PartyVariables) => ({
    id: renamed.get(one.id)!,
    role,
    kind: one.kind,
    name: one.name,
    idNumber: one.idNumber,
    contact: {},
  });
  const { case: opened } = await insertCase(tx, {
    id: randomUUID(),
    externalId: context.effectKey,
    courtCode: old.courtCode,
    typeWord: caseTypes.resumption,
    filedOn: legalDate,
    claimFen: old.claimFen,
    application: old.application,
    processId: caseProcess,
    resumedFrom: old.id,
    ...(old.clock ? { clock: old.clock } : {}),
    parties: [...caseFile.applicants.map(party('applicant')), ...caseFile.debtors.map(party('debtor'))],
  });
  await tx.query('update enforcement_case set started_at = now() where id = $1', [opened.id]);
  const again = (one: PartyVariables) => ({ ...one, id: renamed.get(one.id)! });
  const resumed = {
    ...caseFile,
    id: opened.id,
    number: opened.number,
    filedOn: legalDate,
    applicants: caseFile.applicants.map(again),
    debtors: caseFile.debtors.map(again),
    resumedFrom: { id: old.id, number: old.number },
  };
  const assets = (variables['assets'] ?? []) as unknown as readonly AssetVariables[];
  const knownAssets = await copyAssets(tx, opened.id, assets, renamed, legalDate);
  const controls = (variables['controls'] ?? []) as unknown as readonly Control[];
  const taken = controls.map((control) => {
    const asset = knownAssets[assets.findIndex(({ id }) => id === control.asset.id)];
    if (!asset) throw new Error(`Expected the controlled asset ${control.asset.id} among the found assets.`);
    return { ...control, asset };
  });
  const knownControls = await takeOverMeasures(context, opened.id, taken);
  const about = { id: opened.id, number: opened.number, court: opened.courtCode };
  context.start(
    opened.workflowId,
    await startInput(context, caseProcess, about, {
      caseFile: resumed as unknown as Json,
      knownAssets: knownAssets as unknown as Json,
      knownControls,
    }),
  );
  return { resumed: { id: opened.id, number: opened.number } };
};

interface AssetVariables {
  readonly id: string;
  readonly [field: string]: Json;
}

async function copyAssets(
  tx: Queryable,
  caseId: string,
  assets: readonly AssetVariables[],
  parties: ReadonlyMap<string, string>,
  legalDate: string,
): Promise<AssetVariables[]> {
  const copies: AssetVariables[] = [];
  for (const asset of assets) {
    const id = randomUUID();
    const { rows } = await tx.query<{ owner: string | null }>(
      'select owner_party_id as owner from asset where id = $1',
      [asset.id],
    );
    const owner = parties.get(rows[0]?.owner ?? '') ?? null;
    await tx.query(
      `insert into asset (id, case_id, owner_party_id, kind, description, source, external_ref, value_fen, details, found_on)
       select $2, $3, $4, kind, description, source, external_ref, value_fen, details, $5 from asset where id = $1`,
      [asset.id, id, caseId, owner, legalDate],
    );
    copies.push({ ...asset, id, ...('ownerId' in asset ? { ownerId: owner } : {}) });
  }
  return copies;
}

async function startInput(
  { tx, actor, clock }: JobContext,
  processId: string,
  about: { readonly id: string; readonly number: string; readonly court: string },
  variables: Variables,
): Promise<StartInput> {
  const model = await newestModel(tx, processId);
  if (!model) throw new Error(`No version of '${processId}' is deployed.`);
  return {
    model: { processId, version: model.version, hash: model.hash },
    caseId: about.id,
    caseNumber: about.number,
    variables,
    actor: actor ?? { id: 'case', role: 'system' },
    ...(clock ? { clock } : {}),
    beginsInStore: true,
    search: { CaseNumber: about.number, Court: about.court },
  };
}
