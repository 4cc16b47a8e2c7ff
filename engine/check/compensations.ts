// Finds compensation that undoes nothing, and handlers that nothing triggers (BPMN 2.0.2 §10.7).
import type { Bilingual } from '../catalogue.ts';
import type { Element, Graph } from '../graph.ts';
import { say } from './messages.ts';
import type { Complaint, Rule } from './rule.ts';
import { insideOf } from './waiting.ts';

export const compensations: Rule = function* (graph) {
  for (const at of Object.values(graph.elements)) {
    const { event, type, attachedTo, scope } = at;
    if (event?.type === 'cancel' && type === 'boundaryEvent' && !cancels(graph, graph.elements[attachedTo!]!))
      yield never(
        at,
        say('check.compensations.notCancelled', { name: at.name, host: attachedTo! }),
        say('check.compensations.notCancelled.advice'),
      );
    if (event?.type !== 'compensation') continue;
    if (type === 'boundaryEvent' && graph.elements[attachedTo!]!.compensatedBy === undefined)
      yield never(
        at,
        say('check.compensations.noHandler', { name: at.name }),
        say('check.compensations.noHandler.advice'),
      );
    else if (type === 'boundaryEvent' && !graph.compensates)
      yield never(
        at,
        say('check.compensations.notThrown', { name: at.name }),
        say('check.compensations.notThrown.advice'),
      );
    const meant = event.activity === undefined ? around(graph, scope!) : graph.elements[event.activity];
    if ((type === 'endEvent' || type === 'intermediateThrowEvent') && meant && !isUndone(graph, meant))
      yield {
        at,
        isPossible: true,
        reason: say('check.compensations.nothing', { name: at.name, scope: meant.name }),
        advice: say('check.compensations.nothing.advice'),
      };
  }
};

const never = (at: Element, reason: Bilingual, advice: Bilingual): Complaint => ({
  at,
  isPossible: true,
  reason,
  advice,
});

const cancels = (graph: Graph, scope: Element): boolean =>
  insideOf(graph, scope).some((inner) =>
    inner.event?.type === 'cancel' && inner.type === 'endEvent' ? true : cancels(graph, inner),
  );

/** Compensation thrown in an event sub-process concerns the scope around it. */
function around({ elements }: Graph, id: string): Element {
  const scope = elements[id]!;
  return scope.type === 'eventSubProcess' ? elements[scope.scope!]! : scope;
}

/** Tells whether the element has a compensation event, also one without a handler, which is reported separately. */
const isUndone = (graph: Graph, element: Element): boolean =>
  (element.boundary ?? []).some((id) => graph.elements[id]!.event?.type === 'compensation') ||
  element.compensationSubProcess !== undefined ||
  insideOf(graph, element).some((inner) => isUndone(graph, inner));
