// The product's readings of the register that are measured, by the functions of the product itself: a page, a list or
// a round of the sweeper is one entry, and may send several statements.
import { accessibleCase, reachOf } from '../../api/auth/access.ts';
import type { User } from '../../api/auth/authenticate.ts';
import { caseView } from '../../api/resources/cases/view.ts';
import { modelView } from '../../api/resources/models/view.ts';
import { claimDuePolls } from '../../db/agency-requests.ts';
import { readTimeline } from '../../db/archive.ts';
import { caseAssets } from '../../db/assets.ts';
import { type CaseFilter, listCases, readCase, unstartedCases } from '../../db/cases.ts';
import { openMeasures } from '../../db/control-measures.ts';
import { standingCreditMeasures } from '../../db/credit-measures.ts';
import { caseDeadlines } from '../../db/deadlines.ts';
import { readDocument } from '../../db/documents.ts';
import { openIncidents } from '../../db/incidents.ts';
import { lockForStep } from '../../db/instances.ts';
import { paidOut } from '../../db/ledger.ts';
import { undeliveredMessages } from '../../db/messages.ts';
import { countOutstanding } from '../../db/outstanding.ts';
import type { Queryable } from '../../db/pool.ts';
import { hasPendingStart, pendingStarts, runningStarted } from '../../db/process-starts.ts';
import { areInstancesStarted, caseProgress } from '../../db/progress.ts';
import { receivedAmounts } from '../../db/receipts.ts';
import { listTasks, type TaskFilter } from '../../db/user-tasks.ts';

/** A case from which a reading takes its values. */
export interface Sample {
  readonly id: string;
  readonly number: string;
  readonly courtCode: string;
  readonly workflowId: string;
  readonly handler: string;
  readonly debtorId: string;
  readonly debtorName: string;
  readonly documentId: string | null;
}

export interface Reading {
  readonly name: string;
  /** `page`: a case's page and its parts, whose statements have to stay under the bar. */
  readonly group: 'page' | 'list' | 'sweeper' | 'step';
  run(db: Queryable, sample: Sample): Promise<unknown>;
}

const now = new Date('2026-11-30T02:00:00.000Z');
const today = '2026-11-30';

const judgeOf = ({ courtCode, handler }: Sample): User => ({
  sub: handler,
  name: '法官',
  role: 'judge',
  court: courtCode,
});
const overseer: User = { sub: 'supervisor', name: '监督', role: 'supervisor', court: '冀' };
const partyOf = ({ id, number }: Sample): User => ({
  sub: 'party',
  name: '当事人',
  role: 'party',
  cases: [id, number],
});

const page = (name: string, run: Reading['run']): Reading => ({ name, group: 'page', run });
const list = (name: string, run: Reading['run']): Reading => ({ name, group: 'list', run });
const sweeper = (name: string, run: Reading['run']): Reading => ({ name, group: 'sweeper', run });
const step = (name: string, run: Reading['run']): Reading => ({ name, group: 'step', run });

async function cases(db: Queryable, user: User, filter: CaseFilter = {}) {
  return listCases(db, { ...filter, ...(await reachOf(db, user)) });
}

async function tasks(db: Queryable, user: User, filter: TaskFilter = {}) {
  const { courts } = await reachOf(db, user);
  return listTasks(db, { ...filter, ...(courts && { courts }) });
}

