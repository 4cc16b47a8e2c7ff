// Decision tables: finds inputs that two rules of a UNIQUE table match, and inputs that no rule matches. Either raises
// an incident in a case with such an input; for a statutory number, in every case from that day on. This check does not
// affect evaluation.
import type { Bilingual } from '../../catalogue.ts';
import type { Decision, DecisionTable, Rule } from '../../dmn/decision.ts';
import { lineOf } from '../../dmn/xml.ts';
import { faultAt } from '../../fault.ts';
import { say } from '../messages.ts';
import { advised, type Finding } from '../rule.ts';
import type { Axis } from './axes.ts';
import { axesOf } from './axes.ts';
import { gapsOf, overlapsOf } from './regions.ts';
import { tablesIn } from './tables-in.ts';
import { exampleIn, wholeOf } from './words.ts';

/** Larger tables are not compared, because the check compares every pair of rows. */
const mostRules = 1000;
/** The most findings of one kind that are listed for a table. */
const mostListed = 10;

/** @param xml the file of the decisions, to find the lines */
export function checkTables(decisions: readonly Decision[], xml: string): Finding[] {
  return decisions.flatMap((decision) =>
    tablesIn(decision).flatMap((table) =>
      findingsOf(table).map(({ rule, row, reason, advice, ...kind }) => {
        const line = (row?.id && lineOf(xml, row.id)) || lineOf(xml, decision.id);
        return { rule, ...faultAt(decision.id, line, reason), ...advised(advice), ...kind };
      }),
    ),
  );
}

type TableFinding = Pick<Finding, 'rule' | 'isPossible' | 'isAssumption'> & {
  readonly row?: Rule;
  readonly reason: Bilingual;
  readonly advice: Bilingual;
};

function findingsOf(table: DecisionTable): TableFinding[] {
  const { hitPolicy, outputs, rules } = table;
  if (!['UNIQUE', 'ANY', 'PRIORITY', 'FIRST'].includes(hitPolicy)) return [];
  if (rules.length > mostRules)
    return [notCompared(say('check.tables.tooManyRows', { found: rules.length, limit: mostRules }))];
  const axes = axesOf(table);
  return [
    ...(hitPolicy === 'UNIQUE' ? overlaps(table, axes) : []),
    ...(outputs.some(({ fallback }) => fallback !== undefined) ? [] : gaps(table, axes)),
    ...unread(axes),
  ];
}

function overlaps({ rules }: DecisionTable, axes: readonly Axis[]): TableFinding[] {
  const found = overlapsOf(axes, rules.length).map(({ rules: [first, second], region }) => ({
    rule: 'overlaps',
    row: rules[second]!,
    reason: say('check.overlaps', { first: first + 1, second: second + 1, example: exampleIn(region) }),
    advice: say('check.overlaps.advice'),
  }));
  return listed(found, 'check.overlaps.more');
}

function gaps({ rules }: DecisionTable, axes: readonly Axis[]): TableFinding[] {
  const all = gapsOf(axes, rules.length);
  if (!all) return [notCompared(say('check.tables.tooManyInputs'))];
  const found = all.map(({ region, isOfDays }) => ({
    rule: 'gaps',
    reason: say('check.gaps', { region: wholeOf(region) }),
    advice: say(isOfDays ? 'check.gaps.days.advice' : 'check.gaps.advice'),
    ...(isOfDays ? {} : { isPossible: true as const }),
  }));
  return listed(found, 'check.gaps.more');
}

function listed(found: readonly TableFinding[], more: 'check.overlaps.more' | 'check.gaps.more'): TableFinding[] {
  const last = found[mostListed];
  return last === undefined
    ? [...found]
    : [...found.slice(0, mostListed), { ...last, reason: say(more, { count: found.length - mostListed }) }];
}

function unread(axes: readonly Axis[]): TableFinding[] {
  const cells = [...new Set(axes.flatMap((axis) => axis.unread.flat()))];
  if (cells.length === 0) return [];
  const shown = cells.slice(0, mostListed).map((cell) => `\`${cell}\``);
  return [notCompared(say('check.tables.unread', { cells: shown.join(', ') }))];
}

const notCompared = (reason: Bilingual): TableFinding => ({
  rule: 'tables',
  reason,
  advice: say('check.tables.advice'),
  isPossible: true,
  isAssumption: true,
});
