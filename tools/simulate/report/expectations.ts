// Compares a report with what the scenario expects.
import type { Bilingual } from '../../../engine/catalogue.ts';
import type { CaseExpectation, Expectation } from '../scenario/scenario.ts';
import type { CaseReport, Report } from './report.ts';
import { say } from './words.ts';

export interface Difference {
  /** JSON Pointer to the expectation. */
  readonly field: string;
  readonly expected: unknown;
  readonly found: unknown;
}

/** All differences; an empty list when the case ran as expected. */
export function differencesOf(report: Report, expected: Expectation = {}): Difference[] {
  const { outcome, waitingFor, resumed, ...filed } = expected;
  const waiting = report.waiting.flatMap(({ task, name }) => [task, name]);
  const [first, second] = report.cases;
  return [
    ...equal('/expect/outcome', outcome, report.outcome),
    ...(waitingFor ?? []).flatMap((name, index) =>
      waiting.includes(name)
        ? []
        : [{ field: `/expect/waitingFor/${index}`, expected: name, found: report.waiting.map((one) => one.name) }],
    ),
    ...differencesOfCase('/expect', filed, first),
    ...(resumed ? differencesOfCase('/expect/resumed', resumed, second) : []),
  ];
}

export const inWords = ({ field, expected, found }: Difference): Bilingual =>
  say('expect.differs', { field, expected: shown(expected), found: shown(found) });

const shown = (value: unknown): Bilingual => {
  if (value === null || (Array.isArray(value) && value.length === 0)) return say('expect.nothing');
  const text = Array.isArray(value) ? value.join('、') : String(value);
  return { zh: text, en: text };
};

function differencesOfCase(
  field: string,
  { status, stages, documents, noDocuments, ledger, deadlines }: CaseExpectation,
  found: CaseReport | undefined,
): Difference[] {
  if (!found) return [{ field, expected: status ?? 'resumed', found: null }];
  const issued = found.documents.map(({ type }) => type);
  return [
    ...equal(`${field}/status`, status, found.status),
    ...equal(`${field}/stages`, stages, found.stages),
    ...(documents ? missing(`${field}/documents`, documents, issued) : []),
    ...(noDocuments ?? []).flatMap((type, index) =>
      issued.includes(type) ? [{ field: `${field}/noDocuments/${index}`, expected: null, found: type }] : [],
    ),
    ...Object.entries(ledger ?? {}).flatMap(([sum, fen]) =>
      equal(`${field}/ledger/${sum}`, fen, found.money[sum as 'receivedFen']),
    ),
    ...Object.entries(deadlines ?? {}).flatMap(([state, labels]) =>
      missing(
        `${field}/deadlines/${state}`,
        labels,
        found.deadlines.filter((deadline) => deadline.state === state).map(({ label }) => label),
      ),
    ),
  ];
}

function equal(field: string, expected: unknown, found: unknown): Difference[] {
  const isSame = expected === undefined || JSON.stringify(expected) === JSON.stringify(found);
  return isSame ? [] : [{ field, expected, found }];
}

/** Each name must be found as often as it is listed. */
function missing(field: string, expected: readonly string[], found: readonly string[]): Difference[] {
  const left = [...found];
  return expected.flatMap((name, index) => {
    const place = left.indexOf(name);
    if (place < 0) return [{ field: `${field}/${index}`, expected: name, found }];
    left.splice(place, 1);
    return [];
  });
}
