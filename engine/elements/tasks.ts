// Tasks (BPMN 2.0.2 §13.3.3).

import { IncidentError } from '../behaviors/incidents.ts';
import { runJob } from '../behaviors/jobs.ts';
import { publish } from '../behaviors/publishing.ts';
import { subscribe } from '../behaviors/subscriptions.ts';
import { ownVariables, textIn, valueIn, visibleVariables } from '../behaviors/variables.ts';
import { endOf, isDate } from '../calendar.ts';
import { evaluateDecision } from '../dmn/index.ts';
import type { Json } from '../event.ts';
import type { Element } from '../graph.ts';
import { complete, type ElementType } from '../lifecycle.ts';
import { findElement, type Run, record, sourceOf } from '../run.ts';

/** No work of its own: a token passes through. */
export const task: ElementType = {
  activate: (run, _element, key) => complete(run, key),
};

export const serviceTask: ElementType = {
  activate: runJob,
  terminate: cancelJob,
};

/** A message to whoever waits for it, or a job where the model names a worker. */
export const sendTask: ElementType = {
  activate: (run, element, key) => (element.job ? runJob(run, element, key) : publish(run, element, key)),
  terminate: cancelJob,
};

export const receiveTask: ElementType = {
  activate: (run, element, key) => subscribe(run, key, element),
};

export const scriptTask: ElementType = {
  activate: (run, element, key) => {
    if (!element.script) return runJob(run, element, key);
    const value = valueIn(run, key, element.script.expression, element, 'the script');
    complete(run, key, { [element.script.resultVariable]: value });
  },
  terminate: cancelJob,
};

/** The rules that gave the value are recorded with their annotations: the source in law of a period or an amount. */
export const businessRuleTask: ElementType = {
  activate: (run, element, key) => {
    if (!element.decision) return runJob(run, element, key);
    const decisionId = textIn(run, key, element.decision.decisionId, element, 'the decision id');
    const context = { at: run.at, calendar: run.model.calendar };
    const result = evaluateDecision(run.model.decisions, decisionId, visibleVariables(run, key), context);
    if ('error' in result)
      throw new IncidentError(
        'decision',
        `Expected a result of decision '${decisionId}' at '${element.id}': ${result.error}`,
      );
    const rules = result.rules as unknown as Json;
    record(run, 'evaluated', findElement(run, key)!, element, { decisionId, value: result.value, rules });
    complete(run, key, { [element.decision.resultVariable]: result.value });
  },
  terminate: cancelJob,
};

export const userTask: ElementType = {
  activate: (run, element, key) => {
    const definition = element.task ?? {};
    const optional = (name: 'assignee' | 'dueDate' | 'followUpDate' | 'formId') => {
      const source = definition[name];
      const value = source === undefined ? null : valueIn(run, key, source, element, name);
      return typeof value === 'string' && value !== ''
        ? { [name]: name.endsWith('Date') ? instant(value, element) : value }
        : {};
    };
    run.commands.push({
      type: 'openTask',
      ...sourceOf(element, key),
      ...optional('assignee'),
      ...optional('dueDate'),
      ...optional('followUpDate'),
      ...optional('formId'),
      candidateGroups: names(run, key, definition.candidateGroups, element),
      candidateUsers: names(run, key, definition.candidateUsers, element),
      priority: Number(
        definition.priority === undefined ? 50 : valueIn(run, key, definition.priority, element, 'the priority'),
      ),
      variables: ownVariables(run, key, element),
    });
  },
  terminate: (run, element, key) => {
    run.commands.push({ type: 'closeTask', ...sourceOf(element, key), reason: 'terminated' });
  },
};

export const callActivity: ElementType = {
  activate: (run, element, key) => {
    const call = element.call!;
    const processId = textIn(run, key, call.processId, element, 'the called process');
    const { loopCounter } = findElement(run, key)!;
    run.commands.push({
      type: 'callProcess',
      ...sourceOf(element, key),
      processId,
      binding: call.binding,
      ...(call.versionTag === undefined ? {} : { versionTag: call.versionTag }),
      variables: call.propagateAllParentVariables
        ? visibleVariables(run, key)
        : (findElement(run, key)!.variables ?? {}),
      ...(loopCounter === undefined ? {} : { loopCounter }),
    });
  },
  terminate: (run, element, key) => {
    run.commands.push({ type: 'cancelCall', ...sourceOf(element, key) });
  },
};

/** What a called process brought back, as far as the call lets it through. */
export function completeCall(
  run: Run,
  element: Element,
  key: number,
  variables: { readonly [name: string]: Json },
): void {
  complete(run, key, element.outputs || element.call!.propagateAllChildVariables ? variables : {});
}

function cancelJob(run: Run, element: Element, key: number): void {
  if (!findElement(run, key)?.incident) run.commands.push({ type: 'cancelJob', ...sourceOf(element, key) });
}

/** `a, b` or a FEEL list of texts. */
function names(run: Run, key: number, source: string | undefined, element: Element): string[] {
  if (source === undefined) return [];
  const value = valueIn(run, key, source, element, 'the candidates');
  if (Array.isArray(value)) return value.map(String);
  return String(value ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}

/** A date means its end in Asia/Shanghai: a period ends with its last day (CPL#85). */
function instant(value: string, element: Element): string {
  const milliseconds = Date.parse(isDate(value) ? endOf(value) : value);
  if (Number.isNaN(milliseconds))
    throw new IncidentError('expression', `Expected a date or an instant at '${element.id}'; found '${value}'.`);
  return new Date(milliseconds).toISOString();
}
