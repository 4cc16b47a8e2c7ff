// When a timer is due. Date: an instant or a date (its beginning in Asia/Shanghai). Duration and cycle: ISO 8601.
import { addDays, dateOfInstant, isDate, startOf } from '../calendar.ts';
import type { Json } from '../event.ts';
import type { Element } from '../graph.ts';
import { IncidentError } from './incidents.ts';

export interface TimerPlan {
  readonly due: string;
  /** Repetitions left after this one; absent: none, -1: without end. */
  readonly left?: number;
}

/** @param from instant that durations count from @throws IncidentError for a value that is no timer */
export function timerPlan(kind: 'date' | 'duration' | 'cycle', value: Json, from: string, element: Element): TimerPlan {
  if (typeof value === 'string') {
    if (kind === 'date') {
      const due = Date.parse(isDate(value) ? startOf(value) : value);
      if (!Number.isNaN(due)) return { due: iso(due) };
    }
    if (kind === 'duration') {
      const due = addDuration(from, value);
      if (due) return { due };
    }
    if (kind === 'cycle') {
      const [, count, duration] = /^R(\d*)\/(P.*)$/.exec(value) ?? [];
      const due = duration ? addDuration(from, duration) : undefined;
      if (due && count !== '0') return { due, left: count ? Number(count) - 1 : -1 };
    }
  }
  throw new IncidentError(
    'expression',
    `Expected a timer ${kind} at '${element.id}' (ISO 8601); found ${JSON.stringify(value)}.`,
  );
}

const pattern = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Years, months and days go by the calendar of Asia/Shanghai; a month's missing day is its last one (CPL#85). */
export function addDuration(from: string, duration: string): string | undefined {
  const match = pattern.exec(duration);
  if (!match || duration === 'P' || duration.endsWith('T')) return undefined;
  const [years, months, weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const start = Date.parse(from);
  const date = dateOfInstant(start);
  const timeOfDay = start - Date.parse(startOf(date));
  const moved = addDays(addMonths(date, years * 12 + months), weeks * 7 + days);
  return iso(Date.parse(startOf(moved)) + timeOfDay + ((hours * 60 + minutes) * 60 + seconds) * 1000);
}

function addMonths(date: string, months: number): string {
  if (months === 0) return date;
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return `${first.toISOString().slice(0, 8)}${String(Math.min(day, last)).padStart(2, '0')}`;
}

const iso = (milliseconds: number) => new Date(milliseconds).toISOString();
