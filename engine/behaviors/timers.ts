// Due instants of timers. Date: an instant or a date (its start in Asia/Shanghai). Duration: ISO 8601. Cycle: ISO 8601
// or a cron expression.
import { addDays, addMonths, dateOfInstant, instantOf, isDate, startOf } from '../calendar.ts';
import type { Json } from '../event.ts';
import type { Element } from '../graph.ts';
import { say } from '../messages.ts';
import { nextByCron } from './cron.ts';
import { IncidentError } from './incidents.ts';

export interface TimerPlan {
  readonly due: string;
  /** Cycle: the time between two turns, and the turns left after this one; without `left` it has no end. */
  readonly period?: string;
  readonly left?: number;
  /** Cycle of months or years: the instant that its turns are counted from, and the number of this one. */
  readonly counted?: { readonly from: string; readonly turn: number };
  /** Cycle by a cron expression, which has no end. */
  readonly cron?: string;
}

/** @param from instant that durations count from @throws IncidentError for a value that is no timer */
export function timerPlan(kind: 'date' | 'duration' | 'cycle', value: Json, from: string, element: Element): TimerPlan {
  const plan = typeof value === 'string' ? planners[kind](value, from) : undefined;
  if (plan) return plan;
  const { id, name } = element;
  throw new IncidentError('expression', say(`incident.noTimer.${kind}`, { id, name, found: JSON.stringify(value) }));
}

/** The accepted forms, for messages. */
export const forms = {
  date: 'an ISO 8601 date',
  duration: 'an ISO 8601 duration',
  cycle: 'an ISO 8601 cycle, a cron expression that comes again (six fields, from the second to the day of the week)',
};

const planners = {
  date: (text: string) => {
    const due = instantOf(isDate(text) ? startOf(text) : text);
    return due === undefined ? undefined : { due: iso(due) };
  },
  duration: (text: string, from: string) => {
    const due = addDuration(from, text);
    return due === undefined ? undefined : { due };
  },
  /** `R3/PT1H`, `R/P1M`, `R3/2026-03-02T00:00:00Z/PT1H`, `0 0 9 * * MON-FRI`, `@daily`. */
  cycle: (text: string, from: string): TimerPlan | undefined => {
    const byCron = nextByCron(text, from);
    if (byCron !== undefined) return { due: byCron, cron: text };
    const [, count, start, period] = /^R(\d*)\/(?:(\d[^/[]*(?:\[[^\]]*\])?)\/)?(P[^/]*)$/.exec(text) ?? [];
    const first = start ? planners.date(start)?.due : period && addDuration(from, period);
    const next = period && addDuration(from, period);
    if (!first || !period || !next || count === '0') return undefined;
    // Without end and without a time between its turns it would stand still.
    if (count === '' && next <= from) return undefined;
    const counted = start ? { from: first, turn: 0 } : { from, turn: 1 };
    return {
      due: first,
      period,
      ...(count ? { left: Number(count) - 1 } : {}),
      ...(hasMonths.test(period) ? { counted } : {}),
    };
  },
};

/** Years or months, whose length depends on the day that they are counted from. */
const hasMonths = /^P[^T]*[YM]/;

/**
 * Turns follow one another by the plan, not by when each was noticed. Each month is counted from the first day, not
 * from the turn before: monthly from the 31st is the last day of a short month, and the 31st again after it (CPL#85).
 */
export function nextTurn<T extends TimerPlan>(turn: T): T | undefined {
  const { due, period, left, cron, counted } = turn;
  if (cron !== undefined) {
    const next = nextByCron(cron, due);
    return next === undefined ? undefined : { ...turn, due: next };
  }
  if (period === undefined || left === 0) return undefined;
  // Only months and years differ in length; a turn of any other cycle follows the turn before.
  const following = counted && { ...counted, turn: counted.turn + 1 };
  const next = following ? addDuration(following.from, period, following.turn) : addDuration(due, period);
  if (next === undefined) return undefined;
  return {
    ...turn,
    due: next,
    ...(left === undefined ? {} : { left: left - 1 }),
    ...(following ? { counted: following } : {}),
  };
}

export const isTimerText = (kind: keyof typeof planners, text: string): boolean =>
  planners[kind](text, '2000-01-01T00:00:00Z') !== undefined;

const pattern = /^(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/**
 * The longest wait of a timer: within it, every due instant has a year of four digits.
 */
const mostDays = 365_000;

/**
 * Years, months and days follow the calendar of Asia/Shanghai; a month's missing day is its last one (CPL#85).
 * Undefined if the text is no duration, or a duration that is too long.
 * @param times adds the duration as often at once
 */
export function addDuration(from: string, duration: string, times = 1): string | undefined {
  const match = pattern.exec(duration);
  if (!match || duration.endsWith('P') || duration.endsWith('T')) return undefined;
  const sign = match[1] ? -times : times;
  const [years, months, weeks, days, hours, minutes, seconds] = match
    .slice(2)
    .map((part) => sign * Number(part ?? 0)) as [number, number, number, number, number, number, number];
  if (Math.abs(years * 366 + months * 31 + weeks * 7 + days + (hours + minutes / 60 + seconds / 3600) / 24) > mostDays)
    return undefined;
  const start = Date.parse(from);
  const date = dateOfInstant(start);
  const timeOfDay = start - Date.parse(startOf(date));
  const moved = addDays(addMonths(date, years * 12 + months), weeks * 7 + days);
  return iso(Date.parse(startOf(moved)) + timeOfDay + ((hours * 60 + minutes) * 60 + seconds) * 1000);
}

const iso = (milliseconds: number) => new Date(milliseconds).toISOString();
