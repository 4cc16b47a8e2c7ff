// A case in the API's answers: the row of the register, and everything that belongs to the case.
import { caseRequests } from '../../../db/agency-requests.ts';
import { readHead, readTimeline } from '../../../db/archive.ts';
import { caseAssets } from '../../../db/assets.ts';
import { type Case, linkedCases } from '../../../db/cases.ts';
import { caseCreditMeasures } from '../../../db/credit-measures.ts';
import { caseDocuments } from '../../../db/documents.ts';
import { openIncidents } from '../../../db/incidents.ts';
import { caseInstances } from '../../../db/instances.ts';
import { caseParties, type Party } from '../../../db/parties.ts';
import type { Queryable } from '../../../db/pool.ts';
import { caseSanctions } from '../../../db/sanctions.ts';
import { listTasks } from '../../../db/user-tasks.ts';
import type { User } from '../../auth/authenticate.ts';
import { deadlinesView } from '../deadlines/view.ts';
import { incidentView } from '../incidents/view.ts';
import { ledgerView } from '../ledger/view.ts';
import { tasksView } from '../user-tasks/view.ts';

/** The row of the register without the filed application, which only the court sees. */
export function summaryOf({ application: _application, filedBy: _filedBy, ...summary }: Case) {
  return summary;
}

const latest = 20;

export async function caseView({ db, user }: { readonly db: Queryable; readonly user: User }, found: Case, now: Date) {
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
    caseParties(db, id),
    caseAssets(db, id),
    ledgerView(db, id),
    caseDocuments(db, id),
    deadlinesView(db, found, now),
    openIncidents(db, { caseId: id, limit: 200 }),
    listTasks(db, { caseId: id, limit: 200 }),
    caseInstances(db, id),
    caseRequests(db, id),
    caseSanctions(db, id),
    caseCreditMeasures(db, id),
    linkedCases(db, found),
    readHead(db, id),
  ]);
  const timeline = await readTimeline(db, id, { after: Math.max(0, head.seq - latest), limit: latest });
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
    // Only for staff: the variables contain all parties' unmasked data.
    ...(isStaff && { incidents: incidents.items.map(incidentView), tasks: await tasksView(db, tasks.items), requests }),
    sanctions,
    creditMeasures,
    linked: linked.map(summaryOf),
    timeline: { length: head.seq, latest: timeline },
  };
}

/** The party as another party sees it: with a part of the id number and without contact. */
function masked(party: Party): Party {
  const { idNumber } = party;
  return {
    ...party,
    idNumber: idNumber && `${idNumber.slice(0, 4)}${'*'.repeat(Math.max(0, idNumber.length - 6))}${idNumber.slice(-2)}`,
    contact: {},
  };
}
