// Plays a scenario: does what is due now; if nothing is, moves time to the next act, answer or timer. Both ways of
// playing use it, and all acts go through the API.
import type { User } from '../../../api/auth/authenticate.ts';
import { encodeId } from '../../../api/http/ids.ts';
import { dateOfInstant } from '../../../engine/calendar.ts';
import type { Variables } from '../../../engine/event.ts';
import { casePath } from '../../../examples/clocks.ts';
import { say } from '../messages.ts';
import type { Bodies } from '../scenario/bodies.ts';
import type { Catalogue } from '../scenario/catalogue.ts';
import { messageNamed } from '../scenario/check.ts';
import { type Fault, ScenarioFaults } from '../scenario/faults.ts';
import { type People, peopleOf } from '../scenario/people.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { SimulatedWorld } from '../worlds/world.ts';
import { Decisions, endOfRun, type TaskAct, timeOfMessage } from './acts.ts';
import type { Board, OpenTask } from './board.ts';
import { compareKeys, placeIn } from './order.ts';
import { type Known, resolved } from './references.ts';
import { usualResult } from './usual-results.ts';

export interface PlayedCase {
  readonly id: string;
  readonly number: string;
}

export interface SentMessage {
  readonly turn: number;
  readonly date: string;
  readonly caseId: string;
  readonly name: string;
  readonly by: User;
  readonly outcome: string;
}

export interface Played {
  readonly outcome: 'ended' | 'waiting' | 'until' | 'incident';
  /** Legal instant (milliseconds) at which the run stopped. */
  readonly at: number;
  readonly cases: readonly PlayedCase[];
  readonly sent: readonly SentMessage[];
  /** Tasks that wait for a person: the file leaves them open, or says nothing about them. */
  readonly open: readonly OpenTask[];
  /** JSON Pointers to decisions and messages that met nothing. */
  readonly unused: readonly string[];
}

export interface Stage {
  readonly scenario: Scenario;
  readonly world: SimulatedWorld;
  readonly board: Board;
  readonly catalogue: Catalogue;
  readonly bodies: Bodies;
}

/** Longest run without `until`: a repeating reminder would go on for ever. */
const longestRunMs = 20 * 366 * 86_400_000;

/** @throws ScenarioFaults when the court refuses what the file says */
export async function play(stage: Stage): Promise<Played> {
  const { scenario, world, board, bodies } = stage;
  await world.system.simulate('/control/population', bodies.population);
  await world.system.simulate('/control/behavior', { rules: bodies.rules });
  const run = new Run(stage);
  await run.file();
  const filedAt = Date.parse(startInstant(scenario));
  const end = endOfRun(scenario);
  for (;;) {
    const now = await world.settle(run.numbers());
    if (await run.noticeCases()) continue;
    run.plan(filedAt);
    if (board.incidents.size > 0) return run.played('incident', now);
    if (await run.actNow(now)) continue;
    if (board.running.size === 0) return run.played('ended', now);
    const next = await nextEvent(stage, run, end);
    if (end !== undefined && (next === undefined || next > end)) {
      if (end > now) await world.setTime(run.numbers(), end);
      return run.played('until', await world.settle(run.numbers()));
    }
    if (next === undefined) return run.played('waiting', now);
    if (next > filedAt + longestRunMs) return run.played('until', now);
    board.turn += 1;
    await world.setTime(run.numbers(), Math.max(now, next));
  }
}

/** Nine o'clock of the day of the filing. */
export const startInstant = ({ start }: Scenario): string => `${start.date}T01:00:00.000Z`;

/**
 * Instant (milliseconds) of the next event. Timers alone do not move a run on while a task waits that the file says
 * nothing about, unless the file says until when it runs.
 */
async function nextEvent({ world }: Stage, run: Run, end: number | undefined): Promise<number | undefined> {
  const { timer, answer } = await world.nextDues(run.numbers());
  const certain = [run.nextAct(), answer].filter((at) => at !== undefined);
  const waits = run.unanswered().length > 0 && certain.length === 0 && end === undefined;
  const all = waits || timer === undefined ? certain : [...certain, timer];
  return all.length === 0 ? undefined : Math.min(...all);
}

