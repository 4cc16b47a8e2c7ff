// The dated timeline of a case, from the committed steps and the registers. Within one turn the cause comes first, then
// its consequences as the diagrams order them, so that both ways of playing give the same timeline.
import { agencies } from '../../../activities/agencies/index.ts';
import providers from '../../../activities/agencies/providers.json' with { type: 'json' };
import { knownRole } from '../../../api/problems/messages.ts';
import { dateOfInstant } from '../../../engine/calendar.ts';
import type { Bilingual } from '../../../engine/catalogue.ts';
import type { Variables } from '../../../engine/event.ts';
import { yuanText } from '../../../engine/feel/builtins/money.ts';
import type { Command } from '../../../engine/index.ts';
import { citations } from '../../../law/citation-text.ts';
import { messages } from '../../../registry/messages.ts';
import type { Happening } from '../play/board.ts';
import { compareKeys, placeIn } from '../play/order.ts';
import { type DeadlineRow, hasElapsed, lastDayOf } from './deadlines.ts';
import type { Reported } from './report.ts';
import { say, word } from './words.ts';

export interface TimelineEntry {
  readonly on: string;
  readonly kind: Kind;
  readonly text: Bilingual;
  readonly process?: string;
  readonly element?: string;
  readonly by?: { readonly name: string; readonly role: string };
  readonly stage?: string;
  readonly legalBasis?: readonly string[];
}

/** In the order within one element. */
const kinds = [
  'filed',
  'message',
  'task',
  'answer',
  'deadlineEnd',
  'stage',
  'step',
  'document',
  'money',
  'deadlineBegin',
  'incident',
  'closed',
] as const;
type Kind = (typeof kinds)[number];

/** Kinds that cause a turn. */
const causes: readonly Kind[] = ['filed', 'message', 'task'];

interface Line {
  readonly turn: number;
  readonly place: readonly number[];
  readonly entry: TimelineEntry;
}

interface Registered {
  readonly number: string;
  readonly filedOn: string;
  readonly resumedFrom: string | null;
  readonly deadlines: readonly DeadlineRow[];
}

export function timelineOf(reported: Reported, whole: Registered, caseId: string): TimelineEntry[] {
  const own = reported.board.happenings.filter(({ batch }) => batch.caseId === caseId);
  const failed = failedJobs(own);
  const lines = [
    filedLine(whole, own[0]?.turn ?? 0),
    ...sentLines(reported, caseId),
    ...own.flatMap((happening) => linesOf(reported, happening, failed)),
    ...whole.deadlines.flatMap((row) => deadlineLines(reported, row, own)),
  ];
  return withoutRepeatedStages(lines.sort(inOrder).map(({ entry }) => entry));
}

/** A process and its first element may both name the stage. */
function withoutRepeatedStages(entries: readonly TimelineEntry[]): TimelineEntry[] {
  let current: string | undefined;
  return entries.filter(({ kind, stage }) => {
    if (kind !== 'stage') return true;
    const isNew = stage !== current;
    current = stage;
    return isNew;
  });
}

function inOrder(one: Line, other: Line): number {
  const key = ({ turn, place, entry }: Line) => [
    ...(causes.includes(entry.kind) ? [entry.on, turn, 0] : [entry.on, turn, 1]),
    ...place,
    -1,
    kinds.indexOf(entry.kind),
  ];
  return compareKeys(key(one), key(other)) || (one.entry.text.zh < other.entry.text.zh ? -1 : 1);
}

const filedLine = ({ number, filedOn }: Registered, turn: number): Line => ({
  turn,
  place: [],
  entry: { on: filedOn, kind: 'filed', text: say('line.filed', { number }) },
});

const sentLines = ({ played }: Reported, caseId: string): Line[] =>
  played.sent
    .filter((sent) => sent.caseId === caseId)
    .map(({ turn, date, name, by, outcome }) => {
      const { title, legalBasis } = messages.find((message) => message.name === name)!;
      const text = say('line.message', { person: by.name, title, outcome: word('outcome', outcome) });
      return {
        turn,
        place: [],
        entry: { on: date, kind: 'message', text, by: { name: by.name, role: by.role }, legalBasis },
      };
    });

/** Jobs that failed had no effect. */
const failedJobs = (happenings: readonly Happening[]): ReadonlySet<string> =>
  new Set(
    happenings.flatMap(({ batch: { workflowId, event } }) =>
      event.type === 'jobFailed' ? [`${workflowId}#${event.key}`] : [],
    ),
  );

function linesOf(reported: Reported, happening: Happening, failed: ReadonlySet<string>): Line[] {
  const { turn, date: on, batch } = happening;
  const { workflowId, commands, event } = batch;
  const process = batch.model.processId;
  const lineAt = (elementId: string, kind: Kind, text: Bilingual, more: Partial<TimelineEntry> = {}): Line => ({
    turn,
    place: placeIn(reported.catalogue, reported.board.processIds, workflowId, elementId),
    entry: { on, kind, text, process, element: elementId, ...more },
  });
  const answered = answerIn(event);
  return [
    ...(answered ? [lineAt(elementOf(happening), 'answer', answered)] : []),
    ...commands.flatMap((command) =>
      'key' in command && failed.has(`${workflowId}#${command.key}`) && command.type === 'runJob'
        ? []
        : commandLines(command, lineAt, batch.actor),
    ),
  ];
}

