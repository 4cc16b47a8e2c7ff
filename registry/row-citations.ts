// Every row of a decision table with dates rests on an article that is in force on the first and on the last day of the
// row (docs/add-statutory-number.md). Deployment, `npm run bpmn -- check` and the tests use this.
import { type DatedRow, datedRows } from '../engine/check/index.ts';
import type { Decision } from '../engine/dmn/index.ts';
import { lineOf } from '../engine/dmn/xml.ts';
import { type Fault, faultAt } from '../engine/fault.ts';
import { resolveCitation } from '../law/citation.ts';
import { citations } from '../law/citation-text.ts';
import { say } from './fault-messages.ts';

/** A row that begins with this word states a parameter of the court's own and needs no article. */
const ownParameter = 'ownParameter';

export interface CitingRow extends DatedRow {
  /** The words of the row's annotation with `#`, also those that are no correct citation. */
  readonly citations: readonly string[];
  readonly isOwnParameter: boolean;
  /** The days on which the citations must resolve. */
  readonly days: readonly string[];
}

/** @param today the last day looked at for a row without an end that has begun */
export const citingRows = (decisions: readonly Decision[], today: string): CitingRow[] =>
  datedRows(decisions).map((dated) => {
    const { annotation = '' } = dated.row;
    const { from = today, until = from > today ? from : today } = dated;
    const words = citations(annotation);
    return {
      ...dated,
      citations: words.filter((word) => word.includes('#')),
      isOwnParameter: words[0] === ownParameter,
      days: [...new Set([dated.from ?? until, until])],
    };
  });

/** @param xml the file of the decisions, to find the lines */
export function faultsOfRows(decisions: readonly Decision[], xml: string, today: string): Fault[] {
  return citingRows(decisions, today).flatMap(({ decisionId, number, row, citations, isOwnParameter, days }) => {
    const line = (row.id !== undefined && lineOf(xml, row.id)) || lineOf(xml, decisionId);
    const found = row.annotation ?? '';
    if (citations.length === 0 && !isOwnParameter)
      return [faultAt(decisionId, line, say('registry.rowArticle', { row: number, found, mark: ownParameter }))];
    return citations.flatMap((citation) => {
      const [problem] = days.flatMap((date) => {
        const resolved = resolveCitation(citation, date);
        return 'error' in resolved ? [{ date, zh: resolved.errorZh, en: resolved.error }] : [];
      });
      if (!problem) return [];
      const { date, ...reason } = problem;
      return [faultAt(decisionId, line, say('registry.rowCitation', { row: number, date, reason }))];
    });
  });
}
