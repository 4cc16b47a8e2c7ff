// The pure BPMN core. `read/` (XML to graph) and `check/` are imported by themselves: a running case needs neither.
export { addDays, chinaTime, dateOfInstant } from './calendar.ts';
export type { Command, EngineRecord, IncidentType, Step } from './command.ts';
export { type Description, describe, type OpenElement, openElements, pending, pendingTimers } from './describe.ts';
export type { Actor, ElementMapping, EngineEvent, Happening, Json, Thrower, Variables } from './event.ts';
export type { Element, Fault, Flow, Graph, Model } from './graph.ts';
export { migrate, refusalsOfMigration } from './operations/migrate.ts';
export { refusal } from './refusal.ts';
export { type State, upgrade } from './state.ts';
export { step } from './step.ts';