export const readings: readonly Reading[] = [
  page('the case page, by id', async (db, sample) => {
    const user = judgeOf(sample);
    return caseView({ db, user }, await accessibleCase(db, user, sample.id), now);
  }),
  page('the case page of a party, by number', async (db, sample) => {
    const user = partyOf(sample);
    return caseView({ db, user }, await accessibleCase(db, user, sample.number), now);
  }),
  page('the drawing with its live state', async (db, { id, workflowId }) =>
    modelView(db, (await readCase(db, id))!, workflowId, today),
  ),
  page('the timeline', (db, { id }) => readTimeline(db, id)),
  page('the deadlines', (db, { id }) => caseDeadlines(db, id, now.toISOString())),
  page('the assets', (db, { id }) => caseAssets(db, id)),
  page('a document', async (db, { documentId }) => documentId && readDocument(db, documentId)),
  page('the tasks of the case', (db, sample) => tasks(db, judgeOf(sample), { caseId: sample.id })),
  page('the incidents of the case', (db, sample) =>
    openIncidents(db, { courts: [sample.courtCode], caseId: sample.id }),
  ),
  page('has the case come to rest', async (db, sample) => {
    await caseProgress(db, sample.id);
    await areInstancesStarted(db, sample);
  }),

  list('cases of a court', (db, sample) => cases(db, judgeOf(sample))),
  list('cases of a court, second page', async (db, sample) => {
    const { next } = await cases(db, judgeOf(sample));
    return cases(db, judgeOf(sample), { ...(next && { after: next }) });
  }),
  list('cases of a court, by status and stage', (db, sample) =>
    cases(db, judgeOf(sample), { status: 'accepted', stage: '财产处置' }),
  ),
  list('cases of a court, of one judge', (db, sample) => cases(db, judgeOf(sample), { handler: sample.handler })),
  list('cases of a court, by number', (db, sample) => cases(db, judgeOf(sample), { number: sample.number })),
  list('cases of a court, filed in a month', (db, sample) =>
    cases(db, judgeOf(sample), { filedFrom: '2024-03-01', filedTo: '2024-03-31' }),
  ),
  list('cases of a court, by a party’s name', (db, sample) => cases(db, judgeOf(sample), { party: sample.debtorName })),
  list('cases of a province', (db) => cases(db, overseer)),
  list('cases of a province, by status', (db) => cases(db, overseer, { status: 'withdrawn' })),
  list('cases of a province, by number', (db, { number }) => cases(db, overseer, { number })),
  list('cases of a province, by a party’s name', (db, { debtorName }) => cases(db, overseer, { party: debtorName })),
  list('a party’s own cases', (db, sample) => cases(db, partyOf(sample))),
  list('open tasks of a court', (db, sample) => tasks(db, judgeOf(sample))),
  list('open tasks of a court, second page', async (db, sample) => {
    const { next } = await tasks(db, judgeOf(sample));
    return tasks(db, judgeOf(sample), { ...(next && { after: next }) });
  }),
  list('open tasks of a role', (db, sample) => tasks(db, judgeOf(sample), { group: 'clerk' })),
  list('open tasks assigned to a person', (db, sample) => tasks(db, judgeOf(sample), { assignee: sample.handler })),
  list('open tasks that a person may do', (db, sample) =>
    tasks(db, judgeOf(sample), { user: { id: sample.handler, group: 'judge' } }),
  ),
  list('completed tasks of a court', (db, sample) => tasks(db, judgeOf(sample), { state: 'completed' })),
  list('open tasks of a province', (db) => tasks(db, overseer)),
  list('incidents of a court', (db, { courtCode }) => openIncidents(db, { courts: [courtCode] })),
  list('incidents of a province', async (db) => openIncidents(db, await reachOf(db, overseer))),

  sweeper('cases to start', (db) => unstartedCases(db)),
  sweeper('processes to start', (db) => pendingStarts(db)),
  sweeper('messages to deliver', (db) => undeliveredMessages(db)),
  sweeper('requests to poll', (db) => claimDuePolls(db, 0)),
  sweeper('counts for the metrics', (db) => countOutstanding(db)),

  step('the lock of a step', (db, { id, workflowId }) => lockForStep(db, id, workflowId, 1)),
  step('started processes', async (db, { id }) => {
    await hasPendingStart(db, id);
    await runningStarted(db, id);
  }),
  step('money received', (db, { id }) => receivedAmounts(db, id)),
  step('money paid out', (db, { id, debtorId }) => paidOut(db, id, debtorId, 'principal')),
  step('measures in force', async (db, { id }) => {
    await openMeasures(db, id, today);
    await standingCreditMeasures(db, id, today);
  }),
];
