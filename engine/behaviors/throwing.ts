// Errors and escalations look for their catcher from the inside out: event sub-processes of the scope, then boundary
// events of the enclosing activity (BPMN 2.0.2 §10.5.1, §13.5.3).
import type { Thrower, Variables } from '../event.ts';
import { type Element, triggersOf } from '../graph.ts';
import { say } from '../messages.ts';
import { callIdOf, elementOf, findElement, type Run, record, sourceOf } from '../run.ts';
import { type ElementInstance, type IncidentState, rootKey } from '../state.ts';
import { terminate } from '../termination.ts';
import { isRestored } from './compensation.ts';
import { raiseIncident } from './incidents.ts';
import { triggerBoundary, triggerEventSubProcess } from './triggering.ts';

interface Catcher {
  readonly owner: ElementInstance;
  readonly on: Element;
}

export interface Thrown {
  readonly code: string;
  readonly message: string;
  readonly messageZh?: string | undefined;
  readonly variables: Variables;
}

/**
 * An uncaught error goes to the caller with the process's variables, as its completion would; without a caller it is an
 * incident at the element that threw it.
 */
export function throwError(run: Run, key: number, thrown: Thrown, retry: IncidentState['retry']): void {
  const { code, message, messageZh, variables } = thrown;
  const catcher = findCatcher(run, key, 'error', code);
  if (catcher) return catchThrown(run, catcher, variables, { errorCode: code, message });
  if (!run.hasParent) {
    const reason =
      messageZh === undefined
        ? say('incident.noCatcherAlone', { code, detail: message })
        : say('incident.noCatcher', { code, message: { zh: messageZh, en: message } });
    return raiseIncident(run, key, 'error', reason, retry);
  }
  const process = findElement(run, rootKey)!.variables ?? {};
  terminate(run, rootKey);
  run.status = 'failed';
  const inChinese = messageZh === undefined ? {} : { messageZh };
  run.commands.push({ type: 'fail', message, ...inChinese, errorCode: code, variables: { ...process, ...variables } });
}

/**
 * The thrower continues unless an interrupting catcher ended it. An escalation without a catcher has no effect.
 * @returns whether the thrower must wait for its caller's answer
 */
export function throwEscalation(run: Run, key: number, code: string, variables: Variables, thrower?: Thrower): boolean {
  const catcher = findCatcher(run, key, 'escalation', code);
  if (catcher) catchThrown(run, catcher, variables, { escalationCode: code });
  if (catcher || !run.hasParent) return false;
  const source = sourceOf(elementOf(run, findElement(run, key)!), key);
  run.commands.push({ type: 'escalate', ...source, escalationCode: code, variables, ...(thrower ? { thrower } : {}) });
  return thrower !== undefined;
}

/** Answers the called process; if an interrupting catcher has ended the call, no answer is needed. */
export function answerEscalation(run: Run, key: number, thrower: Thrower): void {
  const call = findElement(run, key);
  if (!call) return;
  const source = sourceOf(elementOf(run, call), key);
  run.commands.push({ type: 'answerEscalation', ...source, callId: callIdOf(call), thrower });
}

function catchThrown(run: Run, { owner, on }: Catcher, variables: Variables, data: Variables): void {
  record(run, 'triggered', owner, on, data);
  if (on.type === 'boundaryEvent') triggerBoundary(run, owner, on, variables);
  else triggerEventSubProcess(run, owner, on, variables);
}

/**
 * No event sub-process catches its own error or escalation, and none starts in a scope that another has interrupted. A
 * restored sub-process has completed: it catches nothing.
 */
function findCatcher(run: Run, key: number, type: Catching['type'], code: string): Catcher | undefined {
  const { elements } = run.model.graph;
  for (let instance = findElement(run, key); instance; instance = findElement(run, instance.scope)) {
    const element = elementOf(run, instance);
    if (isRestored(instance, element)) continue;
    // Within a multi-instance activity the boundary belongs to its body, the outer of the two.
    const boundary = element.loop && !instance.isLoopBody ? [] : (element.boundary ?? []);
    const on = match(
      boundary.map((id) => elements[id]!),
      type,
      code,
    );
    if (on) return { owner: instance, on };
    const scope = findElement(run, instance.scope);
    if (!scope || scope.isLoopBody || scope.isInterrupted) continue;
    const around = elementOf(run, scope);
    if (isRestored(scope, around)) continue;
    const others = (around.eventSubProcesses ?? []).filter((id) => id !== element.id);
    const start = match(
      others.flatMap((id) => triggersOf(elements[id]!)).map((id) => elements[id]!),
      type,
      code,
    );
    if (start) return { owner: scope, on: start };
  }
  return undefined;
}

type Catching = Extract<NonNullable<Element['event']>, { type: 'error' | 'escalation' }>;

/** A catcher of exactly this code has precedence over one of any code. */
function match(candidates: readonly Element[], type: Catching['type'], code: string): Element | undefined {
  const catching = candidates.filter(({ event }) => event?.type === type);
  const codeOf = ({ event }: Element) => (event as Catching).code;
  return catching.find((on) => codeOf(on) === code) ?? catching.find((on) => codeOf(on) === undefined);
}