type LineAt = (elementId: string, kind: Kind, text: Bilingual, more?: Partial<TimelineEntry>) => Line;

function commandLines(command: Command, lineAt: LineAt, actor: Happening['batch']['actor']): Line[] {
  if (command.type === 'raiseIncident') {
    const reason = { zh: command.messageZh, en: command.message };
    const text = say('line.incident', { name: command.name, element: command.elementId, reason });
    return [lineAt(command.elementId, 'incident', text)];
  }
  if (command.type === 'runJob') return jobLines(command, lineAt);
  if (command.type !== 'record') return [];
  const { elementId: element, elementType, name, intent, properties, actor: own = actor } = command.record;
  const legalBasis = citations(properties['legalBasis'] ?? '');
  const { stage } = properties;
  if (intent === 'activated')
    return stage === undefined ? [] : [lineAt(element, 'stage', say('line.stage', { stage }), { stage })];
  if (intent !== 'completed') return [];
  if (elementType === 'userTask') {
    const person = own?.id ?? '';
    const role = own?.role ?? '';
    const text = say('line.task', { role: knownRole(role), person, name, element });
    return [lineAt(element, 'task', text, { by: { name: person, role }, legalBasis })];
  }
  const isAct = (elementType === 'serviceTask' || elementType === 'sendTask') && legalBasis.length > 0;
  return isAct ? [lineAt(element, 'step', say('line.step', { name, element }), { legalBasis })] : [];
}

function jobLines(
  { jobType, elementId, variables, properties }: Extract<Command, { type: 'runJob' }>,
  lineAt: LineAt,
): Line[] {
  const legalBasis = citations(properties['legalBasis'] ?? '');
  const yuan = (fen: unknown) => yuanText(Number(fen));
  switch (jobType) {
    case 'db:document.issue': {
      const { type, addressee } = variables['document'] as { type: string; addressee?: string | null };
      const to = addressee ? say('line.addressee', { name: addressee }) : { zh: '', en: '' };
      return [lineAt(elementId, 'document', say('line.document', { type, addressee: to }), { legalBasis })];
    }
    case 'db:funds.receive':
      return [lineAt(elementId, 'money', say('line.received', { yuan: yuan(variables['amountFen']) }), { legalBasis })];
    case 'db:funds.disburse':
      return ((variables['payments'] ?? []) as unknown as Payment[]).map(({ payee, purpose, amountFen }) =>
        lineAt(
          elementId,
          'money',
          say('line.paid', { payee, purpose: word('purpose', purpose), yuan: yuan(amountFen) }),
          { legalBasis },
        ),
      );
    case 'db:case.close':
      return [
        lineAt(elementId, 'closed', say('line.closed', { way: word('way', String(variables['way'])) }), { legalBasis }),
      ];
    default:
      return [];
  }
}

interface Payment {
  readonly payee: string;
  readonly purpose: string;
  readonly amountFen: number;
}

/** An agency's answer, at once or later. */
function answerIn(event: Happening['batch']['event']): Bilingual | undefined {
  if (event.type !== 'jobDone' && event.type !== 'message') return undefined;
  const { agency, provider, operation, state, reason } = (event.variables['request'] ?? {}) as Variables;
  const known = agencies[String(agency)]?.operations[String(operation)];
  if (!known || (state === 'accepted' && event.type === 'jobDone')) return undefined;
  const body = providers.find((one) => one.agency === agency && one.provider === provider)?.title ?? String(provider);
  return say('line.answer', {
    body,
    operation: { zh: known.title, en: String(operation) },
    state: word('state', String(state)),
    reason: typeof reason === 'string' ? say('line.reason', { reason }) : { zh: '', en: '' },
  });
}

/** The element that the step's first record is about. */
function elementOf({ batch }: Happening): string {
  const first = batch.commands.find((command) => command.type === 'record');
  return first?.type === 'record' ? first.record.elementId : '';
}

function deadlineLines(reported: Reported, row: DeadlineRow, own: readonly Happening[]): Line[] {
  const { workflowId, elementId: element, label, legalBasis, state } = row;
  const process = reported.board.processIds.get(workflowId)!;
  const place = placeIn(reported.catalogue, reported.board.processIds, workflowId, element);
  const steps = own.filter(({ batch }) => batch.workflowId === workflowId && concerns(batch.commands, row.key));
  const lastDay = lastDayOf(row);
  const line = (at: string, turn: number, kind: Kind, text: Bilingual): Line => ({
    turn,
    place,
    entry: { on: dateOfInstant(Date.parse(at)), kind, text, process, element, legalBasis },
  });
  const begin = line(row.openedAt, steps[0]?.turn ?? 0, 'deadlineBegin', say('line.opened', { label, lastDay }));
  if (state === 'open') return [begin];
  const end = hasElapsed(row) ? 'elapsed' : state;
  const text = end === 'cancelled' ? say('line.cancelled', { label }) : say(`line.${end}`, { label, lastDay });
  // A deadline that is missed and still to be done has no step that ended it.
  const ended = row.closedAt ?? row.due;
  return [begin, line(ended, row.closedAt === null ? 0 : (steps.at(-1)?.turn ?? 0), 'deadlineEnd', text)];
}

const concerns = (commands: readonly Command[], key: number): boolean =>
  commands.some(
    (command) => (command.type === 'record' ? command.record.key : 'key' in command && command.key) === key,
  );
