// Compensation that undoes nothing, and what would be undone if anything compensated (BPMN 2.0.2 §10.7).
import type { Element, Graph } from '../graph.ts';
import type { Complaint, Rule } from './rule.ts';
import { insideOf } from './waiting.ts';

export const compensations: Rule = function* (graph) {
  for (const at of Object.values(graph.elements)) {
    const { event, type, attachedTo, scope } = at;
    if (event?.type === 'cancel' && type === 'boundaryEvent' && !cancels(graph, graph.elements[attachedTo!]!))
      yield never(
        at,
        `nothing in '${attachedTo}' cancels it`,
        'Let an end event in it cancel it, or take this one out.',
      );
    if (event?.type !== 'compensation') continue;
    if (type === 'boundaryEvent' && graph.elements[attachedTo!]!.compensatedBy === undefined)
      yield never(
        at,
        'it leads to no handler',
        'Lead an association to an activity that is for compensation, or take it out.',
      );
    else if (type === 'boundaryEvent' && !graph.compensates)
      yield never(
        at,
        'nothing in the process compensates',
        'Throw a compensation event where it shall be undone, or take it out.',
      );
    const meant = event.activity === undefined ? around(graph, scope!) : graph.elements[event.activity];
    if ((type === 'endEvent' || type === 'intermediateThrowEvent') && meant && !isUndone(graph, meant))
      yield {
        at,
        isPossible: true,
        reason: `'${at.name}' compensates nothing: nothing in '${meant.name}' has a compensation handler.`,
        advice: 'Give what shall be undone a compensation event with a handler, or take this one out.',
      };
  }
};

const never = (at: Element, why: string, advice: string): Complaint => ({
  at,
  isPossible: true,
  reason: `'${at.name}' can never happen: ${why}.`,
  advice,
});

const cancels = (graph: Graph, scope: Element): boolean =>
  insideOf(graph, scope).some((inner) =>
    inner.event?.type === 'cancel' && inner.type === 'endEvent' ? true : cancels(graph, inner),
  );

/** What an event sub-process throws concerns the scope that it stands in. */
function around({ elements }: Graph, id: string): Element {
  const scope = elements[id]!;
  return scope.type === 'eventSubProcess' ? elements[scope.scope!]! : scope;
}

/** By a handler, or by one that was forgotten and is told of already. */
const isUndone = (graph: Graph, element: Element): boolean =>
  (element.boundary ?? []).some((id) => graph.elements[id]!.event?.type === 'compensation') ||
  element.compensationSubProcess !== undefined ||
  insideOf(graph, element).some((inner) => isUndone(graph, inner));
