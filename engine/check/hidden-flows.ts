// Finds flows that are never taken, whatever the variables are, and conditions that are neither true nor false.
import type { Flow } from '../graph.ts';
import { hiddenAt } from './choices.ts';
import { constantOf } from './constant.ts';
import { say } from './messages.ts';
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

/** A constant condition may close a branch on purpose; a missing condition is an error in the drawing. */
const always = (at: Flow, gateway: string): Complaint => ({
  at,
  ...(at.condition === undefined ? {} : { isPossible: true }),
  reason:
    at.condition === undefined
      ? say('check.hiddenFlows.noCondition', { flow: at.id, gateway })
      : say('check.hiddenFlows.alwaysTrue', { flow: at.id, condition: at.condition, gateway }),
  advice: say('check.hiddenFlows.always.advice'),
});

const neverTrue = (at: Flow): Complaint => ({
  at,
  isPossible: true,
  reason: say('check.hiddenFlows.neverTrue', { flow: at.id, condition: at.condition ?? '' }),
  advice: say('check.hiddenFlows.neverTrue.advice'),
});

const repeated = (at: Flow, by: Flow): Complaint => ({
  at,
  isPossible: true,
  reason: say('check.hiddenFlows.repeated', { flow: at.id, other: by.id }),
  advice: say('check.hiddenFlows.repeated.advice'),
});

const undecided = (at: Flow, value: string): Complaint => ({
  at,
  reason: say('check.hiddenFlows.undecided', { condition: at.condition ?? '', value }),
  advice: say('check.hiddenFlows.undecided.advice'),
});
