// The desk where every agency's requests arrive: each is done once, however often it is asked, and answered now or on its day.
import { type Behaviour, createBehaviour, type Rule } from './behaviour.ts';
import { type Asked, operations, Rejection } from './operations.ts';
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

interface Kept {
  readonly asked: Asked;
  readonly rule: Rule;
  requests: number;
  effects: number;
  answer?: Answer;
}

export interface Request {
  readonly id: string;
  readonly asked: Asked;
  /** Legal instant of the act (milliseconds). */
  readonly at: number;
  readonly answerBy: 'callback' | 'polling';
  /** Of a training case's clock. At real speed it is set forward by hand, and so is this desk for that case. */
  readonly secondsPerDay?: number;
}

interface Due {
  readonly at: number;
  readonly request: Request;
}

const dayMs = 86_400_000;
const realSpeed = 86_400;

/**
 * @param answerLater tells the court's side of an answer that comes after the request; resolves when it was taken
 * @param onLoss hears of an answer that was never taken
 */
export class Desk {
  population: Population;
  readonly behaviour: Behaviour = createBehaviour();
  readonly #kept = new Map<string, Kept>();
  readonly #seed: number;
  readonly #answerLater: (request: Request, answer: Answer) => Promise<void>;
  readonly #onLoss: (failure: unknown) => void;
  readonly #timers = new Set<NodeJS.Timeout>();
  #due: Due[] = [];

  constructor(
    seed: number,
    answerLater: (request: Request, answer: Answer) => Promise<void>,
    onLoss: (failure: unknown) => void,
  ) {
    this.#seed = seed;
    this.#onLoss = onLoss;
    this.#answerLater = answerLater;
    this.population = makePopulation(seed);
  }

  receive(request: Request): Outcome {
    const known = this.#kept.get(request.id);
    if (known) {
      known.requests++;
      return known.answer ?? { state: 'accepted' };
    }
    const rule = this.behaviour.ruleFor(request.asked);
    if (rule.do === 'fail') return { state: 'unavailable' };
    const kept: Kept = { asked: request.asked, rule, requests: 1, effects: 0 };
    this.#kept.set(request.id, kept);
    if (rule.do === 'reject')
      return this.#keep(kept, { state: 'rejected', reason: rule.reason ?? '不予协助 / refused' });
    const later = dueOf(request, rule);
    if (later !== undefined) {
      this.#plan(request, later);
      return { state: 'accepted' };
    }
    if (rule.do === 'refuse') return { state: 'accepted' };
    const answer = this.#act(kept);
    if (rule.do === 'timeOut') return { state: 'silent' };
    if (rule.do === 'answerTwice') this.#plan(request, request.at);
    return answer;
  }

  /** What became of a request; undefined when it never came. */
  look(id: string): Outcome | undefined {
    const kept = this.#kept.get(id);
    return kept && (kept.answer ?? { state: 'accepted' });
  }

  /**
   * Answers everything that is due until then, in order. For clocks that do not run by themselves.
   * @returns ids of the requests whose answers wait to be fetched
   */
  async advance(to: number, isMeant: (request: Request) => boolean = () => true): Promise<string[]> {
    const isDue = ({ at, request }: Due) => at <= to && isMeant(request);
    const due = this.#due.filter(isDue).sort((a, b) => a.at - b.at);
    this.#due = this.#due.filter((one) => !isDue(one));
    for (const { at, request } of due) await this.#answer(request, at);
    return due.filter(({ request }) => request.answerBy === 'polling').map(({ request }) => request.id);
  }

  /** The next instant at which an answer is due, for whoever advances the clock. */
  nextDue(isMeant: (request: Request) => boolean): number | undefined {
    const dues = this.#due.filter(({ request }) => isMeant(request)).map(({ at }) => at);
    return dues.length === 0 ? undefined : Math.min(...dues);
  }

  effects(): Content[] {
    return [...this.#kept].map(([id, { asked, requests, effects }]) => ({
      id,
      agency: asked.agency,
      provider: asked.provider,
      operation: asked.operation,
      caseNumber: asked.caseNumber,
      requests,
      effects,
    }));
  }

  reset(): void {
    this.#kept.clear();
    this.behaviour.reset();
    this.population = makePopulation(this.#seed);
    this.close();
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#due = [];
  }

  #plan(request: Request, at: number): void {
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
    const kept = this.#kept.get(request.id);
    if (!kept) return;
    const answer = kept.answer ?? this.#act(kept, dateOf(at));
    if (request.answerBy === 'callback') await this.#answerLater(request, answer);
    if (kept.rule.do === 'answerTwice') await this.#answerLater(request, answer);
  }

  #act(kept: Kept, actDate = kept.asked.actDate): Answer {
    const { agency, operation } = kept.asked;
    const act = operations[`${agency}:${operation}`];
    if (!act)
      return this.#keep(kept, { state: 'rejected', reason: `无此业务 / no such service: ${agency}:${operation}` });
    try {
      const answer = { ...act({ ...kept.asked, actDate }, this.population), ...kept.rule.answer };
      kept.effects++;
      return this.#keep(kept, { state: 'answered', answer });
    } catch (refusal) {
      if (!(refusal instanceof Rejection)) throw refusal;
      return this.#keep(kept, { state: 'rejected', reason: refusal.message });
    }
  }

  #keep(kept: Kept, answer: Answer): Answer {
    kept.answer = answer;
    return answer;
  }
}

/** When the answer comes later: by the rule's days, or when the bidding or the inquiry takes its time. */
function dueOf({ asked, at }: Request, rule: Rule): number | undefined {
  const end =
    asked.agency === 'auction' && asked.operation === 'publish' ? Date.parse(String(asked.body['endsAt'])) : Number.NaN;
  const from = Number.isNaN(end) ? at : Math.max(end, at);
  if (rule.days !== undefined && ['delay', 'refuse', 'answerTwice'].includes(rule.do)) return from + rule.days * dayMs;
  return Number.isNaN(end) || rule.do === 'refuse' ? undefined : from;
}

/** The date in Asia/Shanghai, which knows no summer time. */
const dateOf = (instant: number) => new Date(instant + 8 * 3_600_000).toISOString().slice(0, 10);
