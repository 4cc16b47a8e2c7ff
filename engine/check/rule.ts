// What a static rule gets and gives.
import type { Element, Fault, Flow, Graph } from '../graph.ts';

/** What exists beside the model. A part that is absent is not checked. */
export interface Knowledge {
  /** Job types that somebody handles; `agency:bank:*` stands for all that begin so. */
  readonly jobTypes?: readonly string[];
  readonly decisionIds?: readonly string[];
  readonly processIds?: readonly string[];
  /** Why a citation of law does not resolve; undefined when it does. */
  readonly faultOfCitation?: (citation: string) => string | undefined;
}

/** `reason` says what is wrong, `advice` what to do about it. */
export interface Finding extends Fault {
  /** Only where conditions fall in a way that the data may rule out: no reason to refuse the model. */
  readonly isPossible?: true;
  readonly rule: string;
  readonly advice: string;
}

export interface Complaint {
  readonly isPossible?: true;
  readonly at: Element | Flow;
  readonly reason: string;
  readonly advice: string;
}

export type Rule = (graph: Graph, knowledge: Knowledge) => Iterable<Complaint>;

/** What is computed (`=`) is known only when the case runs, and is an incident there. */
export const isComputed = (text: string): boolean => text.startsWith('=');
