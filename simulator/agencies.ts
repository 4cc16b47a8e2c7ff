// The simulated agencies: each request is carried out once, even if it is sent several times, and answered at once or
// on a later day.
import { type Behavior, createBehavior, type Rule } from './behavior.ts';
import { type Order, operations, Rejection } from './operations.ts';
import type { Population } from './population.ts';
import { makePopulation } from './seeded.ts';

type Content = { readonly [name: string]: unknown };

export type Answer =
  | { readonly state: 'answered'; readonly answer: Content }
  | { readonly state: 'rejected'; readonly reason: string };
export type Outcome =
  | Answer
  | { readonly state: 'accepted' }
  | { readonly state: 'unavailable' }
  | { readonly state: 'silent' };

interface Received {
  readonly order: Order;
  readonly rule: Rule;
  requests: number;
  effects: number;
  answer?: Answer;
}

export interface Request {
  readonly id: string;
  readonly order: Order;
  /** Legal instant of the act (milliseconds). */
  readonly at: number;
  readonly answerBy: 'callback' | 'polling';
  /**
   * Real seconds per legal day of the case's training clock. At real speed (86400) the clock is set forward by hand,
   * and so are the agencies for that case.
   */
  readonly secondsPerDay?: number;
}

interface Due {
  readonly at: number;
  readonly request: Request;
}

const dayMs = 86_400_000;
const realSpeed = 86_400;

/**
 * @param deliver delivers an answer that comes later than the reply to the request; resolves when the court has
 * accepted it
 * @param onLoss is called with the reason when an answer could not be delivered
 */
export class SimulatedAgencies {
  population: Population;
  readonly behavior: Behavior = createBehavior();
  readonly #received = new Map<string, Received>();
  readonly #seed: number;
  readonly #deliver: (request: Request, answer: Answer) => Promise<void>;
  readonly #onLoss: (failure: unknown) => void;
  readonly #timers = new Set<NodeJS.Timeout>();
  #due: Due[] = [];

  constructor(
    seed: number,
    deliver: (request: Request, answer: Answer) => Promise<void>,
    onLoss: (failure: unknown) => void,
  ) {
    this.#seed = seed;
    this.#onLoss = onLoss;
    this.#deliver = deliver;
    this.population = makePopulation(seed);
  }

  receive(request: Request): Outcome {
    const known = this.#received.get(request.id);
    if (known) {
      known.requests++;
      return known.answer ?? { state: 'accepted' };
    }
    const rule = this.behavior.ruleFor(request.order);
    if (rule.do === 'fail') return { state: 'unavailable' };
    const received: Received = { order: request.order, rule, requests: 1, effects: 0 };
    this.#received.set(request.id, received);
    if (rule.do === 'reject' && rule.days === undefined) return this.#settle(received, refusalOf(rule));
    const later = dueOf(request, rule);
    if (later !== undefined) {
      this.#schedule(request, later);
      return { state: 'accepted' };
    }
    if (rule.do === 'refuse') return { state: 'accepted' };
    const answer = this.#act(received);
    if (rule.do === 'timeOut') return { state: 'silent' };
    if (rule.do === 'answerTwice') this.#schedule(request, request.at);
    return answer;
  }

  /** The current outcome of a request; undefined when it was never received. */
  find(id: string): Outcome | undefined {
    const received = this.#received.get(id);
    return received && (received.answer ?? { state: 'accepted' });
  }

  /**
   * Answers everything that is due up to the legal instant `to` (milliseconds), in order. For clocks that do not run by
   * themselves.
   * @returns ids of the answered requests that the court must poll
   */
  async advance(to: number, matches: (request: Request) => boolean = () => true): Promise<string[]> {
    const isDue = ({ at, request }: Due) => at <= to && matches(request);
    const due = this.#due.filter(isDue).sort((a, b) => a.at - b.at);
    this.#due = this.#due.filter((one) => !isDue(one));
    for (const { at, request } of due) await this.#answer(request, at);
    return due.filter(({ request }) => request.answerBy === 'polling').map(({ request }) => request.id);
  }

  /** The next legal instant (milliseconds) at which an answer is due; undefined when none is. */
  nextDue(matches: (request: Request) => boolean): number | undefined {
    const dues = this.#due.filter(({ request }) => matches(request)).map(({ at }) => at);
    return dues.length === 0 ? undefined : Math.min(...dues);
  }

  effects(): Content[] {
    return [...this.#received].map(([id, { order, requests, effects }]) => ({
      id,
      agency: order.agency,
      provider: order.provider,
      operation: order.operation,
      caseNumber: order.caseNumber,
      requests,
      effects,
    }));
  }

  reset(): void {
    this.#received.clear();
    this.behavior.reset();
    this.population = makePopulation(this.#seed);
    this.close();
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#due = [];
  }

  #schedule(request: Request, at: number): void {
    if (request.secondsPerDay === undefined || request.secondsPerDay === realSpeed) {
      this.#due.push({ at, request });
      return;
    }
    const waitMs = Math.max(0, (at - request.at) / dayMs) * request.secondsPerDay * 1000;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#answer(request, at).catch(this.#onLoss);
    }, waitMs);
    this.#timers.add(timer);
  }

  async #answer(request: Request, at: number): Promise<void> {
    const received = this.#received.get(request.id);
    if (!received) return;
    const { rule } = received;
    const answer =
      received.answer ??
      (rule.do === 'reject' ? this.#settle(received, refusalOf(rule)) : this.#act(received, dateOf(at)));
    if (request.answerBy === 'callback') await this.#deliver(request, answer);
    if (rule.do === 'answerTwice') await this.#deliver(request, answer);
  }

  #act(received: Received, actDate = received.order.actDate): Answer {
    const { agency, operation } = received.order;
    const act = operations[`${agency}:${operation}`];
    if (!act)
      return this.#settle(received, {
        state: 'rejected',
        reason: `无此业务 / no such service: ${agency}:${operation}`,
      });
    try {
      const answer = { ...act({ ...received.order, actDate }, this.population), ...received.rule.answer };
      received.effects++;
      return this.#settle(received, { state: 'answered', answer });
    } catch (refusal) {
      if (!(refusal instanceof Rejection)) throw refusal;
      return this.#settle(received, { state: 'rejected', reason: refusal.message });
    }
  }

  #settle(received: Received, answer: Answer): Answer {
    received.answer = answer;
    return answer;
  }
}

const refusalOf = ({ reason = '不予协助 / refused' }: Rule): Answer => ({ state: 'rejected', reason });

/** Legal instant of a later answer: after the rule's days, or after the end of the bidding; undefined: at once. */
function dueOf({ order, at }: Request, rule: Rule): number | undefined {
  const end =
    order.agency === 'auction' && order.operation === 'publish' ? Date.parse(String(order.body['endsAt'])) : Number.NaN;
  const from = Number.isNaN(end) ? at : Math.max(end, at);
  if (rule.days !== undefined && ['delay', 'refuse', 'reject', 'answerTwice'].includes(rule.do))
    return from + rule.days * dayMs;
  return Number.isNaN(end) || rule.do === 'refuse' ? undefined : from;
}

/** The date in Asia/Shanghai, which has no daylight saving time. */
const dateOf = (instant: number) => new Date(instant + 8 * 3_600_000).toISOString().slice(0, 10);
