// Plays an example case against a running system, over HTTP only: files it, lets the script's people do their tasks on their
// days, sends the script's messages, and ends when the case and what came out of it have ended. The demonstration and the
// tests use the same player; they differ in how time passes (`World`).
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type News, newsOf, nothingSeen, type Seen } from './news.ts';

/** One person's habit: whoever opens a task of this element gets this answer, `afterDays` legal days later at nine o'clock. */
interface Person {
  readonly task: string;
  readonly process?: string;
  readonly as: string;
  /** 0: at once. */
  readonly afterDays: number;
  readonly complete: object;
  /** How many tasks are answered so before the next entry of the same element takes over; for ever when absent. */
  readonly times?: number;
}

interface ScriptedMessage {
  readonly name: string;
  readonly variables: object;
  readonly as: string;
  /** Sent this many legal days after the element was first activated. */
  readonly after: { readonly element: string; readonly days: number };
}

export interface Script {
  readonly title: string;
  readonly training: { readonly legalStart: string; readonly secondsPerDay: number };
  readonly population?: object;
  readonly behaviour?: readonly object[];
  readonly people: readonly Person[];
  readonly messages?: readonly ScriptedMessage[];
}

export interface Example {
  readonly application: { readonly [field: string]: unknown };
  readonly script: Script;
}

/** Where the example is played. */
export interface World {
  /** Calls the API as one of the demonstration users; throws on an error status. */
  call(as: string, method: 'GET' | 'POST', path: string, body?: object): Promise<unknown>;
  /** Calls the agencies' simulator. */
  simulate(path: string, body: object): Promise<unknown>;
  /** The clock that Temporal goes by. */
  now(): Promise<Date>;
  /** Lets time pass: at most until `until`, less if something may happen before. */
  pass(until: Date, caseNumbers: readonly string[]): Promise<void>;
}

interface CaseView {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly clock: { readonly legalStart: string; readonly realStart: string; readonly secondsPerDay: number } | null;
  readonly instances: readonly { readonly state: string }[];
  readonly linked: readonly { readonly number: string }[];
}

interface TaskView {
  readonly id: string;
  readonly elementId: string;
  readonly processId: string;
  readonly name: string;
  readonly openedAt: string;
}

const dayMs = 86_400_000;
const officeOpensMs = 9 * 3_600_000;
const shanghaiOffsetMs = 8 * 3_600_000;

/** Reads `<name>.case.json` and `<name>.script.json` from this folder. */
export async function loadExample(name: string): Promise<Example> {
  const read = async (file: string) => JSON.parse(await readFile(join(import.meta.dirname, file), 'utf8'));
  return { application: await read(`${name}.case.json`), script: await read(`${name}.script.json`) };
}

/**
 * Returns the numbers of the case and of those that came out of it, all ended.
 * Throws when a task opens that nobody in the script does, or when a legal year passes in which nobody has anything to do.
 */
export async function play(
  { application, script }: Example,
  world: World,
  onNews: (caseNumber: string, news: News) => void = () => {},
): Promise<string[]> {
  if (script.population) await world.simulate('/control/population', script.population);
  if (script.behaviour) await world.simulate('/control/behaviour', { rules: script.behaviour });
  const filed = (await world.call('judge', 'POST', '/cases', {
    ...application,
    training: script.training,
  })) as CaseView;
  const player: Player = {
    script,
    world,
    onNews,
    numbers: [filed.number],
    answered: new Map<Person, number>(),
    sent: new Set(),
    seen: new Map(),
  };

  // What an ended case started beside itself (the watch after round termination) appears a moment later: look again before leaving.
  for (let quietTurns = 0; quietTurns < 5; ) {
    quietTurns = (await playTurn(player)) ? 0 : quietTurns + 1;
    if (quietTurns > 0) await world.pass(new Date((await world.now()).getTime() + dayMs), player.numbers);
  }
  return player.numbers;
}

interface Player {
  readonly script: Script;
  readonly world: World;
  readonly onNews: (caseNumber: string, news: News) => void;
  readonly numbers: string[];
  readonly answered: Map<Person, number>;
  readonly sent: Set<ScriptedMessage>;
  readonly seen: Map<string, Seen>;
}

