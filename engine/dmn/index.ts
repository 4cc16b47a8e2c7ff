// DMN: reads a file into decisions (plain JSON), and evaluates a decision to its value and the rules behind it.
export type { Decision } from './decision.ts';
export type { DecisionResult, Decisions } from './evaluate.ts';
export { decide, evaluateDecision } from './evaluate.ts';
export { readDecisions } from './read.ts';
