// Scopes: the process, sub-processes and event sub-processes (BPMN 2.0.2 §13.3.4, §13.5.4).
import { truthIn, valueIn } from '../behaviors/expressions.ts';
import { IncidentError } from '../behaviors/incidents.ts';
import type { Element } from '../graph.ts';
import {
  activateTriggered,
  addTokens,
  complete,
  type ElementType,
  endScopeIfEmpty,
  sendToken,
  terminateChildren,
} from '../lifecycle.ts';
import { edit, findElement, type Run } from '../run.ts';

export const subProcess: ElementType = { activate: begin };

/** A sub-process that can be cancelled (§10.2.6.2); its cancel end event is in `behaviors/compensation.ts`. */
export const transaction: ElementType = { activate: begin };

/** §13.3.5: its elements begin as the collection says; with a completion condition it ends when that holds, else when all is done. */
export const adHocSubProcess: ElementType = {
  activate: (run, element, key) => {
    const starts = startsOf(run, element, key);
    edit(run, key).tokens = 0;
    for (const start of starts) sendToken(run, start, key);
    endScopeIfEmpty(run, key);
  },
  childCompleted: (run, element, key) => {
    const { completionCondition, cancelRemaining } = element.adHoc!;
    if (!completionCondition || findElement(run, key)!.isDone) return;
    if (!truthIn(run, key, completionCondition, element, 'the completion condition', {})) return;
    if (cancelRemaining) terminateChildren(run, key);
    edit(run, key).isDone = true;
  },
  end: (run, element, key) => {
    const { completionCondition } = element.adHoc!;
    const isDone = !completionCondition || findElement(run, key)!.isDone;
    if (isDone || truthIn(run, key, completionCondition, element, 'the completion condition', {}))
      return complete(run, key);
    throw new IncidentError(
      'condition',
      `Expected the completion condition of '${element.id}' to hold when nothing is left to do in it; it was false.`,
    );
  },
};

function startsOf(run: Run, element: Element, key: number): readonly string[] {
  const { elements } = element.adHoc!;
  if (elements === undefined) return element.starts ?? [];
  const ids = valueIn(run, key, elements, element, 'the elements to activate');
  const isStart = (id: unknown) => typeof id === 'string' && (element.starts ?? []).includes(id);
  if (Array.isArray(ids) && ids.every(isStart)) return ids as string[];
  throw new IncidentError(
    'expression',
    `Expected a list of elements of '${element.id}' that nothing leads to (${(element.starts ?? []).join(', ')}); found ${JSON.stringify(ids)}.`,
  );
}

export const process: ElementType = { activate: begin, cannotBeSkipped: true };

function begin(run: Run, element: Element, key: number): void {
  const { startsAt } = findElement(run, key)!;
  edit(run, key).tokens = 0;
  for (const start of element.starts ?? [])
    sendToken(run, startsAt && run.model.graph.elements[start]!.type === 'startEvent' ? startsAt : start, key);
  endScopeIfEmpty(run, key);
}

/** Begun by its start event, whose variables are its own. */
export const eventSubProcess: ElementType = {
  activate: (run, element, key) => {
    addTokens(run, key, 1);
    activateTriggered(run, run.model.graph.elements[element.trigger!]!, key, {});
  },
};
