// A flow that is never taken, whatever the variables are; a condition that is neither true nor false.
import type { Flow } from '../graph.ts';
import { hiddenAt } from './choices.ts';
import { constantOf } from './constant.ts';
import type { Complaint, Rule } from './rule.ts';

export const hiddenFlows: Rule = function* (graph) {
  for (const element of Object.values(graph.elements)) {
    const hiding = new Set<Flow>();
    for (const { flow, by } of hiddenAt(graph, element)) {
      if (!by) yield neverTrue(flow);
      else if (by.condition !== undefined && constantOf(by.condition) !== true) yield repeated(flow, by);
      else hiding.add(by);
    }
    for (const flow of hiding) yield always(flow, element.name);
  }
  for (const flow of Object.values(graph.flows)) {
    const value = constantOf(flow.condition ?? '=true');
    if (value !== undefined && typeof value !== 'boolean') yield undecided(flow, JSON.stringify(value));
  }
};

/** A branch may be shut on purpose by a condition; what has none is drawn wrongly. */
const always = (at: Flow, gateway: string): Complaint => ({
  at,
  ...(at.condition === undefined ? {} : { isPossible: true }),
  reason: `'${at.id}' ${at.condition === undefined ? 'has no condition' : `has the condition '${at.condition}', which is always true`}: '${gateway}' always takes it and never what comes after.`,
  advice: 'Give the flow a condition that can be false, or make it the default flow.',
});

const neverTrue = (at: Flow): Complaint => ({
  at,
  isPossible: true,
  reason: `'${at.id}' is never taken: its condition '${at.condition}' is never true.`,
  advice: 'Correct the condition, or take the flow out.',
});

const repeated = (at: Flow, by: Flow): Complaint => ({
  at,
  isPossible: true,
  reason: `'${at.id}' is never taken: '${by.id}' has the same condition and comes before it.`,
  advice: 'Correct one of the conditions, or take the flow out.',
});

const undecided = (at: Flow, value: string): Complaint => ({
  at,
  reason: `The condition '${at.condition}' is always ${value}, which is neither true nor false.`,
  advice: 'Write a condition that is true or false.',
});
