// Plays an example case against a running system, over HTTP only: files the case, completes tasks and sends messages by
// the script, and ends when the case and all cases that resumed it have ended. The demonstration and the tests use the
// same player. The case's clock stands while work is under way and is then set forward to the next event, so that every
// act has its exact legal date on any machine.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { casePath, nextDues, officeHour, realSpeed, setClocks, settle, type World } from './clocks.ts';
import { type News, newsOf, nothingSeen, type Seen } from './news.ts';

/**
 * A person who completes tasks: each task of the element gets this answer at nine o'clock, `afterDays` calendar days
 * after it was opened.
 */
interface Person {
  readonly task: string;
  readonly process?: string;
  readonly as: string;
  /** 0: at once. */
  readonly afterDays: number;
  readonly complete: object;
  /** Number of tasks answered so before the next entry of the same element applies; no limit when absent. */
  readonly times?: number;
}

interface ScriptedMessage {
  readonly name: string;
  readonly variables: object;
  readonly as: string;
  /** The message is sent this many calendar days after the element was first activated. */
  readonly after: { readonly element: string; readonly days: number };
}

export interface Script {
  readonly title: string;
  readonly legalStart: string;
  readonly population?: object;
  readonly behavior?: readonly object[];
  readonly people: readonly Person[];
  readonly messages?: readonly ScriptedMessage[];
}

export interface Example {
  readonly application: { readonly [field: string]: unknown };
  readonly script: Script;
}

interface CaseView {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly instances: readonly { readonly state: string }[];
  readonly linked: readonly { readonly number: string }[];
  readonly incidents: readonly { readonly elementId: string; readonly message: string }[];
}

interface TaskView {
  readonly id: string;
  readonly elementId: string;
  readonly processId: string;
  readonly name: string;
  readonly openedAt: string;
}

const dayMs = 86_400_000;

/** Reads `<name>.case.json` and `<name>.script.json` from this folder. */
export async function loadExample(name: string): Promise<Example> {
  const read = async (file: string) => JSON.parse(await readFile(join(import.meta.dirname, file), 'utf8'));
  return { application: await read(`${name}.case.json`), script: await read(`${name}.script.json`) };
}

/**
 * Plays the example to its end. Returns the numbers of the case and of the cases that resumed it.
 * @throws Error when a task opens that no person of the script does, or when an incident is raised
 */
export async function play(
  { application, script }: Example,
  world: World,
  onNews: (caseNumber: string, news: News) => void = () => {},
): Promise<string[]> {
  if (script.population) await world.simulate('/control/population', script.population);
  const filed = (await world.call('judge', 'POST', '/cases', {
    ...application,
    training: { legalStart: script.legalStart, secondsPerDay: realSpeed },
  })) as CaseView;
  // The rules apply only to this case, because others may be played at the same time.
  const rules = (script.behavior ?? []).map((rule) => ({ ...rule, caseNumber: filed.number }));
  await world.simulate('/control/behavior', { rules });
  const player: Player = {
    script,
    world,
    onNews,
    numbers: [filed.number],
    answered: new Map<Person, number>(),
    sent: new Set(),
    seen: new Map(),
  };

  while (await playTurn(player));
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

/** Does everything that is due now; if nothing is, sets the clocks forward. Returns false when all cases have ended. */
async function playTurn(player: Player): Promise<boolean> {
  const now = await settle(player);
  let active = false;
  let acted = false;
  let next = now + 366 * dayMs;
  for (const number of player.numbers) {
    const view = (await player.world.call('judge', 'GET', casePath(number))) as CaseView;
    const newNumbers = view.linked.map((linked) => linked.number).filter((other) => !player.numbers.includes(other));
    player.numbers.push(...newNumbers);
    // After a new case has opened, time stands until that case has settled too.
    acted ||= newNumbers.length > 0;
    await report(player, number);
    const [incident] = view.incidents;
    if (incident) throw new Error(`${number}: incident at ${incident.elementId}: ${incident.message}`);
    if (view.instances.length > 0 && view.instances.every((instance) => instance.state !== 'active')) continue;
    active = true;
    for (const act of [...(await taskActs(player, number)), ...messageActs(player, number)]) {
      if (act.at <= now) {
        await act.run();
        acted = true;
      } else next = Math.min(next, act.at);
    }
  }
  if (active && !acted) {
    const { timer = next, answer = next } = await nextDues(player);
    await setClocks(player, Math.max(now, Math.min(next, timer, answer)));
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
    const person = personFor(player, task);
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

function personFor(player: Player, task: TaskView): Person {
  const person = player.script.people.find(
    (candidate) =>
      candidate.task === task.elementId &&
      (candidate.process ?? task.processId) === task.processId &&
      (player.answered.get(candidate) ?? 0) < (candidate.times ?? Number.POSITIVE_INFINITY),
  );
  if (!person)
    throw new Error(
      `Expected a person in "${player.script.title}" for the task ${task.elementId} (${task.name}) of ${task.processId}, opened ${task.openedAt}. Before:\n${lastLines(player)}`,
    );
  return person;
}

/** The last timeline lines of each case, for the message of an example that broke off. */
function lastLines({ seen }: Player): string {
  const lines = [...seen].flatMap(([number, { lines }]) =>
    lines.slice(-15).map(({ legalAt, elementId, intent }) => `${number} ${legalAt} ${elementId} ${intent}`),
  );
  return lines.join('\n');
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
          await player.world.call(message.as, 'POST', `${casePath(number)}/messages`, body);
        },
      };
    });
}

async function report(player: Player, number: string): Promise<void> {
  const seen = player.seen.get(number) ?? nothingSeen();
  player.seen.set(number, seen);
  const read = (path: string) => player.world.call('judge', 'GET', `${casePath(number)}${path}`);
  for (const news of await newsOf(seen, read)) player.onNews(number, news);
}
