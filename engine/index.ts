// The pure BPMN core. `read/` (XML to graph) and `check/` are imported by themselves: a running case needs neither.
export { chinaTime, dateOfInstant } from './calendar.ts';
export type { Command, EngineRecord, Step } from './command.ts';
export { describe, openElements, pending, pendingTimers } from './describe.ts';
export type { ElementMapping, EngineEvent, Json, UntimedEvent, Variables } from './event.ts';
export type { Element, Flow, Graph, Model } from './graph.ts';
export { migrate, refusalsOfMigration } from './operations/migrate.ts';
export { refusal, refusalOfEnded } from './refusal.ts';
export { hasCalled } from './run.ts';
export { requireKnownVersion, type State } from './state.ts';
export { step } from './step.ts';
