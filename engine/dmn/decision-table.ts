// Evaluates decision tables (DMN 1.5 §8): matches the rules, then applies the hit policy.
import { listed } from '../catalogue.ts';
import type { DecisionTable, Rule, Type } from './decision.ts';
import type { Evaluation, Scope } from './evaluation.ts';
import { conformOrProblem, evaluateCell, evaluateText } from './evaluation.ts';
import type { Hit } from './hit-policy.ts';
import { applyHitPolicy } from './hit-policy.ts';
import { say } from './messages.ts';
import { fromJson } from './types.ts';

export function evaluateTable(table: DecisionTable, scope: Scope, evaluation: Evaluation): unknown {
  const inputs = table.inputs.map((input) => evaluateInput(input, scope, evaluation));
  const hits: Hit[] = [];
  for (const [index, rule] of table.rules.entries()) {
    if (!matches(rule, inputs, scope, evaluation)) continue;
    hits.push({ index: index + 1, rule, value: evaluateOutputs(table, rule.outputs, scope, evaluation) });
    if (table.hitPolicy === 'FIRST') break;
  }
  if (hits.length === 0) return withoutHit(table, inputs, scope, evaluation);
  const { value, used } = applyHitPolicy(table, hits, scope, evaluation);
  for (const { index, rule } of used) {
    const { id, annotation } = rule;
    evaluation.rules.push({
      decisionId: scope.decisionId,
      index,
      ...(id && { id }),
      ...(annotation && { annotation }),
    });
  }
  return value;
}

function evaluateInput(
  { text, valueType, allowed }: DecisionTable['inputs'][number],
  scope: Scope,
  evaluation: Evaluation,
): unknown {
  const value = fromJson(evaluateText(text, scope, evaluation), valueType);
  const where = () => say('place.input', { where: scope.where(), source: text });
  return conformOrProblem(value, restricted(valueType, allowed), where, evaluation);
}

/** The input's or output's own values instead of those of its type. */
const restricted = (type: Type | undefined, allowed: string | undefined): Type | undefined =>
  allowed === undefined ? type : { ...(type ?? { base: 'Any' }), allowed };

const matches = (rule: Rule, inputs: readonly unknown[], scope: Scope, evaluation: Evaluation): boolean =>
  inputs.every((value, index) => evaluateCell(rule.inputs[index] ?? '-', value, scope, evaluation));

/** One output gives its value; several give a context with their names. */
function evaluateOutputs(
  { outputs }: DecisionTable,
  cells: readonly string[],
  scope: Scope,
  evaluation: Evaluation,
): unknown {
  const values = outputs.map(({ valueType, allowed }, index) => {
    const value = fromJson(evaluateText(cells[index] ?? 'null', scope, evaluation), valueType);
    return conformOrProblem(
      value,
      restricted(valueType, allowed?.join(', ')),
      () => say('place.output', { where: scope.where(), index: index + 1 }),
      evaluation,
    );
  });
  return outputs.length === 1
    ? values[0]
    : Object.fromEntries(outputs.map(({ name }, index) => [name ?? '', values[index]]));
}

/** DMN 1.5 §8.2.10: the default outputs; a table that must give one answer and has none is a problem. */
function withoutHit(table: DecisionTable, inputs: readonly unknown[], scope: Scope, evaluation: Evaluation): unknown {
  const fallbacks = table.outputs.map(({ fallback }) => fallback);
  if (fallbacks.some((fallback) => fallback !== undefined)) {
    const value = evaluateOutputs(
      table,
      fallbacks.map((fallback) => fallback ?? 'null'),
      scope,
      evaluation,
    );
    return isMultiple(table) ? [value] : value;
  }
  if (table.hitPolicy === 'COLLECT' && table.aggregation === 'COUNT') return 0;
  if (table.hitPolicy === 'COLLECT' && table.aggregation) return null;
  if (isMultiple(table)) return [];
  const found = table.inputs.map(({ text }, index) =>
    say('decision.given', { source: text, value: String(JSON.stringify(inputs[index])) }),
  );
  const count = table.rules.length;
  evaluation.problems.push(say('decision.noRule', { id: scope.decisionId, count, found: listed(found) }));
  return null;
}

const isMultiple = ({ hitPolicy, aggregation }: DecisionTable): boolean =>
  (hitPolicy === 'COLLECT' && aggregation === undefined) || hitPolicy === 'RULE ORDER' || hitPolicy === 'OUTPUT ORDER';
