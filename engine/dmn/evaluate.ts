// Evaluates a decision with everything that it requires (DMN 1.5 §7.2, §10.4). Inside, a failed operation gives null,
// as DMN requires. Because law depends on these decisions, the caller gets an error instead of a null that came from a
// fault (tests/engine/dmn/evaluate.test.ts).
import { FeelFunction } from 'feelin';
import { type Bilingual, listed, type Reason } from '../catalogue.ts';
import type { Json, Variables } from '../event.ts';
import type { FeelContext, Warning } from '../feel/expression.ts';
import { toJson } from '../feel/json.ts';
import { kindName } from '../feel/messages.ts';
import { kindOf } from '../feel/values.ts';
import { evaluateLogic, functionOf } from './boxed.ts';
import type { Decision, Parameter, Requirement, Type } from './decision.ts';
import type { Evaluation, MatchedRule } from './evaluation.ts';
import { conformOrProblem } from './evaluation.ts';
import { say } from './messages.ts';
import { fromJson } from './types.ts';

export type Decisions = { readonly [id: string]: Decision };

export type DecisionResult =
  | { readonly value: Json; readonly rules: readonly MatchedRule[]; readonly warnings: readonly Warning[] }
  | { readonly error: Bilingual };

export function evaluateDecision(
  decisions: Decisions,
  decisionId: string,
  variables: Variables,
  context: FeelContext,
): DecisionResult {
  const { value, problems, rules, warnings } = decide(decisions, decisionId, variables, context);
  return problems.length > 0 ? { error: listed(problems, '', ' ') } : { value, rules, warnings };
}

/** The value by DMN's rules, null after a failure, with the problems beside it. */
export function decide(
  decisions: Decisions,
  decisionId: string,
  variables: Variables,
  context: FeelContext,
): {
  value: Json;
  problems: readonly Bilingual[];
  rules: readonly MatchedRule[];
  warnings: readonly Warning[];
} {
  const warnings: Warning[] = [];
  const evaluation: Evaluation = { context, warnings, problems: [], rules: [], nesting: { calls: 0 } };
  const graph: Graph = { decisions, variables, evaluation, known: new Map() };
  const decision = Object.hasOwn(decisions, decisionId) ? decisions[decisionId] : undefined;
  if (!decision) evaluation.problems.push(say('decision.unknown', { id: decisionId }));
  const answer = decision ? answerOf(decision, graph) : null;
  const value = toJson(answer, warnings);
  if (value === null && (answer ?? null) !== null)
    evaluation.problems.push(
      say('decision.noJson', { where: say('place.logic', { id: decisionId }), kind: kindName(kindOf(answer)) }),
    );
  return { value, problems: evaluation.problems, rules: evaluation.rules, warnings };
}

/**
 * A decision service or a business knowledge model that is evaluated takes its parameters from the variables.
 */
function answerOf(decision: Decision, graph: Graph): unknown {
  const result = resultOf(decision, graph);
  if (decision.type === 'decision' || !(result instanceof FeelFunction)) return result;
  return result.invoke(result.parameterNames.map((name) => graph.variables[name] ?? null));
}

interface Graph {
  readonly decisions: Decisions;
  readonly variables: { readonly [name: string]: unknown };
  readonly evaluation: Evaluation;
  /** Values of decisions evaluated so far: a decision required twice is evaluated once. */
  readonly known: Map<string, unknown>;
}

/** DMN 1.5 §6.2.2.1: the requirements of decisions have no cycles. */
const underWay = Symbol('under way');

function resultOf(decision: Decision, graph: Graph): unknown {
  const known = graph.known.get(decision.id);
  if (known === underWay) {
    graph.evaluation.problems.push(say('decision.cycle', { id: decision.id }));
    return null;
  }
  if (known !== undefined) return known;
  graph.known.set(decision.id, underWay);
  const value = compute(decision, graph) ?? null;
  graph.known.set(decision.id, value);
  return value;
}

function compute(decision: Decision, graph: Graph): unknown {
  switch (decision.type) {
    case 'decision': {
      if (!decision.logic) return null;
      const value = evaluateLogic(decision.logic, scopeOf(decision, graph), graph.evaluation);
      const where = () => say('place.decision', { id: decision.id });
      return conformOrProblem(value, decision.valueType, where, graph.evaluation);
    }
    case 'businessKnowledgeModel':
      return knowledgeOf(decision, graph);
    case 'decisionService':
      return serviceOf(decision, graph);
    default:
      throw new Error(`Expected an element of a decision graph; found ${JSON.stringify(decision satisfies never)}.`);
  }
}

