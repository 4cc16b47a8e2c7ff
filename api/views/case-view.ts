// How a case reads on the wire: the register's row, and everything that belongs to it.
import { caseRequests } from '../../db/agency-requests.ts';
import { readHead, readTimeline } from '../../db/archive.ts';
import { caseAssets } from '../../db/assets.ts';
import { type Case, linkedCases } from '../../db/cases.ts';
import { caseCreditMeasures } from '../../db/credit-measures.ts';
import { caseDeadlines } from '../../db/deadlines.ts';
import { caseDocuments } from '../../db/documents.ts';
import { openIncidents } from '../../db/incidents.ts';
import { caseInstances } from '../../db/instances.ts';
import { balances, journal } from '../../db/ledger.ts';
import { caseParties, type Party } from '../../db/parties.ts';
import type { Pool } from '../../db/pool.ts';
import { caseSanctions } from '../../db/sanctions.ts';
import { listTasks } from '../../db/user-tasks.ts';
import type { User } from '../auth/authenticate.ts';
import { legalTime } from '../clock.ts';
import type { Services } from '../services.ts';
import { incidentView } from './incident-view.ts';
import { tasksView } from './task-view.ts';

/** Of the register; the application as filed is the court's own. */
export function summaryOf({ application: _application, filedBy: _filedBy, ...summary }: Case) {
  return summary;
}

const latest = 20;

export async function caseView({ pool, now }: Services, user: User, found: Case) {
  const { id } = found;
  const [
    parties,
    assets,
    ledger,
    documents,
    deadlines,
    incidents,
    tasks,
    instances,
    requests,
    sanctions,
    creditMeasures,
    linked,
    head,
  ] = await Promise.all([
    caseParties(pool, id),
    caseAssets(pool, id),
    ledgerView(pool, id),
    caseDocuments(pool, id),
    caseDeadlines(pool, id, legalTime(now(), found.clock)),
    openIncidents(pool, { caseId: id }),
    listTasks(pool, { caseId: id, limit: 200 }),
    caseInstances(pool, id),
    caseRequests(pool, id),
    caseSanctions(pool, id),
    caseCreditMeasures(pool, id),
    linkedCases(pool, found),
    readHead(pool, id),
  ]);
  const timeline = await readTimeline(pool, id, { after: Math.max(0, head.seq - latest), limit: latest });
  const isStaff = user.role !== 'party';
  return {
    ...summaryOf(found),
    ...(isStaff && { application: found.application }),
    parties: isStaff ? parties : parties.map(masked),
    assets,
    ledger,
    documents,
    deadlines,
    instances,
    // Their variables name all parties as the court knows them.
    ...(isStaff && { incidents: incidents.map(incidentView), tasks: await tasksView(pool, tasks.items), requests }),
    sanctions,
    creditMeasures,
    linked: linked.map(summaryOf),
    timeline: { length: head.seq, latest: timeline },
  };
}

export async function ledgerView(pool: Pool, caseId: string) {
  const [totals, entries] = await Promise.all([balances(pool, caseId), journal(pool, caseId)]);
  return { balances: totals, entries };
}

/** To a party the other side's id number is shown in part and its contact not at all. */
function masked(party: Party): Party {
  const { idNumber } = party;
  return {
    ...party,
    idNumber: idNumber && `${idNumber.slice(0, 4)}${'*'.repeat(Math.max(0, idNumber.length - 6))}${idNumber.slice(-2)}`,
    contact: {},
  };
}
