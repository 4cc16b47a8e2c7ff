// An expression reads a variable that nothing sets, while one of almost that name is set. What people, jobs, messages and callers bring is not known
// before a case runs, so that a name that is merely not set in the model is no finding.
import { compileExpression } from '../feel/index.ts';
import type { Element, Flow, Graph } from '../graph.ts';
import { type Complaint, isComputed, type Rule } from './rule.ts';
import { textsOf } from './texts.ts';

export const variables: Rule = function* (graph) {
  const set = new Set(Object.values(graph.elements).flatMap(namesSetBy));
  const uses = usesIn(graph);
  const counts = new Map<string, number>();
  for (const { name } of uses) counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const { at, name, text } of uses) {
    if (set.has(name) || counts.get(name)! > 1) continue;
    const meant = [...set].find((other) => isSlip(name, other));
    if (meant !== undefined) yield complaint(at, name, text, meant);
  }
};

const complaint = (at: Element | Flow, name: string, text: string, meant: string): Complaint => ({
  at,
  isPossible: true,
  reason: `'${text}' reads '${name}', which nothing in the model sets; '${meant}' is set.`,
  advice: `Write '${meant}', if that is meant; else let it be.`,
});

interface Use {
  readonly at: Element | Flow;
  readonly name: string;
  readonly text: string;
}

function usesIn({ elements, flows }: Graph): Use[] {
  const sources = [
    ...Object.values(elements).flatMap((at) => textsOf(at).map((text) => ({ at, text }))),
    ...Object.values(flows).map((at) => ({ at, text: at.condition ?? '' })),
  ];
  return sources.flatMap(({ at, text }) => {
    const compiled = isComputed(text) ? compileExpression(text.slice(1)) : { names: [] };
    return 'names' in compiled ? compiled.names.map((name) => ({ at, name, text })) : [];
  });
}

function namesSetBy({ inputs = [], outputs = [], script, decision, loop }: Element): string[] {
  return [
    ...[...inputs, ...outputs].map(({ target }) => target.split('.')[0]!),
    script?.resultVariable,
    decision?.resultVariable,
    loop?.inputElement,
    loop?.outputCollection,
  ].filter((name) => name !== undefined);
}

/** Other capitals, or one letter more, less, other or exchanged. Numbers tell names apart, and so does a plural. */
function isSlip(name: string, other: string): boolean {
  if (name === other || Math.min(name.length, other.length) < 5) return false;
  if (name.toLowerCase() === other.toLowerCase()) return true;
  const [short, long] = name.length < other.length ? [name, other] : [other, name];
  if (long.length - short.length > 1 || long === `${short}s` || withoutDigits(name) === withoutDigits(other))
    return false;
  let begin = 0;
  while (begin < short.length && short[begin] === long[begin]) begin++;
  if (short.length < long.length) return short.slice(begin) === long.slice(begin + 1);
  const isExchanged = short[begin] === long[begin + 1] && short[begin + 1] === long[begin];
  return (
    short.slice(begin + 1) === long.slice(begin + 1) ||
    (isExchanged && short.slice(begin + 2) === long.slice(begin + 2))
  );
}

const withoutDigits = (name: string): string => name.replaceAll(/\d/g, '');
