// What a static rule gets and gives.
import type { Bilingual } from '../catalogue.ts';
import type { Decisions } from '../dmn/index.ts';
import type { Fault } from '../fault.ts';
import type { Form } from '../form/index.ts';
import type { Element, Flow, Graph } from '../graph.ts';

/** What exists beside the model. A part that is absent is not checked. */
export interface Knowledge {
  /** Job types that somebody handles; `agency:bank:*` stands for all that begin so. */
  readonly jobTypes?: readonly string[];
  readonly decisionIds?: readonly string[];
  readonly processIds?: readonly string[];
  /** The models themselves, as far as they are at hand: who calls whom, with what; who throws what. */
  readonly graphs?: readonly Graph[];
  readonly decisions?: Decisions;
  readonly forms?: { readonly [id: string]: Form };
  /** Why a citation of law does not resolve; undefined when it does. */
  readonly faultOfCitation?: (citation: string) => string | undefined;
}

/** `reason` says what is wrong, `advice` what to do about it. */
export interface Finding extends Fault {
  /** Only where conditions fall in a way that the data may rule out: no reason to refuse the model. */
  readonly isPossible?: true;
  /** Right if somebody outside does his part, of whom the model says nothing: nothing to correct. */
  readonly isAssumption?: true;
  readonly rule: string;
  readonly advice: string;
  readonly adviceZh: string;
}

export interface Complaint {
  readonly isPossible?: true;
  readonly isAssumption?: true;
  readonly at: Element | Flow;
  readonly reason: Bilingual;
  readonly advice: Bilingual;
}

export type Rule = (graph: Graph, knowledge: Knowledge) => Iterable<Complaint>;

/** What is computed (`=`) is known only when the case runs, and is an incident there. */
export const isComputed = (text: string): boolean => text.startsWith('=');

export const advised = ({ en, zh }: Bilingual): Pick<Finding, 'advice' | 'adviceZh'> => ({ advice: en, adviceZh: zh });
