// How an agency behaves other than well, as a script says it: the first rule that fits and is not used up decides.
import type { Asked } from './operations.ts';

export interface Rule {
  readonly agency?: string;
  readonly provider?: string;
  readonly operation?: string;
  readonly caseNumber?: string;
  /** Fields that the request must have, `{ externalRef: … }`. */
  readonly match?: { readonly [field: string]: unknown };
  /** For how many requests the rule holds; for ever when absent. */
  readonly times?: number;
  /**
   * answer: as always, with the fields of `answer` over it. delay: the answer comes `days` later. refuse: taken, not answered (but `days`
   * later where given). reject: refused at once with `reason`. answerTwice: the answer comes twice, `days` later where given.
   * timeOut: done, but the connection hangs. fail: 503, nothing done.
   */
  readonly do: 'answer' | 'delay' | 'refuse' | 'reject' | 'answerTwice' | 'timeOut' | 'fail';
  readonly days?: number;
  readonly reason?: string;
  readonly answer?: { readonly [field: string]: unknown };
}

export interface Behaviour {
  add(rules: readonly Rule[]): void;
  reset(): void;
  /** Uses the rule up by one. */
  ruleFor(asked: Asked): Rule;
}

export function createBehaviour(): Behaviour {
  let rules: { readonly rule: Rule; used: number }[] = [];
  return {
    add: (added) => {
      // What a script says last is looked at first.
      rules = [...added.map((rule) => ({ rule, used: 0 })), ...rules];
    },
    reset: () => {
      rules = [];
    },
    ruleFor: (asked) => {
      const found = rules.find(
        ({ rule, used }) => used < (rule.times ?? Number.POSITIVE_INFINITY) && fits(rule, asked),
      );
      if (!found) return { do: 'answer' };
      found.used++;
      return found.rule;
    },
  };
}

function fits(rule: Rule, asked: Asked): boolean {
  const isSame = (name: 'agency' | 'provider' | 'operation' | 'caseNumber') =>
    rule[name] === undefined || rule[name] === asked[name];
  const matches = Object.entries(rule.match ?? {}).every(([field, value]) => asked.body[field] === value);
  return isSame('agency') && isSame('provider') && isSame('operation') && isSame('caseNumber') && matches;
}
