// A report for a terminal: Chinese first, English second.
import type { Bilingual } from '../../../engine/catalogue.ts';
import { yuanText } from '../../../engine/feel/builtins/money.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type Difference, inWords } from './expectations.ts';
import { type CaseReport, type Report, rolesInWords } from './report.ts';
import { word } from './words.ts';

export function printed(report: Report, differences: readonly Difference[], { expect }: Scenario): string {
  const { title, outcome, on, waiting, incidents, cases, unused } = report;
  return [
    `━━ ${title} ━━`,
    ...cases.flatMap(caseLines),
    '',
    `■ 推演结果 / Outcome  ${on}  ${both(word('run', outcome))}`,
    ...waiting.map(
      ({ case: number, name, task, roles, people, openedOn, lastDay }) =>
        `  ${number}  等待 / waits for ${both(rolesInWords(roles))}（${people.join('、')}）：${name} ${task}  自 / since ${openedOn}${lastDay === null ? '' : `  至 / until ${lastDay}`}`,
    ),
    ...incidents.map(({ on: date, name, reason }) => `  ${date}  ${name}：${both(reason)}`),
    ...(unused.length > 0 ? [`  未用到 / unused: ${unused.join('  ')}`] : []),
    ...(expect ? expectationLines(differences) : []),
  ].join('\n');
}

const both = ({ zh, en }: Bilingual): string => (zh === en ? zh : `${zh} / ${en}`);

function caseLines({ number, resumes, status, closingWay, closedOn, handler, stages, ...parts }: CaseReport): string[] {
  const { timeline, documents, deadlines, money } = parts;
  const yuan = (fen: number) => `${yuanText(fen)} 元`;
  return [
    '',
    `■ ${number}${resumes === null ? '' : `（恢复 / resumes ${resumes}）`}`,
    '',
    '时间线 / Timeline',
    ...timeline.map(({ on, kind, text, legalBasis = [] }) => {
      const basis = legalBasis.length > 0 && kind !== 'deadlineBegin' ? `  〔${legalBasis.join(' ')}〕` : '';
      return `  ${on}  ${both(text)}${basis}`;
    }),
    '',
    `文书 / Documents (${documents.length})`,
    ...documents.map(({ on, type, number: documentNumber, addressee, served }) => {
      const services = served.map(({ to, on: servedOn }) => `${to} ${servedOn}`).join('，');
      return `  ${on}  ${type} ${documentNumber}${addressee ? ` 致 ${addressee}` : ''}${services ? `  送达 / served: ${services}` : ''}`;
    }),
    '',
    `期限 / Deadlines (${deadlines.length})`,
    ...deadlines.flatMap(({ label, explanation }) => [`  ${label}：${explanation.zh}`, `    ${explanation.en}`]),
    '',
    '案款 / Money',
    `  标的 / claim ${yuan(money.claimFen)}  收款 / received ${yuan(money.receivedFen)}  发放 / disbursed ${yuan(money.disbursedFen)}  退还 / refunded ${yuan(money.refundedFen)}  结存 / balance ${yuan(money.bankFen)}`,
    ...money.entries.map(
      ({ on, description, amountFen, parties }) =>
        `  ${on}  ${description}  ${yuan(amountFen)}${parties.length > 0 ? `  ${parties.join('、')}` : ''}`,
    ),
    '',
    '状态 / State',
    `  ${both(word('status', status))}${closingWay === null ? '' : `  ${both(word('way', closingWay))} ${closedOn}`}  承办人 / handler: ${handler ?? '—'}`,
    `  阶段 / stages: ${stages.join(' → ')}`,
  ];
}

function expectationLines(differences: readonly Difference[]): string[] {
  if (differences.length === 0) return ['  与预期一致 / as expected'];
  return ['  与预期不符 / not as expected:', ...differences.map((one) => `    ${both(inWords(one))}`)];
}
