// Where the model reads which variables.
import type { Decision } from '../dmn/decision.ts';
import { compileExpression } from '../feel/index.ts';
import type { Element, Flow, Graph } from '../graph.ts';
import { isComputed, type Knowledge } from './rule.ts';
import { textsAfter, textsBefore } from './texts.ts';

export interface Use {
  readonly at: Element | Flow;
  /** In whose scope it is read. */
  readonly by: Element;
  readonly name: string;
  /** When it has done its work. */
  readonly isAfter: boolean;
  /** The expression, or the decision. */
  readonly text: string;
}

export function usesIn({ elements, flows }: Graph, { decisions = {} }: Knowledge): Use[] {
  const sources = [
    ...Object.values(elements).flatMap((at) => [
      ...textsBefore(at).map((text) => ({ at, by: at, text, isAfter: false })),
      ...textsAfter(at).map((text) => ({ at, by: at, text, isAfter: true })),
    ]),
    ...Object.values(flows).map((at) => ({ at, by: elements[at.source]!, text: at.condition ?? '', isAfter: true })),
  ];
  const ofExpressions = sources.flatMap(({ text, ...place }) => {
    const compiled = isComputed(text) ? compileExpression(text.slice(1)) : { names: [] };
    return 'names' in compiled ? compiled.names.map((name) => ({ ...place, name, text })) : [];
  });
  const ofDecisions = Object.values(elements).flatMap((at) =>
    inputsOf(decisions, at.decision?.decisionId ?? '').map((name) => ({
      at,
      by: at,
      isAfter: false,
      name,
      text: at.decision!.decisionId,
    })),
  );
  return [...ofExpressions, ...ofDecisions];
}

/** Input data of the decision and of those that it requires. */
function inputsOf(decisions: { readonly [id: string]: Decision }, id: string, seen: readonly string[] = []): string[] {
  if (seen.includes(id)) return [];
  return (decisions[id]?.requires ?? []).flatMap((required) =>
    required.type === 'input' ? [required.name] : inputsOf(decisions, required.id, [...seen, id]),
  );
}
