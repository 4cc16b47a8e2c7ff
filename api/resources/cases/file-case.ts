// Files a case: inserts its row, starts its workflow, then marks it as started. If this breaks off, the sweeper does
// the rest.

import { randomUUID } from 'node:crypto';
import canonicalize from 'canonicalize';
import { caseFileOf } from '../../../db/case-file.ts';
import { type Case, insertCase, markStarted } from '../../../db/cases.ts';
import { readCourt } from '../../../db/courts.ts';
import { newestModel } from '../../../db/models.ts';
import { caseParties, type NewParty } from '../../../db/parties.ts';
import { transaction } from '../../../db/pool.ts';
import type { Db } from '../../../db/scope.ts';
import type { Actor, Json } from '../../../engine/event.ts';
import { caseTypes } from '../../../law/case-number.ts';
import type { TrainingClock } from '../../../protocol/legal-time.ts';
import type { StartInput } from '../../../protocol/start.ts';
import { nameOfCourt } from '../../auth/access.ts';
import { legalDate } from '../../clock.ts';
import { say } from '../../problems/messages.ts';
import { invalid, Problem } from '../../problems/problem.ts';
import type { Services } from '../../services.ts';
import { isUnavailable, startWorkflow } from '../../temporal.ts';
import type { Application } from './application.ts';
import { applicationFaults } from './application-rules.ts';

const processId = 'enforcement-case';

export interface Filing {
  readonly case: Case;
  readonly isNew: boolean;
  /** False when Temporal could not be reached; the sweeper starts the case later. */
  readonly started: boolean;
}

/**
 * Registers the case and tries to start it; filing the same application again returns the same case.
 * @throws Problem INVALID, FORBIDDEN for another court, NO_MODEL, EXTERNAL_ID_CONFLICT for an id with other content
 */
export async function fileCase(db: Db, services: Services, application: Application, actor: Actor): Promise<Filing> {
  await requireValid(db, services, application);
  await requireOwnCourt(db, actor, application);
  const { case: filed, isNew } = await transaction(db, (tx) => insertCase(tx, newCase(services, application, actor)));
  if (!isNew && canonicalize(filed.application) !== canonicalize(application))
    throw new Problem(
      'EXTERNAL_ID_CONFLICT',
      say('filing.externalId', { externalId: application.externalId, number: filed.number }),
    );
  return { case: filed, isNew, started: filed.startedAt !== null || (await tryToStart(db, services, filed)) };
}

/** Starts the case's workflow and marks the case as started; a repetition changes nothing. */
export async function startCase(db: Db, { temporal }: Services, filed: Case): Promise<void> {
  const [model, parties] = await Promise.all([newestModel(db, processId), caseParties(db, filed.id)]);
  if (!model) throw noModel();
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
  await markStarted(db, filed.id);
}

const noModel = () => new Problem('NO_MODEL', say('filing.noModel', { process: processId }));

async function tryToStart(db: Db, services: Services, filed: Case): Promise<boolean> {
  try {
    await startCase(db, services, filed);
    return true;
  } catch (failure) {
    if (isUnavailable(failure)) return false;
    throw failure;
  }
}

async function requireValid(db: Db, services: Services, application: Application): Promise<void> {
  const { config } = services;
  const [court, model] = await Promise.all([readCourt(db, application.court), newestModel(db, processId)]);
  const clock = config.training ? clockOf(services, application) : undefined;
  const faults = applicationFaults(application, {
    today: legalDate(services.now(), clock),
    courtExists: court !== undefined,
    trainingAllowed: config.training && !config.production,
  });
  if (faults.length > 0) throw invalid(faults);
  if (!model) throw noModel();
}

function newCase(services: Services, application: Application, filedBy: Actor) {
  const clock = clockOf(services, application);
  const { claim } = application;
  return {
    id: randomUUID(),
    externalId: application.externalId,
    courtCode: application.court,
    caseType: caseTypes.application,
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

async function requireOwnCourt(db: Db, { court: own }: Actor, { court }: Application): Promise<void> {
  if (own === court) return;
  const names = {
    own: own === undefined ? say('access.noCourt') : await nameOfCourt(db, own),
    court: await nameOfCourt(db, court),
  };
  throw new Problem('FORBIDDEN', say('access.otherCourt', names));
}
