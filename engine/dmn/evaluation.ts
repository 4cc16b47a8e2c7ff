// A running evaluation: its scope, and the rules and problems that it records beside the value.
import type { Bindings, FeelContext, Warning } from '../feel/expression.ts';
import { run, test } from '../feel/expression.ts';
import { namesOf, noNames } from '../feel/names.ts';
import { isFault, parse, parseTests } from '../feel/parse.ts';
import type { Type } from './decision.ts';
import { conform, isOfType } from './types.ts';

export interface Evaluation {
  readonly context: FeelContext;
  readonly warnings: Warning[];
  /** Reasons why the value cannot be relied on. */
  readonly problems: string[];
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
  readonly hasFreeNames: boolean;
  readonly types?: { readonly [name: string]: Type };
}

/** The FEEL context with the types that the file defines. */
function contextOf({ types }: Scope, { context }: Evaluation): FeelContext {
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
    evaluation.problems.push(`${scope.decisionId}: ${expression.error}`);
    return null;
  }
  const before = evaluation.warnings.length;
  const value = run(expression, scope.bindings, contextOf(scope, evaluation), evaluation.warnings) ?? null;
  // Null is correct for a name without a value, but not for a failed operation.
  const failed = evaluation.warnings.slice(before).find(({ isMissing }) => !isMissing);
  if (failed && (value === null || failed.isUnmet)) {
    evaluation.problems.push(`${scope.decisionId}: expected a value of \`${source}\`; found null: ${failed.message}`);
  }
  return value;
}

/** Tells whether the value passes the cell. */
export function evaluateCell(source: string, value: unknown, scope: Scope, evaluation: Evaluation): boolean {
  const { bindings } = scope;
  const { warnings, problems } = evaluation;
  const parsed = parseTests(source, scope.hasFreeNames ? namesOf({ ...bindings, '?': value }) : noNames);
  if (isFault(parsed)) {
    problems.push(`${scope.decisionId}: ${parsed.error}`);
    return false;
  }
  const before = warnings.length;
  const verdict = test(parsed.tests, value, bindings, contextOf(scope, evaluation), warnings);
  // After a failed test it is unknown whether the rule matches, and so which rule decides.
  const failed = verdict === null ? warnings.slice(before).find(({ isMissing }) => !isMissing) : undefined;
  if (failed) problems.push(`${scope.decisionId}: expected an answer of \`${source}\`; found none: ${failed.message}`);
  return verdict === true;
}

/** The value converted to its type; null with a problem if it does not conform. */
export function conformOrProblem(
  value: unknown,
  type: Type | undefined,
  where: string,
  evaluation: Evaluation,
): unknown {
  const scope: Scope = { bindings: {}, decisionId: where, hasFreeNames: false };
  const conforming = conform(value, type, (tests, found) => evaluateCell(tests, found, scope, evaluation));
  if (conforming !== undefined) return conforming;
  evaluation.problems.push(`${where}: expected ${describe(type)}; found ${JSON.stringify(value)}.`);
  return null;
}

function describe(type: Type | undefined): string {
  if (!type) return 'a value';
  if (type.constraint !== undefined) return `a value within ${type.constraint}`;
  if (type.isCollection) return `a list of ${describe(type.items)}`;
  return type.allowed === undefined ? type.base : `${type.base} within ${type.allowed}`;
}
