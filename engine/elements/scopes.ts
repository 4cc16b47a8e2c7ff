// Scopes: the process, sub-processes and event sub-processes (BPMN 2.0.2 §13.3.4, §13.5.4).
import { type ElementType, endScopeIfEmpty, sendToken } from '../lifecycle.ts';

export const subProcess: ElementType = {
  activate: (run, element, key) => {
    for (const start of element.starts ?? []) sendToken(run, start, key);
    endScopeIfEmpty(run, key);
  },
};

/** Begun by its start event, which the trigger places into it. */
export const eventSubProcess: ElementType = { activate: () => {} };

export const process: ElementType = { activate: () => {} };
