// The clocks of training cases on a running system: they stand while work is under way, and are then set forward to the
// next event, so that every act has its exact legal date on any machine.
import { setTimeout as sleep } from 'node:timers/promises';
import { dateOfInstant, startOf } from '../engine/calendar.ts';

/** The system on which a case is played. */
export interface World {
  /** Calls the API as one of the demonstration users; throws on an error status. */
  call(as: string, method: 'GET' | 'POST', path: string, body?: object): Promise<unknown>;
  /** Calls the agencies' simulator. */
  simulate(path: string, body: object): Promise<unknown>;
  /** Polls the agencies that do not call back, or waits until the worker has polled them. */
  fetchAnswers(): Promise<void>;
}

/** Cases whose clocks are set together, by their numbers. */
export interface Clocks {
  readonly world: World;
  readonly numbers: readonly string[];
}

/** `GET /cases/:id/clock`. */
interface Standing {
  readonly legalNow: string;
  readonly settled: boolean;
  readonly steps: number;
  readonly nextDue: string | null;
}

const dayMs = 86_400_000;
/** The clock is set a little past a due instant, so that the timer fires. */
export const graceMs = 1000;
/** Seconds per legal day at real speed, at which the clock practically stands. */
export const realSpeed = 86_400;
const officeOpensMs = 9 * 3_600_000;

export const casePath = (number: string) => `/cases/${encodeURIComponent(number)}`;

/** Nine o'clock in Asia/Shanghai, `days` calendar days after the instant; the instant itself for 0 days. */
export function officeHour(instantMs: number, days: number): number {
  if (days === 0) return instantMs;
  const localMidnight = Date.parse(startOf(dateOfInstant(instantMs)));
  return localMidnight + days * dayMs + officeOpensMs;
}

/**
 * Waits until all cases are settled in two readings with no step between. One reading is not enough: the cases are read
 * one by one, and one may send a message to another that was read before. Returns the legal instant (milliseconds).
 */
export async function settle(clocks: Clocks): Promise<number> {
  for (let before = ''; ; ) {
    const standings = await standingsOf(clocks);
    const now = standings.every(({ settled }) => settled) ? standings.map(({ steps }) => steps).join() : '';
    if (now !== '' && now === before) return Math.max(...standings.map(({ legalNow }) => Date.parse(legalNow)));
    before = now;
    if (now === '') await sleep(20);
  }
}

/** Legal instants (milliseconds) of the next timer and of the next answer of an agency; absent when there is none. */
export async function nextDues(clocks: Clocks): Promise<{ readonly timer?: number; readonly answer?: number }> {
  const { next } = (await clocks.world.simulate('/control/due', { cases: clocks.numbers })) as { next: string | null };
  const timers = (await standingsOf(clocks)).flatMap(({ nextDue }) => (nextDue === null ? [] : [Date.parse(nextDue)]));
  return {
    ...(timers.length > 0 ? { timer: Math.min(...timers) } : {}),
    ...(next === null ? {} : { answer: Date.parse(next) }),
  };
}

/**
 * Sets the clocks a little past the legal instant `to` (milliseconds); then come the agencies' answers of that time.
 */
export async function setClocks(clocks: Clocks, to: number): Promise<void> {
  const { world, numbers } = clocks;
  const legalNow = new Date(to + graceMs).toISOString();
  for (const number of numbers) await world.call('judge', 'POST', `${casePath(number)}/clock`, { legalNow });
  await settle(clocks);
  const advanced = await world.simulate('/control/advance', { to: legalNow, cases: numbers });
  while (await areUnanswered(clocks, (advanced as { toFetch: string[] }).toFetch)) await world.fetchAnswers();
}

const standingsOf = ({ world, numbers }: Clocks): Promise<Standing[]> =>
  Promise.all(numbers.map((number) => world.call('judge', 'GET', `${casePath(number)}/clock`) as Promise<Standing>));

interface CaseRequests {
  readonly requests: readonly { readonly id: string; readonly state: string }[];
}

/** Tells whether one of the requests still waits for its answer to be fetched; the worker may be away for a moment. */
async function areUnanswered({ world, numbers }: Clocks, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return false;
  for (const number of numbers) {
    const { requests } = (await world.call('judge', 'GET', casePath(number))) as CaseRequests;
    if (requests.some(({ id, state }) => ids.includes(id) && state === 'accepted')) return true;
  }
  return false;
}
