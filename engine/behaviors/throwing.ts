// Errors and escalations look for their catcher from the inside out: event sub-processes of the scope, then boundary events
// of the enclosing activity (BPMN 2.0.2 §10.5.1, §13.5.3).
import type { Variables } from '../event.ts';
import type { Element } from '../graph.ts';
import { terminate } from '../lifecycle.ts';
import { elementOf, findElement, type Run, record, sourceOf } from '../run.ts';
import { type ElementInstance, rootKey } from '../state.ts';
import { raiseIncident } from './incidents.ts';
import { triggerBoundary, triggerEventSubProcess } from './subscriptions.ts';

interface Catcher {
  readonly owner: ElementInstance;
  readonly on: Element;
}

/** An error nobody catches goes to the caller; where there is none, it is an incident at the element that threw it. */
export function throwError(
  run: Run,
  key: number,
  code: string,
  message: string,
  variables: Variables,
  retry: 'job' | 'call' | 'enter',
): void {
  const catcher = findCatcher(run, key, 'error', code);
  if (catcher) return caught(run, catcher, { ...variables }, { errorCode: code });
  if (run.hasParent) {
    terminate(run, rootKey);
    run.arrivals.length = 0;
    run.status = 'failed';
    run.commands.push({ type: 'fail', message, errorCode: code, variables });
    return;
  }
  raiseIncident(run, key, 'error', `Expected somebody to catch the error '${code}' (${message}).`, retry);
}

/** The thrower goes on unless an interrupting catcher ended it. */
export function throwEscalation(run: Run, key: number, code: string, variables: Variables): void {
  const catcher = findCatcher(run, key, 'escalation', code);
  if (catcher) return caught(run, catcher, variables, { escalationCode: code });
  if (!run.hasParent) return;
  const instance = findElement(run, key)!;
  run.commands.push({ type: 'escalate', ...sourceOf(elementOf(run, instance), key), escalationCode: code, variables });
}

function caught(run: Run, { owner, on }: Catcher, variables: Variables, data: Variables): void {
  record(run, 'triggered', owner, on, data);
  if (on.type === 'boundaryEvent') triggerBoundary(run, owner, on, variables);
  else triggerEventSubProcess(run, owner, on, variables);
}

function findCatcher(run: Run, key: number, type: 'error' | 'escalation', code: string): Catcher | undefined {
  const { elements } = run.model.graph;
  for (let instance = findElement(run, key); instance; instance = findElement(run, instance.scope)) {
    const element = elementOf(run, instance);
    // Within a multi-instance activity the boundary belongs to its body, the outer of the two.
    const boundary = element.loop && !instance.isLoopBody ? [] : (element.boundary ?? []).map((id) => elements[id]!);
    const on = match(boundary, type, code);
    if (on) return { owner: instance, on };
    const scope = findElement(run, instance.scope);
    if (!scope || element.type === 'eventSubProcess') continue;
    const starts = (elementOf(run, scope).eventSubProcesses ?? []).map((id) => elements[elements[id]!.trigger!]!);
    const start = match(starts, type, code);
    if (start) return { owner: scope, on: start };
  }
  return undefined;
}

/** A catcher of this very code goes before one of any code. */
function match(candidates: readonly Element[], type: 'error' | 'escalation', code: string): Element | undefined {
  const catching = candidates.filter(({ event }) => event?.type === type);
  const codeOf = ({ event }: Element) =>
    event?.type === 'error' || event?.type === 'escalation' ? event.code : undefined;
  return catching.find((candidate) => codeOf(candidate) === code) ?? catching.find((candidate) => !codeOf(candidate));
}
