// Tasks (BPMN 2.0.2 §13.3.3).

import { decisionsMeant } from '../behaviors/decisions.ts';
import { textIn, valueIn } from '../behaviors/expressions.ts';
import { IncidentError } from '../behaviors/incidents.ts';
import { runJob } from '../behaviors/jobs.ts';
import { runListeners } from '../behaviors/listeners.ts';
import { publish } from '../behaviors/publishing.ts';
import { withinLimit } from '../behaviors/sizes.ts';
import { openSubscription } from '../behaviors/subscriptions.ts';
import { taskInstant } from '../behaviors/user-tasks.ts';
import { ownVariables, visibleVariables } from '../behaviors/variables.ts';
import { evaluateDecision } from '../dmn/index.ts';
import type { ElementType } from '../element-type.ts';
import type { Json, Variables } from '../event.ts';
import type { Element } from '../graph.ts';
import { complete } from '../lifecycle.ts';
import { say, type ValueName, valueName } from '../messages.ts';
import { callIdOf, edit, elementOf, findElement, type Run, record, sourceOf } from '../run.ts';

/** No work of its own: a token passes through. */
export const task: ElementType = {
  activate: (run, _element, key) => complete(run, key),
};

export const serviceTask: ElementType = { activate: runJob };

/** Publishes a message, or runs a job if the model names a job type. */
export const sendTask: ElementType = {
  activate: (run, element, key) => (element.job ? runJob(run, element, key) : publish(run, element, key)),
};

export const receiveTask: ElementType = {
  activate: (run, element, key) => openSubscription(run, key, element),
};

export const scriptTask: ElementType = {
  activate: (run, element, key) => {
    if (!element.script) return runJob(run, element, key);
    const value = valueIn(run, key, element.script.expression, element, 'script');
    complete(run, key, { [element.script.resultVariable]: value });
  },
};

/** Records the rules that gave the value with their annotations: the legal source of a period or an amount. */
export const businessRuleTask: ElementType = {
  activate: (run, element, key) => {
    if (!element.decision) return runJob(run, element, key);
    const decisionId = textIn(run, key, element.decision.decisionId, element, 'decisionId');
    const context = { at: run.at, calendar: run.model.calendar };
    const decisions = decisionsMeant(run.model, element.decision, decisionId);
    const { id, name } = element;
    const { versionTag } = element.decision;
    if (versionTag !== undefined && !decisions[decisionId])
      throw new IncidentError(
        'decision',
        say('incident.noDecisionVersion', { id, name, decision: decisionId, versionTag }),
      );
    const result = evaluateDecision(decisions, decisionId, visibleVariables(run, key), context);
    if ('error' in result)
      throw new IncidentError(
        'decision',
        say('incident.noDecision', { id, name, decision: decisionId, reason: result.error }),
      );
    const rules = result.rules as unknown as Json;
    record(run, 'evaluated', findElement(run, key)!, element, { decisionId, value: result.value, rules });
    complete(run, key, { [element.decision.resultVariable]: result.value });
  },
};

export const userTask: ElementType = {
  activate: (run, element, key) => {
    const task = element.task ?? {};
    const text = (source: string | undefined, what: ValueName) =>
      source === undefined ? undefined : optionalText(valueIn(run, key, source, element, what), element, what);
    const assignee = text(task.assignee, 'assignee');
    // The assignment follows its assigning listeners (Camunda 8).
    const hasAssigningListeners = assignee !== undefined && element.listeners?.assigning !== undefined;
    run.commands.push({
      type: 'openTask',
      ...sourceOf(element, key),
      ...present({
        assignee: hasAssigningListeners ? undefined : assignee,
        dueDate: instant(text(task.dueDate, 'dueDate'), element),
        followUpDate: instant(text(task.followUpDate, 'followUpDate'), element),
        formId: text(task.formId ?? task.formReference, 'form'),
      }),
      candidateGroups: namesIn(run, key, task.candidateGroups, element),
      candidateUsers: namesIn(run, key, task.candidateUsers, element),
      priority: priorityIn(run, key, task.priority ?? '50', element),
      variables: withinLimit(ownVariables(run, key, element), element),
    });
    if (hasAssigningListeners) return void runListeners(run, key, element, 'assigning', { assignee });
    const instance = edit(run, key);
    instance.awaits = 'task';
    if (assignee !== undefined) instance.assignee = assignee;
  },
};

export const callActivity: ElementType = {
  activate: (run, element, key) => {
    const { processId, binding, versionTag, propagateAllParentVariables } = element.call!;
    const instance = findElement(run, key)!;
    const { loopCounter, variables = {} } = instance;
    run.commands.push({
      type: 'callProcess',
      ...sourceOf(element, key),
      callId: callIdOf(instance),
      processId: textIn(run, key, processId, element, 'calledProcess'),
      binding,
      ...present({ versionTag, loopCounter }),
      variables: withinLimit(propagateAllParentVariables ? visibleVariables(run, key) : variables, element),
    });
    edit(run, key).awaits = 'call';
  },
};

/** The failed instance stays as it was: a retry calls another instance. */
export function renewCall(run: Run, key: number): void {
  const { element } = findElement(run, key)!;
  edit(run, key).callId = `${element}-${key}-${run.nextKey++}`;
}

/** Completes the call with the results of the called process that the call lets through. */
export function completeCall(run: Run, key: number, variables: Variables): void {
  complete(run, key, letThrough(run, key, variables));
}

export function letThrough(run: Run, key: number, variables: Variables): Variables {
  const { outputs, call } = elementOf(run, findElement(run, key)!);
  return !call || outputs || call.propagateAllChildVariables ? variables : {};
}

function optionalText(value: Json, { id, name }: Element, what: ValueName): string | undefined {
  if (value === null || value === '') return undefined;
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new IncidentError(
    'expression',
    say('incident.noOptionalText', { id, name, value: valueName(what), found: JSON.stringify(value) }),
  );
}

/** `a, b` or a FEEL list of texts. */
function namesIn(run: Run, key: number, source: string | undefined, element: Element): string[] {
  if (source === undefined) return [];
  const value = valueIn(run, key, source, element, 'candidates');
  const names = Array.isArray(value) ? value.map(String) : String(value ?? '').split(',');
  return names.map((name) => name.trim()).filter(Boolean);
}

function priorityIn(run: Run, key: number, source: string, element: Element): number {
  const priority = Number(valueIn(run, key, source, element, 'priority'));
  if (Number.isInteger(priority)) return priority;
  const { id, name } = element;
  throw new IncidentError('expression', say('incident.noPriority', { id, name, found: source }));
}

function instant(text: string | undefined, { id, name }: Element): string | undefined {
  if (text === undefined) return undefined;
  const found = taskInstant(text);
  if (found !== undefined) return found;
  throw new IncidentError('expression', say('incident.noInstant', { id, name, found: text }));
}

/** The object without entries that are undefined. */
function present<T extends object>(entries: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as never;
}