/** Everything that is due now, then a while of waiting. False when all cases have ended. */
async function playTurn(player: Player): Promise<boolean> {
  let active = false;
  let acted = false;
  let next = Number.POSITIVE_INFINITY;
  for (const number of player.numbers) {
    const view = (await player.world.call('judge', 'GET', `/cases/${encodeURIComponent(number)}`)) as CaseView;
    for (const linked of view.linked) if (!player.numbers.includes(linked.number)) player.numbers.push(linked.number);
    await report(player, number);
    if (view.instances.length > 0 && view.instances.every((instance) => instance.state !== 'active')) continue;
    active = true;
    const now = legalNow(view, await player.world.now());
    const dues = [...(await taskActs(player, number)), ...messageActs(player, number)];
    for (const act of dues) {
      if (act.at <= now) {
        await act.run();
        acted = true;
      } else next = Math.min(next, realAt(view, act.at));
    }
  }
  if (active && !acted) {
    const furthest = (await player.world.now()).getTime() + 366 * dayMs;
    await player.world.pass(new Date(Math.min(next, furthest)), player.numbers);
  }
  return active;
}

interface Act {
  /** Legal instant in milliseconds. */
  readonly at: number;
  run(): Promise<void>;
}

async function taskActs(player: Player, number: string): Promise<Act[]> {
  const path = `/user-tasks?state=open&pageSize=100&case=${encodeURIComponent(number)}`;
  const { items } = (await player.world.call('judge', 'GET', path)) as { items: TaskView[] };
  return items.map((task) => {
    const person = whoDoes(player, task);
    return {
      at: officeHour(Date.parse(task.openedAt), person.afterDays),
      run: async () => {
        player.answered.set(person, (player.answered.get(person) ?? 0) + 1);
        await player.world.call(person.as, 'POST', `/user-tasks/${encodeURIComponent(task.id)}/complete`, {
          variables: person.complete,
        });
      },
    };
  });
}

function whoDoes(player: Player, task: TaskView): Person {
  const person = player.script.people.find(
    (candidate) =>
      candidate.task === task.elementId &&
      (candidate.process ?? task.processId) === task.processId &&
      (player.answered.get(candidate) ?? 0) < (candidate.times ?? Number.POSITIVE_INFINITY),
  );
  if (!person)
    throw new Error(
      `Nobody in "${player.script.title}" does the task ${task.elementId} (${task.name}) of ${task.processId}.`,
    );
  return person;
}

function messageActs(player: Player, number: string): Act[] {
  const timeline = player.seen.get(number)?.lines ?? [];
  return (player.script.messages ?? [])
    .filter((message) => !player.sent.has(message))
    .flatMap((message) => {
      const trigger = timeline.find((entry) => entry.elementId === message.after.element);
      if (!trigger) return [];
      return {
        at: officeHour(Date.parse(trigger.legalAt), message.after.days),
        run: async () => {
          player.sent.add(message);
          const body = {
            name: message.name,
            variables: message.variables,
            messageId: `${number}/${message.name}/${trigger.seq}`,
          };
          await player.world.call(message.as, 'POST', `/cases/${encodeURIComponent(number)}/messages`, body);
        },
      };
    });
}

async function report(player: Player, number: string): Promise<void> {
  const seen = player.seen.get(number) ?? nothingSeen();
  player.seen.set(number, seen);
  const read = (path: string) => player.world.call('judge', 'GET', `/cases/${encodeURIComponent(number)}${path}`);
  for (const news of await newsOf(seen, read)) player.onNews(number, news);
}

/** Nine o'clock in Asia/Shanghai, so many days after the instant; the instant itself for 0 days. */
function officeHour(instantMs: number, days: number): number {
  if (days === 0) return instantMs;
  const localMidnight = Math.floor((instantMs + shanghaiOffsetMs) / dayMs) * dayMs - shanghaiOffsetMs;
  return localMidnight + days * dayMs + officeOpensMs;
}

function legalNow(view: CaseView, now: Date): number {
  if (!view.clock) return now.getTime();
  const elapsed = now.getTime() - Date.parse(view.clock.realStart);
  return Date.parse(view.clock.legalStart) + elapsed * (86_400 / view.clock.secondsPerDay);
}

function realAt(view: CaseView, legalMs: number): number {
  if (!view.clock) return legalMs;
  return (
    Date.parse(view.clock.realStart) +
    (legalMs - Date.parse(view.clock.legalStart)) * (view.clock.secondsPerDay / 86_400)
  );
}
