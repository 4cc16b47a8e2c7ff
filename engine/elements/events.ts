// Events (BPMN 2.0.2 §13.5).

import { cancelTransaction, throwCompensation } from '../behaviors/compensation.ts';
import { textIn } from '../behaviors/expressions.ts';
import { runJob } from '../behaviors/jobs.ts';
import { broadcast, publish, sentVariables } from '../behaviors/publishing.ts';
import { openSubscription } from '../behaviors/subscriptions.ts';
import { throwError, throwEscalation } from '../behaviors/throwing.ts';
import { ownVariables } from '../behaviors/variables.ts';
import type { Element } from '../graph.ts';
import { complete, type ElementType, sendToken, terminateChildren } from '../lifecycle.ts';
import { findElement, type Run } from '../run.ts';

export const startEvent: ElementType = { activate: (run, _element, key) => complete(run, key) };

/** Reached only by its event: the instance begins and completes in one (`activateTriggered`). */
export const boundaryEvent: ElementType = { activate: (run, _element, key) => complete(run, key) };

export const intermediateCatchEvent: ElementType = {
  activate: (run, element, key) => {
    if (element.event?.type === 'link') complete(run, key);
    else openSubscription(run, key, element);
  },
};

export const intermediateThrowEvent: ElementType = { activate: throwEvent };

export const endEvent: ElementType = { activate: throwEvent };

function throwEvent(run: Run, element: Element, key: number): void {
  const { event } = element;
  switch (event?.type) {
    case undefined:
      return complete(run, key);
    case 'message':
      return element.job ? runJob(run, element, key) : publish(run, element, key);
    case 'signal':
      return broadcast(run, element, key);
    case 'escalation': {
      const code = textIn(run, key, event.code ?? '', element, 'the escalation code');
      throwEscalation(run, key, code, sentVariables(run, element, key), ownVariables(run, key, element));
      return complete(run, key);
    }
    case 'error': {
      const code = textIn(run, key, event.code ?? '', element, 'the error code');
      const variables = sentVariables(run, element, key);
      const forParent = ownVariables(run, key, element);
      return throwError(run, key, { code, message: element.name, variables, forParent }, 'enter');
    }
    case 'terminate':
      return terminateScope(run, key);
    case 'link':
      return followLink(run, key, event.target!);
    case 'compensation':
      return throwCompensation(run, key, event.activity);
    case 'cancel':
      return cancelTransaction(run, key);
    case 'conditional':
    case 'timer':
      throw new Error(`Expected an event that can be thrown at '${element.id}'; found a ${event.type} event.`);
    default:
      event satisfies never;
  }
}

/** A link is a sequence flow that is not drawn (BPMN 2.0.2 §10.5.4). */
function followLink(run: Run, key: number, target: string): void {
  sendToken(run, target, findElement(run, key)!.scope);
  complete(run, key);
}

/** Ends everything else in the scope, then the event itself, and with it the scope (BPMN 2.0.2 §13.5.6). */
function terminateScope(run: Run, key: number): void {
  terminateChildren(run, findElement(run, key)!.scope, key);
  complete(run, key);
}
