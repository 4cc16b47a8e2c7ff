// Hit policies (DMN 1.5 §8.2.8, §8.2.9).
import { type Bilingual, listed } from '../catalogue.ts';
import { lists } from '../feel/builtins/lists.ts';
import { equals } from '../feel/values.ts';
import type { Aggregation, DecisionTable, Rule } from './decision.ts';
import type { Evaluation, Scope } from './evaluation.ts';
import { evaluateText } from './evaluation.ts';
import { say } from './messages.ts';

export interface Hit {
  /** Counted from 1. */
  readonly index: number;
  readonly rule: Rule;
  readonly value: unknown;
}

interface Outcome {
  readonly value: unknown;
  /** The rules that gave the value. */
  readonly used: readonly Hit[];
}

/** @param hits at least one, in the order of the rules */
export function applyHitPolicy(
  table: DecisionTable,
  hits: readonly Hit[],
  scope: Scope,
  evaluation: Evaluation,
): Outcome {
  const first = hits[0] as Hit;
  const found = { id: scope.decisionId, rules: listed(hits.map(({ index }) => index)) };
  const refused = (reason: Bilingual): Outcome => {
    evaluation.problems.push(reason);
    return { value: null, used: [] };
  };
  switch (table.hitPolicy) {
    case 'UNIQUE':
      return hits.length === 1 ? one(first) : refused(say('decision.notUnique', found));
    case 'ANY':
      return hits.every(({ value }) => equals(value, first.value) === true)
        ? { value: first.value, used: hits }
        : refused(say('decision.notEqual', found));
    case 'FIRST':
      return one(first);
    case 'PRIORITY':
      return one(byPriority(table, hits, scope, evaluation)[0] as Hit);
    case 'RULE ORDER':
      return all(hits);
    case 'OUTPUT ORDER':
      return all(byPriority(table, hits, scope, evaluation));
    case 'COLLECT': {
      if (!table.aggregation) return all(hits);
      const value = aggregate(table.aggregation, hits, evaluation);
      return value === null
        ? refused(say('decision.noAggregate', { ...found, aggregation: table.aggregation }))
        : { value, used: hits };
    }
    default:
      throw new Error(`Expected a hit policy; found ${table.hitPolicy satisfies never}.`);
  }
}

const one = (hit: Hit): Outcome => ({ value: hit.value, used: [hit] });
const all = (hits: readonly Hit[]): Outcome => ({ value: hits.map(({ value }) => value), used: hits });

/**
 * Sorts by the place of each output among its output values, the first output first; ties keep the order of the rules.
 */
function byPriority(table: DecisionTable, hits: readonly Hit[], scope: Scope, evaluation: Evaluation): Hit[] {
  const ranks = new Map(
    hits.map((hit) => [hit, table.outputs.map((output) => rank(output, hit.value, table, scope, evaluation))]),
  );
  return [...hits].sort((a, b) => {
    const difference = ranks.get(a)?.map((value, index) => value - (ranks.get(b)?.[index] ?? 0)) ?? [];
    return difference.find((value) => value !== 0) ?? 0;
  });
}

function rank(
  { name, allowed }: DecisionTable['outputs'][number],
  value: unknown,
  { outputs }: DecisionTable,
  scope: Scope,
  evaluation: Evaluation,
): number {
  const own = outputs.length === 1 ? value : (value as { [name: string]: unknown })[name ?? ''];
  const place = allowed?.findIndex((source) => equals(evaluateText(source, scope, evaluation), own) === true) ?? 0;
  return place < 0 ? Number.MAX_SAFE_INTEGER : place;
}

/** Returns null if the values have no sum or no order. */
function aggregate(aggregation: Aggregation, hits: readonly Hit[], { context }: Evaluation): unknown {
  if (aggregation === 'COUNT') return hits.length;
  const values = hits.map(({ value }) => value);
  return aggregates[aggregation].apply({ ...context, warn: () => null, unmet: () => null }, values);
}

const aggregates = { SUM: lists.sum, MIN: lists.min, MAX: lists.max };
