// The places at which the model reads variables.
import type { Decision } from '../dmn/decision.ts';
import { compileExpression } from '../feel/index.ts';
import type { Element, Flow, Graph } from '../graph.ts';
import { isComputed, type Knowledge } from './rule.ts';
import { inLoop, resultsOf, targetsOf } from './sources.ts';
import { textsAfter, textsBefore } from './texts.ts';

export interface Use {
  readonly at: Element | Flow;
  /** The element in whose scope the variable is read. */
  readonly by: Element;
  readonly name: string;
  /** Read after the element has done its work. */
  readonly isAfter: boolean;
  /** Variables that the element itself has set by then. */
  readonly own: readonly string[];
  /** The expression, or the id of the decision. */
  readonly text: string;
}

export function usesIn({ elements, flows }: Graph, { decisions = {} }: Knowledge): Use[] {
  const sources = [
    ...Object.values(elements).flatMap((at) => textsWithin(at).map((place) => ({ at, by: at, ...place }))),
    ...Object.values(flows).map((at) => ({
      at,
      by: elements[at.source]!,
      ...leaving(elements[at.source]!),
      text: at.condition ?? '',
    })),
  ];
  const ofExpressions = sources.flatMap(({ text, ...place }) => {
    const compiled = isComputed(text) ? compileExpression(text.slice(1)) : undefined;
    return compiled && 'names' in compiled ? compiled.names.map((name) => ({ ...place, name, text })) : [];
  });
  const ofDecisions = Object.values(elements).flatMap((at) =>
    inputsOf(decisions, at.decision?.decisionId ?? '').map((name) => ({
      at,
      by: at,
      isAfter: false,
      own: heldBy(at),
      name,
      text: at.decision!.decisionId,
    })),
  );
  return [...ofExpressions, ...ofDecisions];
}

type Place = Pick<Use, 'text' | 'isAfter' | 'own'>;

/** A mapping sees the variables that earlier mappings have set. */
function textsWithin(at: Element): Place[] {
  const { inputs = [], outputs = [], ...others } = at;
  const { own } = leaving(at);
  return [
    ...inputs.map(({ source: text }, index) => ({
      text,
      isAfter: false,
      own: [...inLoop(at), ...targetsOf(inputs.slice(0, index))],
    })),
    ...textsBefore(others).map((text) => ({ text, isAfter: false, own: heldBy(at) })),
    ...outputs.map(({ source: text }, index) => ({
      text,
      isAfter: true,
      own: [...own, ...targetsOf(outputs.slice(0, index))],
    })),
    ...textsAfter(others).map((text) => ({ text, isAfter: true, own })),
  ];
}

const leaving = (at: Element) => ({ isAfter: true, own: [...heldBy(at), ...resultsOf(at)] });

const heldBy = (at: Element): string[] => [...inLoop(at), ...targetsOf(at.inputs)];

/** The input data of the decision and of the decisions that it requires. */
function inputsOf(decisions: { readonly [id: string]: Decision }, id: string, seen: readonly string[] = []): string[] {
  if (seen.includes(id)) return [];
  return (decisions[id]?.requires ?? []).flatMap((required) =>
    required.type === 'input' ? [required.name] : inputsOf(decisions, required.id, [...seen, id]),
  );
}
