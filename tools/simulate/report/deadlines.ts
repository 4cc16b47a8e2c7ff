// A deadline with its explanation: when the procedure noted it (the period itself may have begun earlier, as with the
// filing), when it ends, by which law, and how it ended.
import { dateOfInstant, daysBetween } from '../../../engine/calendar.ts';
import type { Bilingual } from '../../../engine/catalogue.ts';
import { citationText } from '../../../law/citation-text.ts';
import { say } from './words.ts';

/** A deadline of the API's answer. */
export interface DeadlineRow {
  readonly workflowId: string;
  readonly key: number;
  readonly elementId: string;
  readonly label: string;
  readonly due: string;
  readonly provisional: boolean;
  readonly legalBasis: readonly string[];
  readonly state: 'open' | 'met' | 'missed' | 'cancelled';
  readonly openedAt: string;
  readonly closedAt: string | null;
}

export interface DeadlineReport {
  readonly label: string;
  readonly from: string;
  readonly lastDay: string;
  readonly state: DeadlineRow['state'];
  readonly closedOn: string | null;
  readonly provisional: boolean;
  readonly legalBasis: readonly string[];
  readonly explanation: Bilingual;
}

/** A period ends at 24:00 of its last day. */
export const lastDayOf = ({ due }: Pick<DeadlineRow, 'due'>): string => dateOfInstant(Date.parse(due) - 1);

/** A wait that time itself ended: nobody had anything to do. */
export const hasElapsed = ({ state, due, closedAt }: Pick<DeadlineRow, 'state' | 'due' | 'closedAt'>): boolean =>
  state === 'met' && closedAt !== null && Date.parse(closedAt) >= Date.parse(due);

export function deadlineReport(row: DeadlineRow): DeadlineReport {
  const { label, state, provisional, legalBasis } = row;
  const from = dateOfInstant(Date.parse(row.openedAt));
  const lastDay = lastDayOf(row);
  const closedOn = row.closedAt === null ? null : dateOfInstant(Date.parse(row.closedAt));
  const known = { label, from, lastDay, state, closedOn, provisional, legalBasis };
  return { ...known, explanation: explanationOf({ ...known, elapsed: hasElapsed(row) }) };
}

function explanationOf({
  from,
  lastDay,
  state,
  closedOn,
  provisional,
  legalBasis,
  elapsed,
}: Omit<DeadlineReport, 'explanation'> & { readonly elapsed: boolean }): Bilingual {
  const laws = { zh: lawsInWords(legalBasis, from), en: legalBasis.join(' ') };
  const none = { zh: '', en: '' };
  const period = say('deadline.period', {
    from,
    lastDay,
    days: daysBetween(from, lastDay),
    provisional: provisional ? say('deadline.provisional') : none,
    basis: legalBasis.length > 0 ? say('deadline.basis', { laws }) : none,
  });
  const end = endOf(elapsed ? 'elapsed' : state, closedOn);
  return { zh: `${period.zh}${end.zh}。`, en: `${period.en}${end.en}.` };
}

function endOf(state: DeadlineRow['state'] | 'elapsed', closedOn: string | null): Bilingual {
  if (state === 'open') return say('deadline.open');
  if (closedOn === null) return say('deadline.stillMissed');
  return say(`deadline.${state}`, { on: closedOn });
}

/** A law's title once for its articles that stand together. */
function lawsInWords(legalBasis: readonly string[], date: string): string {
  const texts = legalBasis.map((one) => /^(《.*》)?(.*)$/.exec(citationText(one, date))!);
  return texts
    .map(([text, title], index) => (title && title === texts[index - 1]?.[1] ? text.slice(title.length) : text))
    .join('、');
}
