// A report for a terminal: Chinese first, English second.
import { inBoth, listed } from '../../../engine/catalogue.ts';
import { yuanText } from '../../../engine/feel/builtins/money.ts';
import { say } from '../messages.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type Difference, inWords } from './expectations.ts';
import { type CaseReport, type Report, rolesInWords, type Waiting } from './report.ts';
import { word } from './words.ts';

export function printed(report: Report, differences: readonly Difference[], { expect }: Scenario): string {
  const { title, outcome, on, waiting, incidents, cases, unused } = report;
  return [
    `━━ ${title} ━━`,
    ...cases.flatMap(caseLines),
    '',
    `■ ${inBoth(say('title.outcome'))}  ${on}  ${inBoth(word('run', outcome))}`,
    ...waiting.map(waitingLine),
    ...incidents.map(({ on: date, name, reason }) => `  ${date}  ${name}：${inBoth(reason)}`),
    ...(unused.length > 0 ? [`  ${inBoth(say('title.unused'))}: ${unused.join('  ')}`] : []),
    ...(expect ? expectationLines(differences) : []),
  ].join('\n');
}

function waitingLine({ case: number, name, task, roles, people, openedOn, lastDay }: Waiting): string {
  const parts = [
    number,
    `${name} ${task}`,
    inBoth(say('waits.for', { roles: rolesInWords(roles), people: listed(people) })),
    inBoth(say('waits.since', { day: openedOn })),
    ...(lastDay === null ? [] : [inBoth(say('waits.until', { day: lastDay }))]),
  ];
  return `  ${parts.join('  ')}`;
}

function caseLines(report: CaseReport): string[] {
  const { number, resumes, timeline, documents, deadlines } = report;
  const from = resumes === null ? '' : `  ${inBoth(say('title.resumes', { number: resumes }))}`;
  return [
    '',
    `■ ${number}${from}`,
    '',
    inBoth(say('title.timeline')),
    ...timeline.map(({ on, kind, text, legalBasis = [] }) => {
      const basis = legalBasis.length > 0 && kind !== 'deadlineBegin' ? `  〔${legalBasis.join(' ')}〕` : '';
      return `  ${on}  ${inBoth(text)}${basis}`;
    }),
    '',
    `${inBoth(say('title.documents'))} (${documents.length})`,
    ...documents.map(({ on, type, number: documentNumber, addressee, served }) => {
      const services = served.map(({ to, on: servedOn }) => `${to} ${servedOn}`).join('，');
      const service = services ? `  ${inBoth(say('title.served'))}: ${services}` : '';
      return `  ${on}  ${type} ${documentNumber}${addressee ? ` → ${addressee}` : ''}${service}`;
    }),
    '',
    `${inBoth(say('title.deadlines'))} (${deadlines.length})`,
    ...deadlines.flatMap(({ label, explanation }) => [`  ${label}：${explanation.zh}`, `    ${explanation.en}`]),
    '',
    ...moneyLines(report),
    '',
    ...stateLines(report),
  ];
}

function moneyLines({ money }: CaseReport): string[] {
  const yuan = (fen: number) => `${yuanText(fen)} 元`;
  const sums = [
    [say('sum.claim'), money.claimFen],
    [say('sum.received'), money.receivedFen],
    [say('sum.disbursed'), money.disbursedFen],
    [say('sum.refunded'), money.refundedFen],
    [say('sum.balance'), money.bankFen],
  ] as const;
  return [
    inBoth(say('title.money')),
    `  ${sums.map(([name, fen]) => `${inBoth(name)} ${yuan(fen)}`).join('  ')}`,
    ...money.entries.map(
      ({ on, kind, description, amountFen, parties }) =>
        `  ${on}  ${inBoth(word('entry', kind))}  ${description}  ${yuan(amountFen)}${parties.length > 0 ? `  ${parties.join('、')}` : ''}`,
    ),
  ];
}

function stateLines({ status, closingWay, closedOn, handler, stages }: CaseReport): string[] {
  const closing = closingWay === null ? '' : `  ${inBoth(word('way', closingWay))} ${closedOn}`;
  return [
    inBoth(say('title.state')),
    `  ${inBoth(word('status', status))}${closing}  ${inBoth(say('title.handler'))}: ${handler ?? '—'}`,
    `  ${inBoth(say('title.stages'))}: ${stages.join(' → ')}`,
  ];
}

function expectationLines(differences: readonly Difference[]): string[] {
  if (differences.length === 0) return [`  ${inBoth(say('title.asExpected'))}`];
  return [`  ${inBoth(say('title.notAsExpected'))}:`, ...differences.map((one) => `    ${inBoth(inWords(one))}`)];
}
