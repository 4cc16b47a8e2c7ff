// Evaluates boxed expressions (DMN 1.5 §10.2), each kind by its own evaluator.
import { FeelFunction } from 'feelin';
import type { Bilingual } from '../catalogue.ts';
import { isRefusal } from '../feel/builtins/index.ts';
import { isContext } from '../feel/values.ts';
import type { FunctionLogic, Logic } from './decision.ts';
import { evaluateTable } from './decision-table.ts';
import type { Evaluation, Scope } from './evaluation.ts';
import { conformOrProblem, evaluateText } from './evaluation.ts';
import { say } from './messages.ts';

export function evaluateLogic(logic: Logic, scope: Scope, evaluation: Evaluation): unknown {
  const value = evaluateKind(logic, scope, evaluation);
  return conformOrProblem(value, logic.type === 'function' ? undefined : logic.valueType, scope.where, evaluation);
}

function evaluateKind(logic: Logic, scope: Scope, evaluation: Evaluation): unknown {
  const inner = (part: Logic, bindings?: object): unknown =>
    evaluateLogic(part, bindings ? { ...scope, bindings: { ...scope.bindings, ...bindings } } : scope, evaluation);
  switch (logic.type) {
    case 'literal':
      return evaluateText(logic.text, scope, evaluation);
    case 'table':
      return evaluateTable(logic, scope, evaluation);
    case 'function':
      return functionOf(logic, scope, evaluation);
    case 'context':
      return evaluateContext(logic, scope, evaluation);
    case 'invocation':
      return invoke(logic, scope, evaluation);
    case 'list':
      return logic.items.map((item) => inner(item));
    case 'relation':
      return logic.rows.map((row) =>
        Object.fromEntries(logic.columns.map((name, index) => [name, cell(row[index], inner)])),
      );
    case 'conditional':
      return choose(inner(logic.condition), logic, inner, scope, evaluation);
    case 'filter': {
      const items = listOf(inner(logic.in));
      const verdicts = items.map((item) => inner(logic.match, { ...(isContext(item) && item), item }));
      return verdicts.every((verdict) => typeof verdict === 'boolean' || verdict === null)
        ? items.filter((_, index) => verdicts[index] === true)
        : problem(say('decision.filter', { where: scope.where() }), evaluation);
    }
    case 'for': {
      const partial: unknown[] = [];
      for (const item of listOf(inner(logic.in))) partial.push(inner(logic.body, { [logic.variable]: item, partial }));
      return partial;
    }
    case 'some':
    case 'every': {
      const answers = listOf(inner(logic.in)).map((item) => inner(logic.body, { [logic.variable]: item }));
      return answers.every((answer) => typeof answer === 'boolean' || (answer ?? null) === null)
        ? quantify(logic.type, answers)
        : problem(say('decision.answers', { where: scope.where() }), evaluation);
    }
    default:
      throw new Error(`Expected a boxed expression; found ${JSON.stringify(logic satisfies never)}.`);
  }
}

type Conditional = Extract<Logic, { type: 'conditional' }>;

function choose(
  condition: unknown,
  { whenTrue, otherwise }: Conditional,
  inner: (part: Logic) => unknown,
  scope: Scope,
  evaluation: Evaluation,
): unknown {
  if (typeof condition === 'boolean' || condition === null) return inner(condition === true ? whenTrue : otherwise);
  return problem(say('decision.condition', { where: scope.where() }), evaluation);
}

function problem(reason: Bilingual, evaluation: Evaluation): null {
  evaluation.problems.push(reason);
  return null;
}

/** Limits recursion: a business knowledge model may call itself. */
const deepest = 100;

/** A FEEL function over the scope in which it is defined. */
export function functionOf(
  { parameters, body, valueType }: FunctionLogic,
  scope: Scope,
  evaluation: Evaluation,
): FeelFunction | null {
  if (!body) return null;
  const call = (...values: unknown[]): unknown => {
    const given = parameters.map(({ name, valueType }, index): [string, unknown] => [
      name,
      conformOrProblem(values[index], valueType, () => say('place.parameter', { name }), evaluation),
    ]);
    // An argument that does not conform makes the invocation null (DMN 1.5 §10.3.2.9.4).
    if (given.some(([, value], index) => value === null && (values[index] ?? null) !== null)) return null;
    const bindings = { ...scope.bindings, ...Object.fromEntries(given) };
    if (evaluation.nesting.calls >= deepest)
      return problem(say('decision.depth', { where: scope.where(), limit: deepest }), evaluation);
    evaluation.nesting.calls += 1;
    const value = evaluateLogic(body, { ...scope, bindings }, evaluation);
    evaluation.nesting.calls -= 1;
    return conformOrProblem(value, valueType, scope.where, evaluation);
  };
  return new FeelFunction(
    call,
    parameters.map(({ name }) => name),
  );
}

/** Each entry sees the entries before it; an entry without a name is the result. */
function evaluateContext(
  { entries }: Extract<Logic, { type: 'context' }>,
  scope: Scope,
  evaluation: Evaluation,
): unknown {
  const found: { [name: string]: unknown } = {};
  for (const { name, value, valueType } of entries) {
    const inner = { ...scope, bindings: { ...scope.bindings, ...found } };
    const result = value ? evaluateLogic(value, inner, evaluation) : null;
    const conforming = conformOrProblem(result, valueType, scope.where, evaluation);
    if (name === undefined) return conforming;
    found[name] = conforming;
  }
  return found;
}

function invoke(
  { called, bindings }: Extract<Logic, { type: 'invocation' }>,
  scope: Scope,
  evaluation: Evaluation,
): unknown {
  const target = evaluateLogic(called, scope, evaluation);
  if (!(target instanceof FeelFunction)) {
    const found = String(JSON.stringify(target));
    return problem(say('decision.noFunction', { where: scope.where(), found }), evaluation);
  }
  const values = bindings.map(({ name, value }) => [
    name ?? '',
    value ? evaluateLogic(value, scope, evaluation) : null,
  ]);
  const result = target.invoke(Object.fromEntries(values)) ?? null;
  return isRefusal(result) ? problem(say('decision.refused', { where: scope.where() }), evaluation) : result;
}

/** DMN 1.5 §10.3.2.14: three-valued, and vacuous over the empty list. */
function quantify(type: 'some' | 'every', answers: readonly unknown[]): boolean | null {
  const decisive = type === 'some';
  if (answers.includes(decisive)) return decisive;
  return answers.every((answer) => typeof answer === 'boolean') ? !decisive : null;
}

const cell = (logic: Logic | undefined, inner: (part: Logic) => unknown): unknown => (logic ? inner(logic) : null);

const listOf = (value: unknown): readonly unknown[] =>
  value === null || value === undefined ? [] : Array.isArray(value) ? value : [value];
