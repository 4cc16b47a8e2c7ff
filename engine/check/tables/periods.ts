// The days on which each row of a decision table holds.
import type { Decision, DecisionTable, Rule } from '../../dmn/decision.ts';
import { axesOf, piecesIn } from './axes.ts';
import { dateOf } from './cells.ts';
import { tablesIn } from './tables-in.ts';

export interface DatedRow {
  readonly decisionId: string;
  /** Counted from 1. */
  readonly number: number;
  readonly row: Rule;
  /** First day; absent: no beginning. */
  readonly from?: string;
  /** Last day; absent: no end. */
  readonly until?: string;
}

/** The rows of the tables that have a column of dates; the first such column counts. */
export const datedRows = (decisions: readonly Decision[]): DatedRow[] =>
  decisions.flatMap((decision) =>
    tablesIn(decision)
      .flatMap(rowsOf)
      .map((row) => ({ decisionId: decision.id, ...row })),
  );

function rowsOf(table: DecisionTable): Omit<DatedRow, 'decisionId'>[] {
  const days = axesOf(table).find(({ kind }) => kind === 'date');
  if (!days) return [];
  return table.rules.map((row, index) => {
    const pieces = piecesIn(days, days.taken[index]!).flatMap((piece) => (piece.kind === 'date' ? [piece] : []));
    const [from, until] = [pieces[0]?.from, pieces.at(-1)?.to];
    return { number: index + 1, row, ...dayAt('from', from), ...dayAt('until', until) };
  });
}

const dayAt = (name: 'from' | 'until', day = Number.NaN): Pick<DatedRow, 'from' | 'until'> =>
  Number.isFinite(day) ? { [name]: dateOf(day) } : {};
