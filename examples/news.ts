// News of a case since the last look, in sentences: acts with actor and legal basis, documents issued, deadlines
// opened, met or missed, incidents.
import { dateOfInstant } from '../engine/calendar.ts';
import { inBoth } from '../engine/catalogue.ts';
import { type messages, say } from './messages.ts';

interface Line {
  readonly seq: number;
  readonly legalAt: string;
  readonly legalDate: string;
  readonly elementId: string;
  readonly elementType: string;
  readonly name: string;
  readonly intent: string;
  readonly actorRole: string | null;
  readonly legalBasis: readonly string[];
  readonly data: { readonly messageZh?: string };
}

interface Issued {
  readonly id: string;
  readonly number: string;
  readonly type: string;
  readonly addressee: string | null;
  readonly issuedOn: string;
}

interface Deadline {
  readonly workflowId: string;
  readonly key: number;
  readonly label: string;
  readonly dueOn: string;
  readonly state: 'open' | 'met' | 'missed' | 'cancelled';
  readonly openedAt: string;
  readonly closedAt: string | null;
}

/** Everything of a case that was reported before; grows with each look. */
export interface Seen {
  readonly lines: Line[];
  readonly documents: Set<string>;
  readonly deadlines: Map<string, string>;
}

export const nothingSeen = (): Seen => ({ lines: [], documents: new Set(), deadlines: new Map() });

/** One sentence of the story. */
export interface News {
  readonly date: string;
  readonly text: string;
}

type Read = (path: string) => Promise<unknown>;

/**
 * Reads the case and returns its news, by date.
 * @param read GETs a path below `/cases/<number>`
 */
export async function newsOf(seen: Seen, read: Read): Promise<News[]> {
  const lines = await linesFrom((seen.lines.at(-1)?.seq ?? 0) + 1, read);
  if (lines.length === 0) return [];
  seen.lines.push(...lines);
  const { items: documents } = (await read('/documents')) as { items: Issued[] };
  const { items: deadlines } = (await read('/deadlines')) as { items: Deadline[] };
  const news = [
    ...lines.flatMap(actNews),
    ...documents.flatMap((issued) => documentNews(seen, issued)),
    ...deadlines.flatMap((one) => deadlineNews(seen, one)),
  ];
  return news.sort((one, other) => one.date.localeCompare(other.date));
}

/** The lines of the timeline from a number on, page by page. */
async function linesFrom(from: number, read: Read): Promise<Line[]> {
  const lines: Line[] = [];
  let next: string | undefined;
  do {
    const after: string = next === undefined ? '' : `&after=${next}`;
    const page = (await read(`/timeline?pageSize=200&from=${from}${after}`)) as { items: Line[]; next?: string };
    lines.push(...page.items);
    next = page.next;
  } while (next !== undefined);
  return lines;
}

const word = (id: keyof typeof messages): string => inBoth(say(id));

const roles: { readonly [role: string]: string } = {
  judge: word('judge'),
  officer: word('officer'),
  clerk: word('clerk'),
  president: word('president'),
  supervisor: word('supervisor'),
};

function actNews({ legalDate, elementType, name, intent, actorRole, legalBasis, data }: Line): News[] {
  const basis = legalBasis.length > 0 ? `〔${legalBasis.join(' ')}〕` : '';
  if (intent === 'incidentRaised')
    return [{ date: legalDate, text: `${word('incident')}：${name}：${data.messageZh ?? ''}` }];
  if (intent !== 'completed') return [];
  if (elementType === 'userTask')
    return [{ date: legalDate, text: `${roles[actorRole ?? ''] ?? actorRole ?? ''}：${name} ${basis}` }];
  const isTold = elementType === 'serviceTask' && basis !== '';
  return isTold ? [{ date: legalDate, text: `${name} ${basis}` }] : [];
}

function documentNews(seen: Seen, { id, type, number, addressee, issuedOn }: Issued): News[] {
  if (seen.documents.has(id)) return [];
  seen.documents.add(id);
  return [
    {
      date: issuedOn,
      text: `  ${word('document')}：${type} ${number}${addressee ? `，${word('to')} ${addressee}` : ''}`,
    },
  ];
}

function deadlineNews(seen: Seen, { workflowId, key, label, dueOn, state, openedAt, closedAt }: Deadline): News[] {
  const id = `${workflowId}#${key}`;
  if (seen.deadlines.get(id) === state) return [];
  seen.deadlines.set(id, state);
  return [
    {
      date: dateOfInstant(Date.parse(closedAt ?? openedAt)),
      text: `  ${word(state)}：${label}（${word('until')} ${dueOn}）`,
    },
  ];
}
