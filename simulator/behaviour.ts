// How an agency misbehaves, as a script says: the first rule that matches and is not used up decides.
import type { Order } from './operations.ts';

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
   * answer: as always, with the fields of `answer` over it. delay: the answer comes `days` later. refuse: accepted, not
   * answered (but `days` later where given). reject: refused at once with `reason`. answerTwice: the answer comes
   * twice, `days` later where given.
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
  ruleFor(order: Order): Rule;
}

export function createBehaviour(): Behaviour {
  let rules: { readonly rule: Rule; used: number }[] = [];
  return {
    add: (added) => {
      // The rules added last are tried first.
      rules = [...added.map((rule) => ({ rule, used: 0 })), ...rules];
    },
    reset: () => {
      rules = [];
    },
    ruleFor: (order) => {
      const found = rules.find(
        ({ rule, used }) => used < (rule.times ?? Number.POSITIVE_INFINITY) && fits(rule, order),
      );
      if (!found) return { do: 'answer' };
      found.used++;
      return found.rule;
    },
  };
}

function fits(rule: Rule, order: Order): boolean {
  const isSame = (name: 'agency' | 'provider' | 'operation' | 'caseNumber') =>
    rule[name] === undefined || rule[name] === order[name];
  const matches = Object.entries(rule.match ?? {}).every(([field, value]) => order.body[field] === value);
  return isSame('agency') && isSame('provider') && isSame('operation') && isSame('caseNumber') && matches;
}
