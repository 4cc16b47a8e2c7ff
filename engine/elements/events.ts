// Events (BPMN 2.0.2 §13.5).

import { cancelTransaction, throwCompensation } from '../behaviors/compensation.ts';
import { textIn } from '../behaviors/expressions.ts';
import { runJob } from '../behaviors/jobs.ts';
import { broadcast, publish, thrownVariables } from '../behaviors/publishing.ts';
import { openSubscription } from '../behaviors/subscriptions.ts';
import { throwError, throwEscalation } from '../behaviors/throwing.ts';
import type { ElementType } from '../element-type.ts';
import type { Element } from '../graph.ts';
import { complete } from '../lifecycle.ts';
import { edit, findElement, type Run } from '../run.ts';
import { terminateChildren } from '../termination.ts';
import { sendToken } from '../tokens.ts';

export const startEvent: ElementType = { activate: (run, _element, key) => complete(run, key) };

/** Reached only by its event: the instance starts and completes at once (`activateTriggered`). */
export const boundaryEvent: ElementType = { activate: (run, _element, key) => complete(run, key) };

export const intermediateCatchEvent: ElementType = {
  activate: (run, element, key) => {
    if (element.event?.type === 'link') complete(run, key);
    else openSubscription(run, key, element);
  },
};

export const intermediateThrowEvent: ElementType = {
  activate: throwEvent,
  /** A link is a sequence flow that is not drawn (BPMN 2.0.2 §10.5.4). */
  leave: (run, { event }, scopeKey) => {
    if (event?.type === 'link') sendToken(run, event.target!, scopeKey);
  },
};

export const endEvent: ElementType = { activate: throwEvent };

function throwEvent(run: Run, element: Element, key: number): void {
  const { event } = element;
  switch (event?.type) {
    case undefined:
    case 'link':
      return complete(run, key);
    case 'message':
      return element.job ? runJob(run, element, key) : publish(run, element, key);
    case 'signal':
      return broadcast(run, element, key);
    case 'escalation': {
      const code = textIn(run, key, event.code ?? '', element, 'escalationCode');
      const isAsked = throwEscalation(run, key, code, thrownVariables(run, element, key), { key });
      if (!isAsked) return complete(run, key);
      edit(run, key).awaits = 'answer';
      return;
    }
    case 'error': {
      const code = textIn(run, key, event.code ?? '', element, 'errorCode');
      return throwError(
        run,
        key,
        { code, message: element.name, messageZh: element.name, variables: thrownVariables(run, element, key) },
        'enter',
      );
    }
    case 'terminate':
      return terminateScope(run, key);
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

/** Ends everything else in the scope, then the event itself, and with it the scope (BPMN 2.0.2 §13.5.6). */
function terminateScope(run: Run, key: number): void {
  terminateChildren(run, findElement(run, key)!.scope, key);
  complete(run, key);
}
