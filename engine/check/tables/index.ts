// Decision tables: inputs that two rules of a UNIQUE table take, and inputs that no rule takes. Either is an incident
// in the case that brings such an input, and for a statutory number in every case from that day on. Evaluation is not
// concerned.
import type { Decision, DecisionTable, Logic, Rule } from '../../dmn/decision.ts';
import { lineOf } from '../../dmn/xml.ts';
import type { Finding } from '../rule.ts';
import type { Axis } from './axes.ts';
import { axesOf } from './axes.ts';
import { gapsOf, overlapsOf } from './regions.ts';
import { exampleIn, wholeOf } from './words.ts';

/** Larger tables are not compared: every pair of rows is looked at. */
const mostRules = 1000;
/** A table lists no more findings of one kind than these. */
const mostListed = 10;

/** @param xml the decisions' file, for the lines */
export function checkTables(decisions: readonly Decision[], xml: string): Finding[] {
  return decisions.flatMap((decision) =>
    tablesIn('logic' in decision ? decision.logic : undefined).flatMap((table) =>
      findingsOf(table).map(({ rule, row, ...finding }) => {
        const line = (row?.id && lineOf(xml, row.id)) || lineOf(xml, decision.id);
        return { rule, elementId: decision.id, ...(line === undefined ? {} : { line }), ...finding };
      }),
    ),
  );
}

/** Tables may stand inside contexts, functions and lists. */
function tablesIn(logic: Logic | undefined): DecisionTable[] {
  const found: DecisionTable[] = [];
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('type' in value && value.type === 'table') found.push(value as DecisionTable);
    else for (const part of Object.values(value)) look(part);
  };
  look(logic);
  return found;
}

type TableFinding = Omit<Finding, 'elementId' | 'line'> & { readonly row?: Rule };

function findingsOf(table: DecisionTable): TableFinding[] {
  const { hitPolicy, outputs, rules } = table;
  if (!['UNIQUE', 'ANY', 'PRIORITY', 'FIRST'].includes(hitPolicy)) return [];
  if (rules.length > mostRules)
    return [notCompared(`The table has ${rules.length} rows; tables of more than ${mostRules} are not compared.`)];
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
    reason: `Expected one row of a UNIQUE table for each input; rows ${first + 1} and ${second + 1} both take ${exampleIn(region)}.`,
    advice: 'Give the older row an end, the day before the newer one begins: docs/add-statutory-number.md.',
  }));
  return listed(found, 'pairs of rows overlap');
}

function gaps({ rules }: DecisionTable, axes: readonly Axis[]): TableFinding[] {
  const all = gapsOf(axes, rules.length);
  if (!all) return [notCompared('The table has too many combinations of inputs to look for one that no row takes.')];
  const found = all.map(({ region, isOfDays }) => ({
    rule: 'gaps',
    reason: `Expected a row for ${wholeOf(region)}; found none.`,
    advice: isOfDays
      ? 'Let each row begin the day after the one before it ends, and the last one be without an end: docs/add-statutory-number.md.'
      : 'Add a row, give the outputs default values, or declare which values the input may have.',
    ...(isOfDays ? {} : { isPossible: true as const }),
  }));
  return listed(found, 'parts of the table have no row');
}

function listed<Found extends TableFinding>(found: readonly Found[], what: string): Found[] {
  const last = found[mostListed];
  return last === undefined
    ? [...found]
    : [...found.slice(0, mostListed), { ...last, reason: `${found.length - mostListed} more ${what}.` }];
}

function unread(axes: readonly Axis[]): TableFinding[] {
  const cells = [...new Set(axes.flatMap((axis) => axis.unread.flat()))];
  if (cells.length === 0) return [];
  const shown = cells.slice(0, mostListed).map((cell) => `\`${cell}\``);
  return [notCompared(`Rows are not compared at cells that are not made of constants: ${shown.join(', ')}.`)];
}

const notCompared = (reason: string): TableFinding => ({
  rule: 'tables',
  reason,
  advice: 'Make sure by tests that its rows neither overlap nor leave a gap.',
  isPossible: true,
  isAssumption: true,
});
