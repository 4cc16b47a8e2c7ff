// Scripted behavior of an agency: the first rule that matches and is not used up decides.
import type { Order } from './operations.ts';

export interface Rule {
  readonly agency?: string;
  readonly provider?: string;
  readonly operation?: string;
  readonly caseNumber?: string;
  /** Fields and values that the request must have, such as `{ externalRef: … }`. */
  readonly match?: { readonly [field: string]: unknown };
  /** Number of requests that the rule applies to; no limit when absent. */
  readonly times?: number;
  /**
   * `answer`: as usual, overridden by the fields of `answer`. `delay`: the answer comes `days` calendar days later.
   * `refuse`: accepted, but answered only after `days`, or never when absent. `reject`: refused with `reason`, at
   * once or `days` later.
   * `answerTwice`: answered twice, `days` later when given. `timeOut`: carried out, but the connection hangs. `fail`:
   * 503, not carried out.
   */
  readonly do: 'answer' | 'delay' | 'refuse' | 'reject' | 'answerTwice' | 'timeOut' | 'fail';
  readonly days?: number;
  readonly reason?: string;
  readonly answer?: { readonly [field: string]: unknown };
}

export interface Behavior {
  add(rules: readonly Rule[]): void;
  reset(): void;
  /** The rule for this request, whose use is counted. */
  ruleFor(order: Order): Rule;
}

export function createBehavior(): Behavior {
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
