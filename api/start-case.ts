// Filing: the row first, then the workflow, then the mark that it was started. What is broken off in between the sweeper makes up for.
import { randomUUID } from 'node:crypto';
import canonicalize from 'canonicalize';
import { caseFileOf } from '../db/case-file.ts';
import { type Case, insertCase, markStarted } from '../db/cases.ts';
import { readCourt } from '../db/courts.ts';
import { newestModel } from '../db/models.ts';
import { caseParties, type NewParty } from '../db/parties.ts';
import { transaction } from '../db/pool.ts';
import type { Actor, Json } from '../engine/event.ts';
import type { TrainingClock } from '../protocol/legal-time.ts';
import type { StartInput } from '../protocol/start.ts';
import { legalDate } from './clock.ts';
import { applicationFaults } from './filing/rules.ts';
import type { Application } from './filing/schema.ts';
import { invalid, Problem } from './problems/problem.ts';
import type { Services } from './services.ts';
import { isUnavailable, startWorkflow } from './temporal.ts';

const processId = 'enforcement-case';
/** Type word of an application's case number; a resumption's is 执恢. */
const typeWord = '执';

export interface Filing {
  readonly case: Case;
  readonly isNew: boolean;
  /** False: Temporal could not be reached, the sweeper will start it. */
  readonly started: boolean;
}

export async function fileCase(services: Services, application: Application, actor: Actor): Promise<Filing> {
  await requireSound(services, application);
  requireOwnCourt(actor, application);
  const { pool } = services;
  const { case: filed, isNew } = await transaction(pool, (tx) => insertCase(tx, newCase(services, application, actor)));
  if (!isNew && canonicalize(filed.application) !== canonicalize(application))
    throw new Problem('EXTERNAL_ID_CONFLICT', {
      zh: `externalId “${application.externalId}”已用于案件 ${filed.number}，内容不同。`,
      en: `The externalId '${application.externalId}' belongs to ${filed.number}, with other content.`,
    });
  return { case: filed, isNew, started: filed.startedAt !== null || (await tryToStart(services, filed)) };
}

/** Starts the case's workflow and marks it; starting it again changes nothing. */
export async function startCase({ pool, temporal }: Services, filed: Case): Promise<void> {
  const [model, parties] = await Promise.all([newestModel(pool, processId), caseParties(pool, filed.id)]);
  if (!model)
    throw new Problem('NO_MODEL', {
      zh: `流程“${processId}”没有已部署的版本。`,
      en: `No version of '${processId}' is deployed.`,
    });
  const input: StartInput = {
    model: { processId, version: model.version, hash: model.hash },
    caseId: filed.id,
    caseNumber: filed.number,
    variables: { caseFile: caseFileOf(filed, parties) },
    actor: filed.filedBy ?? { id: 'api', role: 'system' },
    ...(filed.clock && { clock: filed.clock }),
    search: { CaseNumber: filed.number, Court: filed.courtCode, AmountYuan: Number(filed.claimFen) / 100 },
  };
  await startWorkflow(temporal, filed.workflowId, input, `${model.name} ${filed.number}`);
  await markStarted(pool, filed.id);
}

async function tryToStart(services: Services, filed: Case): Promise<boolean> {
  try {
    await startCase(services, filed);
    return true;
  } catch (failure) {
    if (isUnavailable(failure)) return false;
    throw failure;
  }
}

async function requireSound(services: Services, application: Application): Promise<void> {
  const { pool, config } = services;
  const [court, model] = await Promise.all([readCourt(pool, application.court), newestModel(pool, processId)]);
  const clock = config.training ? clockOf(services, application) : undefined;
  const faults = applicationFaults(application, {
    today: legalDate(services.now(), clock),
    courtExists: court !== undefined,
    trainingAllowed: config.training && !config.production,
  });
  if (faults.length > 0) throw invalid(faults);
  if (!model)
    throw new Problem('NO_MODEL', {
      zh: `流程“${processId}”没有已部署的版本。`,
      en: `No version of '${processId}' is deployed.`,
    });
}

function newCase(services: Services, application: Application, filedBy: Actor) {
  const clock = clockOf(services, application);
  const { claim } = application;
  return {
    id: randomUUID(),
    externalId: application.externalId,
    courtCode: application.court,
    typeWord,
    filedOn: application.filedOn ?? legalDate(services.now(), clock),
    claimFen: BigInt(claim.principalFen) + BigInt(claim.interestFen) + BigInt(claim.costsFen),
    application: application as unknown as Json,
    processId,
    filedBy,
    ...(clock && { clock }),
    parties: [
      ...application.applicants.map((party) => partyOf('applicant', party)),
      ...application.debtors.map((party) => partyOf('debtor', party)),
    ],
  };
}

function clockOf({ now }: Services, { training }: Application): TrainingClock | undefined {
  if (!training) return undefined;
  return {
    legalStart: new Date(training.legalStart).toISOString(),
    realStart: now().toISOString(),
    secondsPerDay: training.secondsPerDay,
  };
}

function partyOf(
  role: 'applicant' | 'debtor',
  { kind, name, idNumber, contact }: Application['debtors'][number],
): NewParty {
  return { id: randomUUID(), role, kind, name, idNumber, contact: contact ?? {} };
}

function requireOwnCourt({ court: own }: Actor, { court }: Application): void {
  if (own === court) return;
  throw new Problem('FORBIDDEN', {
    zh: `您属于 ${own ?? '（无）'}，不能向 ${court} 报送案件。`,
    en: `You belong to ${own ?? 'no court'} and cannot file for ${court}.`,
  });
}
