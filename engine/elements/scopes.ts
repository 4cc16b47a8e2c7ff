// Scopes: the process, sub-processes and event sub-processes (BPMN 2.0.2 §13.3.4, §13.5.4).
import type { Element } from '../graph.ts';
import { activateTriggered, addTokens, type ElementType, endScopeIfEmpty, sendToken } from '../lifecycle.ts';
import { edit, findElement, type Run } from '../run.ts';

export const subProcess: ElementType = { activate: begin };

export const process: ElementType = { activate: begin, cannotBeSkipped: true };

function begin(run: Run, element: Element, key: number): void {
  const { startsAt } = findElement(run, key)!;
  edit(run, key).tokens = 0;
  for (const start of startsAt ? [startsAt] : (element.starts ?? [])) sendToken(run, start, key);
  endScopeIfEmpty(run, key);
}

/** Begun by its start event, whose variables are its own. */
export const eventSubProcess: ElementType = {
  activate: (run, element, key) => {
    addTokens(run, key, 1);
    activateTriggered(run, run.model.graph.elements[element.trigger!]!, key, {});
  },
};
