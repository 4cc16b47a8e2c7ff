// A running evaluation: its scope, and the rules and problems that it records beside the value.
import type { Bilingual, Reason } from '../catalogue.ts';
import type { Bindings, FeelContext, Warning } from '../feel/expression.ts';
import { run, test } from '../feel/expression.ts';
import { kindName } from '../feel/messages.ts';
import { namesOf, noNames } from '../feel/names.ts';
import { isFault, parse, parseTests } from '../feel/parse.ts';
import type { Type } from './decision.ts';
import { say } from './messages.ts';
import { conform, isOfType } from './types.ts';

export interface Evaluation {
  readonly context: FeelContext;
  readonly warnings: Warning[];
  /** Reasons why the value cannot be relied on. */
  readonly problems: Bilingual[];
  readonly rules: MatchedRule[];
  /** The depth of nested calls of business knowledge models. */
  readonly nesting: { calls: number };
}

/** A rule that gave the value. */
export interface MatchedRule {
  readonly decisionId: string;
  /** Counted from 1, as the table shows it. */
  readonly index: number;
  readonly id?: string;
  readonly annotation?: string;
}

export interface Scope {
  readonly bindings: Bindings;
  readonly decisionId: string;
  /** The decision as a problem names it. */
  readonly where: Reason;
  readonly hasFreeNames: boolean;
  readonly types?: { readonly [name: string]: Type };
}

/** The FEEL context with the types that the file defines. */
function contextOf({ types }: Pick<Scope, 'types'>, { context }: Evaluation): FeelContext {
  if (!types) return context;
  const testOf = (name: string) => {
    const type = Object.hasOwn(types, name) ? types[name] : undefined;
    return type && ((value: unknown) => isOfType(value, type));
  };
  return { ...context, types: testOf };
}

export function evaluateText(source: string, scope: Scope, evaluation: Evaluation): unknown {
  const expression = parse(source, scope.hasFreeNames ? namesOf(scope.bindings) : noNames);
  if (isFault(expression)) {
    evaluation.problems.push(say('decision.source', { where: scope.where(), problem: expression.error }));
    return null;
  }
  const before = evaluation.warnings.length;
  const value = run(expression, scope.bindings, contextOf(scope, evaluation), evaluation.warnings) ?? null;
  // Null is correct for a name without a value, but not for a failed operation.
  const failed = evaluation.warnings.slice(before).find(({ isMissing }) => !isMissing);
  if (failed && (value === null || failed.isUnmet)) {
    evaluation.problems.push(say('decision.noValue', { where: scope.where(), source, reason: failed.reason() }));
  }
  return value;
}

/** Tells whether the value passes the cell. */
export function evaluateCell(
  source: string,
  value: unknown,
  scope: Omit<Scope, 'decisionId'>,
  evaluation: Evaluation,
): boolean {
  const { bindings } = scope;
  const { warnings, problems } = evaluation;
  const parsed = parseTests(source, scope.hasFreeNames ? namesOf({ ...bindings, '?': value }) : noNames);
  if (isFault(parsed)) {
    problems.push(say('decision.source', { where: scope.where(), problem: parsed.error }));
    return false;
  }
  const before = warnings.length;
  const verdict = test(parsed.tests, value, bindings, contextOf(scope, evaluation), warnings);
  // After a failed test it is unknown whether the rule matches, and so which rule decides.
  const failed = verdict === null ? warnings.slice(before).find(({ isMissing }) => !isMissing) : undefined;
  if (failed) problems.push(say('decision.noAnswer', { where: scope.where(), source, reason: failed.reason() }));
  return verdict === true;
}

/** The value converted to its type; null with a problem if it does not conform. */
export function conformOrProblem(
  value: unknown,
  type: Type | undefined,
  where: Reason,
  evaluation: Evaluation,
): unknown {
  const scope = { bindings: {}, where, hasFreeNames: false };
  const conforming = conform(value, type, (tests, found) => evaluateCell(tests, found, scope, evaluation));
  if (conforming !== undefined) return conforming;
  evaluation.problems.push(
    say('decision.type', { where: where(), type: describe(type), found: String(JSON.stringify(value)) }),
  );
  return null;
}

function describe(type: Type | undefined): Bilingual {
  if (!type) return say('type.any');
  if (type.constraint !== undefined) return say('type.allowed', { type: say('type.any'), tests: type.constraint });
  if (type.isCollection) return say('type.list', { type: describe(type.items) });
  const base = type.base === 'Any' ? say('type.any') : kindName(type.base);
  return type.allowed === undefined ? base : say('type.allowed', { type: base, tests: type.allowed });
}
