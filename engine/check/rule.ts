// The input and output of a static rule.
import type { Bilingual } from '../catalogue.ts';
import type { Decisions } from '../dmn/index.ts';
import type { Fault } from '../fault.ts';
import type { Form } from '../form/index.ts';
import type { Element, Flow, Graph } from '../graph.ts';

/** Resources beside the model. References to an absent part are not checked. */
export interface Knowledge {
  /** Job types that have a handler; `agency:bank:*` stands for all types with that prefix. */
  readonly jobTypes?: readonly string[];
  readonly decisionIds?: readonly string[];
  readonly processIds?: readonly string[];
  /** The available models, for their calls with inputs and outputs, and for the events that they throw. */
  readonly graphs?: readonly Graph[];
  readonly decisions?: Decisions;
  readonly forms?: { readonly [id: string]: Form };
  /** Returns the reason if a citation of law does not resolve, else undefined. */
  readonly faultOfCitation?: (citation: string) => Bilingual | undefined;
}

/** `reason` names the fault, `advice` the correction. */
export interface Finding extends Fault {
  /** The fault depends on data, which may rule it out, so the model is not refused. */
  readonly isPossible?: true;
  /** The model is correct if another party does its part, which the model does not declare; nothing to correct. */
  readonly isAssumption?: true;
  /** Advice for our own models; others' models are correct without it. */
  readonly isRemark?: true;
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

/** A computed text (`=`) is known only when the case runs; a fault in it is an incident. */
export const isComputed = (text: string): boolean => text.startsWith('=');

export const advised = ({ en, zh }: Bilingual): Pick<Finding, 'advice' | 'adviceZh'> => ({ advice: en, adviceZh: zh });
