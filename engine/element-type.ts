// The declaration of an element type for the interpreter. Shared code reads this declaration and never asks for the
// type.
import type { Element, ElementTypeName } from './graph.ts';
import type { Run } from './run.ts';

/** The behavior of an element type; everything it leaves out is common to all types. */
export interface ElementType {
  /** Joins: returns false while the token must wait on its flow. */
  arrive?(run: Run, element: Element, scopeKey: number, flowId: string | undefined): boolean;
  /** Starts the work; calls `complete` at once if there is nothing to wait for. @throws IncidentError */
  activate(run: Run, element: Element, key: number): void;
  /** Scopes: called when the last token has gone; without it the scope completes. @throws IncidentError */
  end?(run: Run, element: Element, key: number): void;
  /** Scopes: called when a child has completed. @throws IncidentError */
  childCompleted?(run: Run, element: Element, key: number): void;
  /**
   * The sequence flows that its token takes; without it all flows, or those whose condition holds. @throws
   * IncidentError
   */
  flowsToTake?(run: Run, element: Element, key: number): readonly string[];
  /** Called after its token has taken its sequence flows. */
  leave?(run: Run, element: Element, scopeKey: number): void;
  /** It cannot be skipped: only the model determines the flow of its token. */
  readonly cannotBeSkipped?: true;
}

export type ElementTypes = { readonly [name in ElementTypeName]: ElementType };
