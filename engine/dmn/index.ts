// DMN: a file becomes decisions (plain JSON), a decision gives its value and the rules it rests on.
export type { Decision } from './decision.ts';
export type { DecisionResult, Decisions } from './evaluate.ts';
export { decide, evaluateDecision } from './evaluate.ts';
export { readDecisions } from './read.ts';
