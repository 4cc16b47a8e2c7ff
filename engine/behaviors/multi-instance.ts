// Multi-instance activities: a body around one instance for each item (BPMN 2.0.2 §13.3.7, with Zeebe's input and
// output collections).
import type { Json, Variables } from '../event.ts';
import type { Element, Loop, StandardLoop } from '../graph.ts';
import { activate, complete } from '../lifecycle.ts';
import { say } from '../messages.ts';
import { edit, findElement, type Run, record } from '../run.ts';
import type { LoopState } from '../state.ts';
import { terminateChildren } from '../termination.ts';
import { addTokens, removeInstance, sendToken } from '../tokens.ts';
import { emptyTrie, get, set } from '../trie.ts';
import { remember } from './compensation.ts';
import { truthIn, valueIn } from './expressions.ts';
import { clearIncident, IncidentError } from './incidents.ts';
import { requireFewItems } from './sizes.ts';
import { closeSubscriptions } from './subscriptions.ts';
import { propagate, setLocal } from './variables.ts';

/** All instances at once, or the first one; an empty collection completes the activity at once. */
export function activateLoop(run: Run, bodyKey: number, element: Element): void {
  const loop = element.loop!;
  if (loop.standard) return activateStandardLoop(run, bodyKey, element, loop.standard);
  const items = valueIn(run, bodyKey, loop.inputCollection, element, 'inputCollection');
  if (!Array.isArray(items)) {
    const { id, name } = element;
    throw new IncidentError(
      'expression',
      say('incident.noInputCollection', { id, name, found: JSON.stringify(items) }),
    );
  }
  requireFewItems(items, element);
  const body = edit(run, bodyKey);
  body.tokens = 0;
  body.loop = { count: items.length, started: 0, completed: 0, ...(loop.sequential ? { items } : {}) };
  if (loop.collectsApart) body.loop = { ...body.loop, outputs: emptyTrie };
  else if (loop.outputCollection) setLocal(run, bodyKey, { [loop.outputCollection]: items.map(() => null) });
  if (items.length === 0) return completeBody(run, bodyKey, element);
  if (loop.sequential) return sendToken(run, element.id, bodyKey);
  for (const item of items) {
    addTokens(run, bodyKey, 1);
    startItem(run, bodyKey, element, item);
    if (hasEnded(run, bodyKey)) return;
  }
}

/** Tells whether an instance that did not wait has ended the body, or left it with an incident. */
function hasEnded(run: Run, bodyKey: number): boolean {
  const body = findElement(run, bodyKey);
  return body === undefined || body.incident !== undefined;
}

/** BPMN 2.0.2 §13.3.6: one instance after the other, as long as the condition holds. */
function activateStandardLoop(run: Run, bodyKey: number, element: Element, standard: StandardLoop): void {
  const maximum = standard.maximum && Number(valueIn(run, bodyKey, standard.maximum, element, 'loopMaximum'));
  if (maximum !== undefined && !(Number.isInteger(maximum) && Number(maximum) >= 0))
    throw new IncidentError(
      'expression',
      say('incident.noLoopMaximum', { id: element.id, name: element.name, found: String(maximum) }),
    );
  const goesOn = !standard.testBefore || isLoopConditionTrue(run, bodyKey, element, standard, 0);
  const body = edit(run, bodyKey);
  body.tokens = 0;
  // Without a maximum the number is unknown.
  body.loop = { count: maximum === undefined ? -1 : Number(maximum), started: 0, completed: 0 };
  if (!goesOn || maximum === 0) return completeBody(run, bodyKey, element);
  sendToken(run, element.id, bodyKey);
}

const isLoopConditionTrue = (
  run: Run,
  key: number,
  element: Element,
  { condition }: StandardLoop,
  loopCounter: number,
): boolean => condition === undefined || truthIn(run, key, condition, element, 'loopCondition', { loopCounter });

/** Called from the queue of tokens, so that a long sequence causes no deep recursion. */
export function activateNextInLoop(run: Run, bodyKey: number, element: Element): void {
  const { items, started } = findElement(run, bodyKey)!.loop!;
  startItem(run, bodyKey, element, items?.[started] ?? null);
}

function startItem(run: Run, bodyKey: number, element: Element, item: Json): void {
  const body = edit(run, bodyKey);
  const loopCounter = body.loop!.started + 1;
  body.loop = { ...body.loop!, started: loopCounter };
  const { inputElement, outputVariable } = element.loop!;
  const variables = {
    // A result variable for each: parallel instances do not overwrite one another's result, and it starts as null
    // (Zeebe).
    ...(outputVariable ? { [outputVariable]: null } : {}),
    ...(inputElement ? { [inputElement]: item } : {}),
    loopCounter,
  };
  activate(run, element, bodyKey, { loopCounter, variables });
}