/** One run: the cases, and the acts that are planned. */
class Run {
  readonly #stage: Stage;
  readonly #people: People;
  readonly #decisions: Decisions;
  readonly #cases: PlayedCase[] = [];
  readonly #acts = new Map<string, TaskAct | undefined>();
  readonly #times = new Map<number, number>();
  readonly #sent: SentMessage[] = [];
  readonly #sentIndexes = new Set<number>();

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#people = peopleOf(stage.scenario);
    this.#decisions = new Decisions(stage.scenario, this.#people, stage.catalogue);
  }

  numbers(): string[] {
    return this.#cases.map(({ number }) => number);
  }

  async file(): Promise<void> {
    const { start } = this.#stage.scenario;
    const { training } = this.#stage.world;
    const body = {
      externalId: 'simulated',
      court: start.court,
      filedOn: start.date,
      ...start.application,
      ...(training ? { training } : {}),
    };
    const by = this.#clerkOf(start.court);
    const filed = (await this.#send(by, '/cases', body, '/start/application')) as PlayedCase;
    this.#cases.push({ id: filed.id, number: filed.number });
  }

  /** Any user of the court may file and read; a file need not name one. */
  #clerkOf(court: string): User {
    return { sub: '立案庭', name: '立案庭', role: 'clerk', court };
  }

  /** Returns true when a case has resumed one of these. */
  async noticeCases(): Promise<boolean> {
    const known = this.#cases.map(({ id }) => id);
    const added = [...this.#stage.board.caseIds].filter((id) => !known.includes(id));
    for (const id of added) {
      const { number } = (await this.read(`/cases/${id}`)) as PlayedCase;
      this.#cases.push({ id, number });
    }
    return added.length > 0;
  }

  async read(path: string): Promise<unknown> {
    const reader = this.#clerkOf(this.#stage.scenario.start.court);
    const { status, body } = await this.#stage.world.system.send(reader, 'GET', path);
    if (status >= 400) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  /** Gives each new task its act, and each message whose time is known its time. */
  plan(filedAt: number): void {
    const { board, catalogue, scenario } = this.#stage;
    const isNew = ({ id }: OpenTask) => !this.#acts.has(id);
    for (const task of [...board.tasks.values()].filter(isNew).sort(this.#inOrder))
      this.#acts.set(task.id, this.#decisions.actFor(task));
    for (const [index, message] of (scenario.messages ?? []).entries()) {
      if (this.#times.has(index) || !this.#receiverOf(message.to)) continue;
      const at = timeOfMessage(message, filedAt, board.activations, catalogue);
      if (at !== undefined) this.#times.set(index, at);
    }
  }

  readonly #inOrder = (one: OpenTask, other: OpenTask): number => compareKeys(this.#keyOf(one), this.#keyOf(other));

  #keyOf({ caseId, workflowId, key, task }: OpenTask): (number | string)[] {
    const { board, catalogue } = this.#stage;
    const place = placeIn(catalogue, board.processIds, workflowId, task.elementId);
    return [this.#cases.findIndex(({ id }) => id === caseId), ...place, key];
  }

  #receiverOf(to: 'filed' | 'resumed' = 'filed'): PlayedCase | undefined {
    return this.#cases[to === 'filed' ? 0 : 1];
  }

  #openActs(): { readonly task: OpenTask; readonly act: Extract<TaskAct, { type: 'complete' }> }[] {
    return [...this.#stage.board.tasks.values()].sort(this.#inOrder).flatMap((task) => {
      const act = this.#acts.get(task.id);
      return act?.type === 'complete' ? [{ task, act }] : [];
    });
  }

  #openMessages(): { readonly index: number; readonly at: number }[] {
    return [...this.#times].flatMap(([index, at]) => (this.#sentIndexes.has(index) ? [] : [{ index, at }]));
  }

  nextAct(): number | undefined {
    const times = [...this.#openActs().map(({ act }) => act.at), ...this.#openMessages().map(({ at }) => at)];
    return times.length === 0 ? undefined : Math.min(...times);
  }

  /** Tasks that the file says nothing about. */
  unanswered(): OpenTask[] {
    return this.#waiting().filter(({ id }) => this.#acts.get(id) === undefined);
  }

  #waiting(): OpenTask[] {
    return [...this.#stage.board.tasks.values()].filter(({ id }) => this.#acts.get(id)?.type !== 'complete');
  }

  /** Does the first act that is due; returns false when none is. */
  async actNow(now: number): Promise<boolean> {
    const message = this.#openMessages().find(({ at }) => at <= now);
    const next = this.#openActs()
      .filter(({ act }) => act.at <= now)
      .sort((one, other) => one.act.at - other.act.at)[0];
    if (!message && !next) return false;
    this.#stage.board.turn += 1;
    if (next && (!message || next.act.at <= message.at)) await this.#complete(next.task, next.act, now);
    else await this.#publish(message!.index, now);
    return true;
  }

  async #complete(open: OpenTask, act: Extract<TaskAct, { type: 'complete' }>, now: number): Promise<void> {
    const { by, field } = act;
    const given = act.result ?? (await usualResult(open, this.#people, now));
    const variables = await this.#resolved(given, open.caseId, now, `${field}/result`);
    const path = `/user-tasks/${encodeId(open.workflowId, open.key)}/complete`;
    await this.#send(by, path, { variables }, `${field}/result`);
  }

  async #publish(index: number, now: number): Promise<void> {
    const message = this.#stage.scenario.messages![index]!;
    this.#sentIndexes.add(index);
    const receiver = this.#receiverOf(message.to)!;
    const by = this.#people.get(message.by ?? '') ?? this.#clerkOf(this.#stage.scenario.start.court);
    const name = messageNamed(message.name)!;
    const field = `/messages/${index}`;
    const variables = await this.#resolved(message.variables, receiver.id, now, `${field}/variables`);
    const body = { name, messageId: `${index + 1}`, variables };
    const answer = await this.#send(by, `${casePath(receiver.number)}/messages`, body, `${field}/variables`);
    const { outcome } = answer as { outcome: string };
    const { turn } = this.#stage.board;
    this.#sent.push({ turn, date: dateOfInstant(now), caseId: receiver.id, name, by, outcome });
  }

  async #resolved(given: Variables, caseId: string, now: number, field: string): Promise<Variables> {
    if (!JSON.stringify(given).includes('"@')) return given;
    const { parties, assets } = (await this.read(`/cases/${caseId}`)) as Pick<Known, 'parties' | 'assets'>;
    const known = { today: dateOfInstant(now), parties, assets };
    return resolved(given, known, (reference) => {
      throw new ScenarioFaults([
        {
          field,
          rule: 'reference',
          message: say('reference.unknown', { reference }),
          remedy: say('reference.remedy'),
        },
      ]);
    }) as Variables;
  }

  /** @throws ScenarioFaults with the API's reasons, at their fields of the file */
  async #send(by: User, path: string, body: object, field: string): Promise<unknown> {
    const answer = await this.#stage.world.system.send(by, 'POST', path, body);
    if (answer.status < 400) return answer.body;
    throw new ScenarioFaults(faultsOf(answer.body as RefusedByApi, field));
  }

  played(outcome: Played['outcome'], at: number): Played {
    const { scenario } = this.#stage;
    const unusedOf = (name: string, list: readonly unknown[] = [], used: ReadonlySet<number>) =>
      list.flatMap((_one, index) => (used.has(index) ? [] : [`/${name}/${index}`]));
    return {
      outcome,
      at,
      cases: this.#cases,
      sent: this.#sent,
      open: this.#waiting().sort(this.#inOrder),
      unused: [
        ...unusedOf('decisions', scenario.decisions, this.#decisions.used),
        ...unusedOf('messages', scenario.messages, this.#sentIndexes),
      ],
    };
  }
}

interface RefusedByApi {
  readonly code: string;
  readonly detail: string;
  readonly detailEn: string;
  readonly whatToDo: string;
  readonly whatToDoEn: string;
  readonly errors?: readonly {
    readonly field: string;
    readonly rule: string;
    readonly message: string;
    readonly messageEn: string;
    readonly whatToDo?: string;
    readonly whatToDoEn?: string;
  }[];
}

function faultsOf({ code, detail, detailEn, whatToDo, whatToDoEn, errors = [] }: RefusedByApi, field: string): Fault[] {
  if (errors.length === 0)
    return [
      {
        field,
        rule: code,
        message: sentence(detail, detailEn),
        remedy: sentence(whatToDo, whatToDoEn),
      },
    ];
  return errors.map((error) => ({
    field: `${field}${error.field.replace(/^\/variables/, '')}`,
    rule: error.rule,
    message: sentence(error.message, error.messageEn),
    remedy: error.whatToDo ? sentence(error.whatToDo, error.whatToDoEn ?? '') : say('refused.remedy'),
  }));
}

/** Without the full stop, which the line of a fault adds. */
const sentence = (zh: string, en: string) => ({ zh: zh.replace(/。$/, ''), en: en.replace(/\.$/, '') });
