// Multi-instance activities: a body around one instance for each item (BPMN 2.0.2 §13.3.7, with Zeebe's input and output collections).
import type { Json, Variables } from '../event.ts';
import type { Element } from '../graph.ts';
import { activate, addTokens, complete, forget, terminateChildren } from '../lifecycle.ts';
import { edit, findElement, type Run, record } from '../run.ts';
import { IncidentError } from './incidents.ts';
import { evaluateText, propagate, setLocal, valueIn, visibleVariables } from './variables.ts';

/** All instances at once, or the first one; an empty collection completes the activity at once. */
export function activateLoop(run: Run, bodyKey: number, element: Element): void {
  const loop = element.loop!;
  const items = valueIn(run, bodyKey, loop.inputCollection, element, 'the input collection');
  if (!Array.isArray(items)) {
    throw new IncidentError(
      'expression',
      `Expected a list as input collection of '${element.id}'; found ${JSON.stringify(items)}.`,
    );
  }
  edit(run, bodyKey).loop = { items, begun: 0, completed: 0 };
  if (loop.outputCollection) setLocal(run, bodyKey, { [loop.outputCollection]: items.map(() => null) });
  if (items.length === 0) return completeBody(run, bodyKey, element);
  const count = loop.sequential ? 1 : items.length;
  for (let index = 0; index < count && findElement(run, bodyKey); index++) begin(run, bodyKey, element);
}

function begin(run: Run, bodyKey: number, element: Element): void {
  const body = edit(run, bodyKey);
  const { items, begun, completed } = body.loop!;
  body.loop = { items, begun: begun + 1, completed };
  const item: Variables = element.loop!.inputElement ? { [element.loop!.inputElement]: items[begun] as Json } : {};
  addTokens(run, bodyKey, 1);
  activate(run, element, bodyKey, { loopCounter: begun + 1, variables: { ...item, loopCounter: begun + 1 } });
}

/** One instance has completed: its output is collected, then the next one begins or the body ends. Throws IncidentError. */
export function loopInstanceEnded(run: Run, key: number, element: Element): void {
  const instance = findElement(run, key)!;
  const loop = element.loop!;
  if (loop.outputCollection && loop.outputElement) {
    const output = valueIn(run, key, loop.outputElement, element, 'the output element');
    const collected = [...(findElement(run, instance.scope)!.variables![loop.outputCollection] as readonly Json[])];
    collected[instance.loopCounter! - 1] = output;
    setLocal(run, instance.scope, { [loop.outputCollection]: collected });
  }
  const body = edit(run, instance.scope);
  body.loop = { ...body.loop!, completed: body.loop!.completed + 1 };
  const isDone = isComplete(run, key, element);
  record(run, 'completed', instance, element, { loopCounter: instance.loopCounter! });
  forget(run, key);
  addTokens(run, body.key, -1);
  const { items, begun, completed } = body.loop;
  if (isDone || completed === items.length) completeBody(run, body.key, element);
  else if (loop.sequential && begun < items.length) begin(run, body.key, element);
}

function isComplete(run: Run, key: number, element: Element): boolean {
  const condition = element.loop!.completionCondition;
  if (!condition) return false;
  const body = findElement(run, findElement(run, key)!.scope)!;
  const { items, begun, completed } = body.loop!;
  const counters = {
    numberOfInstances: items.length,
    numberOfActiveInstances: begun - completed,
    numberOfCompletedInstances: completed,
    numberOfTerminatedInstances: 0,
  };
  const value = evaluateText(
    run,
    condition,
    { ...visibleVariables(run, key), ...counters },
    element,
    'the completion condition',
  );
  if (typeof value === 'boolean') return value;
  throw new IncidentError(
    'condition',
    `Expected true or false from the completion condition of '${element.id}'; found ${JSON.stringify(value)}.`,
  );
}

function completeBody(run: Run, bodyKey: number, element: Element): void {
  terminateChildren(run, bodyKey);
  const { outputCollection } = element.loop!;
  const body = findElement(run, bodyKey)!;
  if (outputCollection) propagate(run, body.scope, { [outputCollection]: body.variables![outputCollection]! });
  complete(run, bodyKey);
}