/**
 * One instance has done its work: its output is collected, then the next one starts or the body ends. Throws
 * IncidentError.
 */
export function completeInLoop(run: Run, key: number, element: Element, isSkipped: boolean): void {
  const instance = findElement(run, key)!;
  const loop = element.loop!;
  const before = findElement(run, instance.scope)!.loop!;
  const after: LoopState = { ...before, completed: before.completed + 1 };
  // Everything that can fail comes before the changes, so that a retry repeats nothing.
  const output = loop.outputElement && !isSkipped ? valueIn(run, key, loop.outputElement, element, 'output') : null;
  const isDone = loop.standard
    ? after.completed === after.count || !isLoopConditionTrue(run, key, element, loop.standard, instance.loopCounter!)
    : isComplete(run, key, element, after, output, isSkipped);
  collect(run, instance.scope, element, after, instance.loopCounter!, output);
  closeSubscriptions(run, key);
  clearIncident(run, key);
  record(run, 'completed', instance, element, { loopCounter: instance.loopCounter! });
  if (!isSkipped) remember(run, findElement(run, key)!, element);
  removeInstance(run, findElement(run, key)!);
  addTokens(run, instance.scope, -1);
  if (isDone || after.completed === after.count) completeBody(run, instance.scope, element);
  else if (loop.sequential) sendToken(run, element.id, instance.scope);
}

function collected(run: Run, bodyKey: number, name: string, loopCounter: number, output: Json): Json[] {
  const outputs = findElement(run, bodyKey)!.variables![name];
  // A person who sets variables may have set this one.
  if (Array.isArray(outputs) && outputs.length >= loopCounter) return outputs.with(loopCounter - 1, output);
  throw new IncidentError(
    'expression',
    say('incident.outputsChanged', {
      collection: name,
      count: loopCounter,
      found: String(JSON.stringify(outputs)),
    }),
  );
}

function collect(
  run: Run,
  bodyKey: number,
  element: Element,
  loop: LoopState,
  loopCounter: number,
  output: Json,
): void {
  const { outputCollection: name } = element.loop!;
  const { outputs } = loop;
  const list = name && !outputs ? { [name]: collected(run, bodyKey, name, loopCounter, output) } : {};
  edit(run, bodyKey).loop = outputs ? { ...loop, outputs: set(outputs, loopCounter - 1, output) } : loop;
  setLocal(run, bodyKey, list);
}

/** The condition sees the numbers of instances, and the output of this one among the others'. */
function isComplete(
  run: Run,
  key: number,
  element: Element,
  loop: LoopState,
  output: Json,
  isSkipped: boolean,
): boolean {
  const { completionCondition, outputCollection } = element.loop!;
  if (!completionCondition || isSkipped) return false;
  const { scope, loopCounter } = findElement(run, key)!;
  const sees: Variables = {
    numberOfInstances: loop.count,
    numberOfActiveInstances: loop.started - loop.completed,
    numberOfCompletedInstances: loop.completed,
    numberOfTerminatedInstances: 0,
    ...(outputCollection && !loop.outputs
      ? { [outputCollection]: collected(run, scope, outputCollection, loopCounter!, output) }
      : {}),
  };
  return truthIn(run, key, completionCondition, element, 'completionCondition', sees);
}

function completeBody(run: Run, bodyKey: number, element: Element): void {
  terminateChildren(run, bodyKey);
  const { outputCollection } = element.loop!;
  const { scope, variables, loop } = findElement(run, bodyKey)!;
  if (outputCollection)
    propagate(run, scope, { [outputCollection]: loop?.outputs ? listOf(loop) : variables![outputCollection]! });
  complete(run, bodyKey);
}

/** After a migration: moves the collected outputs to the variable that the new model's loop uses. */
export function moveOutputs(run: Run, key: number, before: Loop | undefined): void {
  const { loop, element: elementId } = findElement(run, key)!;
  const after = run.model.graph.elements[elementId]!.loop;
  if (!loop || loop.count < 0) return;
  const body = edit(run, key);
  const { [before?.outputCollection ?? '']: list, ...others } = body.variables ?? {};
  const known = loop.outputs
    ? listOf(loop)
    : ((list as readonly Json[] | undefined) ?? listOf({ ...loop, outputs: emptyTrie }));
  const { outputs: _apart, ...bare } = loop;
  body.loop = loop.outputs && after?.collectsApart ? loop : bare;
  if (after?.outputCollection && !body.loop.outputs) body.variables = { ...others, [after.outputCollection]: known };
  else if (list !== undefined) body.variables = others;
}

const listOf = ({ count, outputs }: LoopState): Json[] =>
  Array.from({ length: count }, (_, index) => get(outputs!, index) ?? null);
