// Jobs after round termination: start the watch beside the ended case, and open a new case (执恢), linked to the old one,
// for assets that the watch finds.

import { randomUUID } from 'node:crypto';
import { assetOwner, copyAsset } from '../../db/assets.ts';
import { type Case, insertCase, markStarted, readCase } from '../../db/cases.ts';
import { newestModel } from '../../db/models.ts';
import type { Queryable } from '../../db/pool.ts';
import type { Json, Variables } from '../../engine/event.ts';
import { caseTypes } from '../../law/case-number.ts';
import type { StartInput } from '../../protocol/start.ts';
import { type JobContext, JobFailure, type JobHandler } from './job.ts';
import { type Control, moveMeasures } from './measure.ts';
import { say } from './messages.ts';

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

/** Starts the watch as a process instance of its own, so that the case's own may end. In: `caseFile`. Out: nothing. */
export const startWatch: JobHandler = async (variables, context) => {
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

/**
 * Opens the case that resumes enforcement and starts its process. It gets the old case's parties and claim, the found
 * assets and the measures on them.
 * In: `caseFile`, `assets` (found), `controls` (measures that continue, RTR#10; each on one of the assets).
 * Out: `resumed` {id, number}.
 * @throws Error when no version of the case's process is deployed
 */
export const openResumption: JobHandler = async (variables, context) => {
  const { tx, legalDate } = context;
  const caseFile = variables['caseFile'] as unknown as CaseFile;
  const old = (await readCase(tx, context.caseId))!;
  const newIds = new Map([...caseFile.applicants, ...caseFile.debtors].map(({ id }) => [id, randomUUID()]));
  const opened = await openCase(context, old, caseFile, newIds);
  const assets = (variables['assets'] ?? []) as unknown as readonly AssetVariables[];
  const knownAssets = await copyAssets(tx, opened.id, assets, newIds, legalDate);
  const controls = ((variables['controls'] ?? []) as unknown as readonly Control[]).map((control) => {
    const asset = knownAssets[assets.findIndex(({ id }) => id === control.asset.id)];
    if (!asset) throw new JobFailure(say('resumption.noAsset', { asset: control.asset.id }));
    return { ...control, asset };
  });
  const knownControls = await moveMeasures(context, opened.id, controls);
  const withNewId = (party: PartyVariables) => ({ ...party, id: newIds.get(party.id)! });
  const resumed = {
    ...caseFile,
    id: opened.id,
    number: opened.number,
    filedOn: legalDate,
    applicants: caseFile.applicants.map(withNewId),
    debtors: caseFile.debtors.map(withNewId),
    resumedFrom: { id: old.id, number: old.number },
  };
  const about = { id: opened.id, number: opened.number, court: opened.courtCode };
  const input = await startInput(context, caseProcess, about, {
    caseFile: resumed as unknown as Json,
    knownAssets: knownAssets as unknown as Json,
    knownControls,
  });
  context.start(opened.workflowId, input);
  return { resumed: { id: opened.id, number: opened.number } };
};

/**
 * Inserts the new case and marks it as started, because this step starts its workflow.
 * @param newIds ids of the parties in the new case, by their ids in the old one
 */
async function openCase(
  { tx, effectKey, legalDate }: JobContext,
  old: Case,
  { applicants, debtors }: CaseFile,
  newIds: ReadonlyMap<string, string>,
): Promise<Case> {
  const party =
    (role: 'applicant' | 'debtor') =>
    ({ id, kind, name, idNumber }: PartyVariables) => ({
      id: newIds.get(id)!,
      role,
      kind,
      name,
      idNumber,
      contact: {},
    });
  const { case: opened } = await insertCase(tx, {
    id: randomUUID(),
    externalId: effectKey,
    courtCode: old.courtCode,
    caseType: caseTypes.resumption,
    filedOn: legalDate,
    claimFen: old.claimFen,
    application: old.application,
    processId: caseProcess,
    resumedFrom: old.id,
    ...(old.clock ? { clock: old.clock } : {}),
    parties: [...applicants.map(party('applicant')), ...debtors.map(party('debtor'))],
  });
  await markStarted(tx, opened.id);
  return opened;
}

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
    const owner = parties.get((await assetOwner(tx, asset.id)) ?? '') ?? null;
    const id = await copyAsset(tx, asset.id, { caseId, ownerId: owner, foundOn: legalDate });
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
  if (!model) throw new JobFailure(say('resumption.noModel', { process: processId }));
  return {
    model: { processId, version: model.version, hash: model.hash },
    caseId: about.id,
    caseNumber: about.number,
    variables,
    actor: actor ?? { id: 'case', role: 'system' },
    ...(clock ? { clock } : {}),
    search: { CaseNumber: about.number, Court: about.court },
  };
}
