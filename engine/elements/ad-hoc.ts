// Ad-hoc sub-processes (BPMN 2.0.2 §13.3.5, with Zeebe's collections): the elements of the collection start, all at
// once or one after the other. They end when the completion condition holds; without one, when all elements are done.
import { truthIn, valueIn } from '../behaviors/expressions.ts';
import { IncidentError } from '../behaviors/incidents.ts';
import { propagate, setLocal } from '../behaviors/variables.ts';
import { listed } from '../catalogue.ts';
import type { ElementType } from '../element-type.ts';
import type { Element } from '../graph.ts';
import { activate, complete, endScopeIfEmpty } from '../lifecycle.ts';
import { say } from '../messages.ts';
import { edit, elementOf, findElement, type Run } from '../run.ts';
import { terminateChildren } from '../termination.ts';
import { addTokens, sendToken } from '../tokens.ts';

export const adHocSubProcess: ElementType = {
  activate: (run, element, key) => {
    const { output, sequential } = element.adHoc!;
    const starts = chosenStarts(run, element, key);
    addTokens(run, key, 0);
    if (output) setLocal(run, key, { [output.collection]: [] });
    if (sequential) edit(run, key).upcoming = starts;
    else for (const start of starts) startElement(run, element, key, start);
    endScopeIfEmpty(run, key);
  },
  childCompleted: endIfConditionHolds,
  end: (run, element, key) => {
    const { completionCondition, output } = element.adHoc!;
    if (startNext(run, element, key)) return;
    const { isDone, isInterrupted } = findElement(run, key)!;
    if (completionCondition && !isDone && !isInterrupted && !holds(run, element, key))
      throw new IncidentError('condition', say('incident.notDone', { id: element.id, name: element.name }));
    const { scope, variables } = findElement(run, key)!;
    if (output) propagate(run, scope, { [output.collection]: variables?.[output.collection] ?? [] });
    complete(run, key);
  },
};

/** Scope around one of its elements and the elements that follow; ends with a result. */
export const adHocInnerInstance: ElementType = {
  activate: (run, _element, key) => {
    const { startsAt } = findElement(run, key)!;
    edit(run, key).tokens = 0;
    if (startsAt) sendToken(run, startsAt, key);
  },
  childCompleted: (run, element, key) => {
    const { scope } = findElement(run, key)!;
    // After the last element its result is collected first.
    if (findElement(run, key)!.tokens === 0) return;
    endIfConditionHolds(run, run.model.graph.elements[element.scope!]!, scope);
    endScopeIfEmpty(run, scope);
  },
  end: (run, element, key) => {
    const { scope } = findElement(run, key)!;
    const { collection, element: result } = elementOf(run, findElement(run, scope)!).adHoc!.output!;
    const value = valueIn(run, key, result, element, 'outputElement');
    // A migration may have given the collection another name.
    const before = findElement(run, scope)!.variables?.[collection] ?? [];
    if (!Array.isArray(before))
      throw new IncidentError(
        'expression',
        say('incident.collectionChanged', { collection, found: JSON.stringify(before) }),
      );
    setLocal(run, scope, { [collection]: [...before, value] });
    complete(run, key);
  },
};

function startElement(run: Run, element: Element, key: number, start: string): void {
  const { output } = element.adHoc!;
  if (!output) return sendToken(run, start, key);
  addTokens(run, key, 1);
  const variables = output.variable === undefined ? {} : { variables: { [output.variable]: null } };
  activate(run, run.model.graph.elements[output.inner]!, key, { startsAt: start, ...variables });
}

/** Once the completion condition has held nothing more starts; `cancelRemaining` concerns active elements (§13.3.5). */
function startNext(run: Run, element: Element, key: number): boolean {
  const { upcoming = [], isDone, isInterrupted } = findElement(run, key)!;
  const [next, ...others] = upcoming;
  if (next === undefined || isDone || isInterrupted) return false;
  const scope = edit(run, key);
  if (others.length > 0) scope.upcoming = others;
  else delete scope.upcoming;
  startElement(run, element, key, next);
  return true;
}

function endIfConditionHolds(run: Run, element: Element, key: number): void {
  const { completionCondition, cancelRemaining } = element.adHoc!;
  if (!completionCondition || findElement(run, key)!.isDone || !holds(run, element, key)) return;
  if (cancelRemaining) terminateChildren(run, key);
  edit(run, key).isDone = true;
}

const holds = (run: Run, element: Element, key: number): boolean =>
  truthIn(run, key, element.adHoc!.completionCondition!, element, 'completionCondition', {});

function chosenStarts(run: Run, element: Element, key: number): readonly string[] {
  const { elements, output } = element.adHoc!;
  const starts = (output ? run.model.graph.elements[output.inner] : element)?.starts ?? [];
  if (elements === undefined) return starts;
  const ids = valueIn(run, key, elements, element, 'elementsToActivate');
  const isStart = (id: unknown) => typeof id === 'string' && starts.includes(id);
  if (Array.isArray(ids) && ids.every(isStart)) return ids as string[];
  const { id, name } = element;
  throw new IncidentError(
    'expression',
    say('incident.notToActivate', { id, name, starts: listed(starts), found: JSON.stringify(ids) }),
  );
}
