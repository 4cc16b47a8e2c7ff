// Scopes: the process, sub-processes and event sub-processes (BPMN 2.0.2 §13.3.4, §13.5.4).

import type { ElementType } from '../element-type.ts';
import type { Element } from '../graph.ts';
import { activateTriggered, endScopeIfEmpty } from '../lifecycle.ts';
import { findElement, type Run } from '../run.ts';
import { addTokens, sendToken } from '../tokens.ts';

export const subProcess: ElementType = { activate: openScope };

/** A sub-process that can be canceled (§10.2.6.2); its cancel end event is in `behaviors/compensation.ts`. */
export const transaction: ElementType = { activate: openScope };

export const process: ElementType = { activate: openScope, cannotBeSkipped: true };

function openScope(run: Run, element: Element, key: number): void {
  const { startsAt } = findElement(run, key)!;
  // After an incident it may have tokens already, if an event sub-process has started in the meantime.
  addTokens(run, key, 0);
  for (const start of element.starts ?? [])
    sendToken(run, startsAt && run.model.graph.elements[start]!.type === 'startEvent' ? startsAt : start, key);
  endScopeIfEmpty(run, key);
}

/** Started by its start event, whose variables are its own. */
export const eventSubProcess: ElementType = {
  activate: (run, element, key) => {
    const { startsAt = element.trigger! } = findElement(run, key)!;
    addTokens(run, key, 1);
    activateTriggered(run, run.model.graph.elements[startsAt]!, key, {});
  },
};
