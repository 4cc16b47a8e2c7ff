// Where the model reads which variables.
import type { Decision } from '../dmn/decision.ts';
import { compileExpression } from '../feel/index.ts';
import type { Element, Flow, Graph } from '../graph.ts';
import { isComputed, type Knowledge } from './rule.ts';
import { textsOf } from './texts.ts';

export interface Use {
  readonly at: Element | Flow;
  /** In whose scope it is read. */
  readonly by: Element;
  readonly name: string;
  /** The expression, or the decision. */
  readonly text: string;
}

export function usesIn({ elements, flows }: Graph, { decisions = {} }: Knowledge): Use[] {
  const sources = [
    ...Object.values(elements).flatMap((at) => textsOf(at).map((text) => ({ at, by: at, text }))),
    ...Object.values(flows).map((at) => ({ at, by: elements[at.source]!, text: at.condition ?? '' })),
  ];
  const ofExpressions = sources.flatMap(({ at, by, text }) => {
    const compiled = isComputed(text) ? compileExpression(text.slice(1)) : { names: [] };
    return 'names' in compiled ? compiled.names.map((name) => ({ at, by, name, text })) : [];
  });
  const ofDecisions = Object.values(elements).flatMap((at) =>
    inputsOf(decisions, at.decision?.decisionId ?? '').map((name) => ({
      at,
      by: at,
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
