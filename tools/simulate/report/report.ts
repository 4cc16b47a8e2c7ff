// The report of a played scenario (result.schema.json): timeline, documents, deadlines, money and state of each case.
// It has no id that differs between two runs.
import { knownRole } from '../../../api/problems/messages.ts';
import { dateOfInstant } from '../../../engine/calendar.ts';
import type { Bilingual } from '../../../engine/catalogue.ts';
import type { Board, OpenTask } from '../play/board.ts';
import type { Played, PlayedCase } from '../play/play.ts';
import type { Catalogue } from '../scenario/catalogue.ts';
import { type People, peopleOf } from '../scenario/people.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type DeadlineReport, type DeadlineRow, deadlineReport } from './deadlines.ts';
import { type MoneyReport, moneyReport, type WholeCase } from './money.ts';
import { type TimelineEntry, timelineOf } from './timeline.ts';

export interface Report {
  readonly title: string;
  readonly outcome: Played['outcome'];
  /** Legal date on which the run stopped. */
  readonly on: string;
  readonly waiting: readonly Waiting[];
  readonly incidents: readonly {
    readonly on: string;
    readonly process: string;
    readonly element: string;
    readonly name: string;
    readonly reason: Bilingual;
  }[];
  readonly cases: readonly CaseReport[];
  /** JSON Pointers to decisions and messages of the file that met nothing. */
  readonly unused: readonly string[];
}

export interface Waiting {
  readonly case: string;
  readonly process: string;
  readonly task: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly people: readonly string[];
  readonly openedOn: string;
  /** Last day; null without a due date. */
  readonly lastDay: string | null;
}

export interface CaseReport {
  readonly number: string;
  readonly resumes: string | null;
  readonly status: string;
  readonly closingWay: string | null;
  readonly closedOn: string | null;
  readonly handler: string | null;
  readonly stages: readonly string[];
  readonly timeline: readonly TimelineEntry[];
  readonly documents: readonly DocumentReport[];
  readonly deadlines: readonly DeadlineReport[];
  readonly money: MoneyReport;
}

interface DocumentReport {
  readonly on: string;
  readonly type: string;
  readonly number: string;
  readonly addressee: string | null;
  readonly served: readonly { readonly to: string; readonly method: string; readonly on: string }[];
}

export interface Reported {
  readonly scenario: Scenario;
  readonly played: Played;
  readonly board: Board;
  readonly catalogue: Catalogue;
  /** GETs a path of the API. */
  readonly read: (path: string) => Promise<unknown>;
}

export async function reportOf(reported: Reported): Promise<Report> {
  const { scenario, played, board } = reported;
  const cases: CaseReport[] = [];
  for (const one of played.cases) cases.push(await caseReport(reported, one));
  return {
    title: scenario.title,
    outcome: played.outcome,
    on: dateOfInstant(played.at),
    waiting: waitingFor(reported, peopleOf(scenario)),
    incidents: [...board.incidents.values()].map(({ date, processId, command }) => ({
      on: date,
      process: processId,
      element: command.elementId,
      name: command.name,
      reason: { zh: command.messageZh, en: command.message },
    })),
    cases,
    unused: played.unused,
  };
}

function waitingFor({ played }: Reported, people: People): Waiting[] {
  if (played.outcome === 'ended') return [];
  return played.open.map(({ caseId, processId, openedAt, task }: OpenTask) => ({
    case: played.cases.find(({ id }) => id === caseId)!.number,
    process: processId,
    task: task.elementId,
    name: task.name,
    roles: task.candidateGroups,
    people: [...people.values()].filter(({ role }) => task.candidateGroups.includes(role)).map(({ name }) => name),
    openedOn: dateOfInstant(openedAt),
    lastDay: task.dueDate === undefined ? null : dateOfInstant(Date.parse(task.dueDate) - 1),
  }));
}

interface RegisteredCase extends WholeCase {
  readonly number: string;
  readonly filedOn: string;
  readonly status: string;
  readonly closingWay: string | null;
  readonly closedOn: string | null;
  readonly handler: string | null;
  readonly resumedFrom: string | null;
  readonly documents: readonly {
    readonly number: string;
    readonly type: string;
    readonly addressee: string | null;
    readonly issuedOn: string;
    readonly services: readonly { readonly addressee: string; readonly method: string; readonly servedOn: string }[];
  }[];
  readonly deadlines: readonly DeadlineRow[];
}

async function caseReport(reported: Reported, { id, number }: PlayedCase): Promise<CaseReport> {
  const { played } = reported;
  const whole = (await reported.read(`/cases/${id}`)) as RegisteredCase;
  const timeline = timelineOf(reported, whole, id);
  const { status, closingWay, closedOn, handler } = whole;
  return {
    number,
    resumes: played.cases.find((one) => one.id === whole.resumedFrom)?.number ?? null,
    status,
    closingWay,
    closedOn,
    handler,
    stages: timeline.flatMap(({ stage }) => stage ?? []),
    timeline,
    documents: whole.documents.map(({ issuedOn, type, number, addressee, services }) => ({
      on: issuedOn,
      type,
      number,
      addressee,
      served: services.map(({ addressee: to, method, servedOn }) => ({ to, method, on: servedOn })).sort(byDay),
    })),
    deadlines: whole.deadlines.map(deadlineReport).sort(byDates),
    money: moneyReport(whole),
  };
}

const byDay = (one: { on: string; to: string }, other: { on: string; to: string }): number =>
  `${one.on} ${one.to}` < `${other.on} ${other.to}` ? -1 : 1;

const byDates = (one: DeadlineReport, other: DeadlineReport): number => {
  const key = ({ from, lastDay, label, closedOn }: DeadlineReport) => [from, lastDay, label, closedOn].join(' ');
  return key(one) < key(other) ? -1 : 1;
};

/** The names of roles in Chinese and English. */
export const rolesInWords = (roles: readonly string[]): Bilingual => ({
  zh: roles.map((role) => knownRole(role).zh).join('、'),
  en: roles.map((role) => knownRole(role).en).join(', '),
});