/** The names that the logic may use: the variables, and each requirement under its name and its id. */
function scopeOf(decision: Decision, graph: Graph): Scope {
  const bindings: { [name: string]: unknown } = { ...graph.variables };
  for (const requirement of decision.requires) {
    const { from } = requirement;
    const found = bindingOf(requirement, graph);
    Object.assign(bindings, from === undefined ? found : { [from]: { ...(bindings[from] as object), ...found } });
  }
  return scopeWith(bindings, decision);
}

const scopeWith = (bindings: Scope['bindings'], { id, hasFreeNames, types }: Decision): Scope => ({
  bindings,
  decisionId: id,
  where: () => say('place.logic', { id }),
  hasFreeNames,
  ...(types && { types }),
});

type Scope = Parameters<typeof evaluateLogic>[1];

function bindingOf(requirement: Requirement, graph: Graph): { [name: string]: unknown } {
  if (requirement.type === 'input') {
    const { name, valueType } = requirement;
    return { [name]: inputOf(graph.variables[name], valueType, () => say('place.data', { name }), graph) };
  }
  const required = graph.decisions[requirement.id];
  if (!required) {
    graph.evaluation.problems.push(say('decision.unknownRequired', { id: requirement.id }));
    return {};
  }
  const value = resultOf(required, graph);
  return { [required.id]: value, [required.name]: value };
}

const inputOf = (value: unknown, type: Type | undefined, where: Reason, { evaluation }: Graph): unknown =>
  conformOrProblem(fromJson(value, type), type, where, evaluation);

/** A business knowledge model may require itself, so it is bound before its requirements are resolved. */
function knowledgeOf(model: Extract<Decision, { type: 'businessKnowledgeModel' }>, graph: Graph): FeelFunction | null {
  const { id, name, logic, valueType } = model;
  const bindings: { [name: string]: unknown } = {};
  const typed = logic && { ...typeOfResult(valueType), ...logic };
  const called = typed ? functionOf(typed, scopeWith(bindings, model), graph.evaluation) : null;
  graph.known.set(id, called);
  Object.assign(bindings, { [id]: called, [name]: called }, scopeOf(model, graph).bindings);
  return called;
}

/**
 * The variable of a callable element has the type of a function; some modelers write the type of the result instead.
 */
function typeOfResult(type: Type | undefined): { readonly valueType?: Type } {
  const result = type?.base === 'function' ? type.result : type;
  return result ? { valueType: result } : {};
}

/** DMN 1.5 §10.4: a decision service is a function of its inputs that gives its output decisions' values. */
function serviceOf(service: Extract<Decision, { type: 'decisionService' }>, graph: Graph): FeelFunction {
  const { parameters, outputs } = service;
  const call = (...values: unknown[]): unknown => {
    const inner = innerGraph(parameters, values, graph);
    if (!inner) return null;
    const results = outputs.map((id) => {
      const decision = graph.decisions[id];
      return { name: decision?.name ?? id, value: decision ? resultOf(decision, inner) : null };
    });
    const single =
      results.length === 1 ? results[0]?.value : Object.fromEntries(results.map(({ name, value }) => [name, value]));
    return conformOrProblem(
      single,
      typeOfResult(service.valueType).valueType,
      () => say('place.service', { id: service.id }),
      graph.evaluation,
    );
  };
  return new FeelFunction(
    call,
    parameters.map(({ name }) => name),
  );
}

/** The graph with the arguments of the service; null if an argument does not conform to its type. */
function innerGraph(parameters: readonly Parameter[], values: readonly unknown[], graph: Graph): Graph | null {
  const variables: { [name: string]: unknown } = {};
  const known = new Map<string, unknown>();
  for (const [index, { name, valueType, decisionId }] of parameters.entries()) {
    const value = inputOf(values[index], valueType, () => say('place.parameter', { name }), graph);
    if (decisionId === undefined) variables[name] = value;
    else known.set(decisionId, value);
    if (value === null && (values[index] ?? null) !== null) return null;
  }
  return { ...graph, variables, known };
}
