// Events (BPMN 2.0.2 §13.5).
import { runJob } from '../behaviors/jobs.ts';
import { publish } from '../behaviors/publishing.ts';
import { subscribe } from '../behaviors/subscriptions.ts';
import { throwError, throwEscalation } from '../behaviors/throwing.ts';
import { ownVariables, textIn } from '../behaviors/variables.ts';
import type { Element } from '../graph.ts';
import { complete, type ElementType, sendToken, terminateChildren } from '../lifecycle.ts';
import { findElement, type Run, sourceOf } from '../run.ts';

export const startEvent: ElementType = { activate: (run, _element, key) => complete(run, key) };

/** Reached only by its event: the instance begins and completes in one (`activateTriggered`). */
export const boundaryEvent: ElementType = { activate: (run, _element, key) => complete(run, key) };

export const intermediateCatchEvent: ElementType = {
  activate: (run, element, key) => {
    if (element.event?.type === 'link') complete(run, key);
    else subscribe(run, key, element);
  },
};

export const intermediateThrowEvent: ElementType = {
  activate: throwEvent,
  outgoing: (_run, element) => element.outgoing,
};

export const endEvent: ElementType = {
  activate: (run, element, key) => {
    switch (element.event?.type) {
      case 'error':
        return throwError(
          run,
          key,
          textIn(run, key, element.event.code ?? '', element, 'the error code'),
          element.name,
          ownVariables(run, key, element),
          'enter',
        );
      case 'terminate':
        return terminateScope(run, key);
      default:
        return throwEvent(run, element, key);
    }
  },
  terminate: (run, element, key) => {
    if (element.job) run.commands.push({ type: 'cancelJob', ...sourceOf(element, key) });
  },
};

function throwEvent(run: Run, element: Element, key: number): void {
  const { event } = element;
  switch (event?.type) {
    case 'message':
      return element.job ? runJob(run, element, key) : publish(run, element, key);
    case 'signal':
      run.commands.push({
        type: 'broadcast',
        ...sourceOf(element, key),
        signalName: textIn(run, key, event.name, element, 'the signal name'),
        variables: element.inputs ? (findElement(run, key)!.variables ?? {}) : {},
      });
      return complete(run, key);
    case 'escalation':
      throwEscalation(
        run,
        key,
        textIn(run, key, event.code ?? '', element, 'the escalation code'),
        ownVariables(run, key, element),
      );
      return complete(run, key);
    case 'link':
      return followLink(run, element, key, event.name);
    default:
      return complete(run, key);
  }
}

/** A link is a sequence flow that is not drawn (BPMN 2.0.2 §10.5.4). */
function followLink(run: Run, element: Element, key: number, name: string): void {
  const { scope } = findElement(run, key)!;
  const target = Object.values(run.model.graph.elements).find(
    ({ type, event, scope: container }) =>
      type === 'intermediateCatchEvent' && event?.type === 'link' && event.name === name && container === element.scope,
  );
  if (target) sendToken(run, target.id, scope);
  complete(run, key);
}

/** Ends everything else in the scope, then the event itself, and with it the scope (BPMN 2.0.2 §13.5.6). */
function terminateScope(run: Run, key: number): void {
  const { scope } = findElement(run, key)!;
  terminateChildren(run, scope, key);
  complete(run, key);
}
