// An expression reads a variable that nothing can have set when it is read, or one of almost the name of one that is set. Where somebody outside may
// bring it and the model does not say what he brings, it is assumed that he does: no finding. (A name looked for in vain is null in FEEL.)
import type { Element, Graph } from '../graph.ts';
import { orderOf } from './order.ts';
import type { Complaint, Rule } from './rule.ts';
import { isSlip } from './slips.ts';
import { exampleData, isGiven, type Source, sourcesOf } from './sources.ts';
import { type Use, usesIn } from './uses.ts';

export const variables: Rule = function* (graph, knowledge) {
  const sources = sourcesOf(graph, knowledge);
  const all = new Set(sources.flatMap(({ names = [] }) => names));
  const hasData = sources.some(
    ({ isStart, isBrought, within, names = [] }) =>
      !isStart && !isBrought && within === undefined && names.some((name) => !isGiven(name)),
  );
  const { mayPrecede } = orderOf(graph);
  const isBefore = ({ at, within, isStart, isBrought }: Source, { by, isAfter }: Use): boolean =>
    isStart || (isBrought && at === by && isAfter) || (within !== undefined && at !== by) || mayPrecede(at.id, by.id);
  const uses = new Map<string, Use[]>();
  for (const use of usesIn(graph, knowledge)) uses.set(use.name, [...(uses.get(use.name) ?? []), use]);
  for (const [name, places] of uses) {
    const unmet = places
      .slice(0, mostPlaces)
      .map((use) => ({ use, seen: sources.filter((source) => isSeen(graph, source, use.by) && isBefore(source, use)) }))
      .filter(({ use, seen }) => !use.own.includes(name) && !seen.some((source) => brings(source, use)))
      .map(({ use, seen }) => ({ use, open: seen.filter(({ names }) => !names) }));
    const meant = places.length === 1 ? [...all].find((other) => isSlip(name, other)) : undefined;
    const worst = unmet.find(({ open }) => open.every(({ isStart }) => isStart)) ?? unmet[0];
    if (worst) yield complaint(worst.use, worst.open, meant, hasData);
  }
};

/** What brings something of its own accord, and says not what, is taken at its word where it stands. */
const brings = ({ at, names }: Source, { by, name, isAfter }: Use): boolean =>
  names ? names.includes(name) : at === by && isAfter;

/** Of so many places where a name is read the others say nothing new. */
const mostPlaces = 20;

/** Boundary events and what is inside see what the element holds. */
function isSeen(graph: Graph, { within }: Source, by: Element | undefined): boolean {
  if (within === undefined || by?.id === within) return true;
  if (by === undefined) return false;
  const { elements } = graph;
  return [by.scope, by.attachedTo].some((id) => id !== undefined && isSeen(graph, { at: by, within }, elements[id]));
}

/** Of a model that sets nothing itself all comes from who starts it; in another one it is worth a question. */
function complaint(
  { at, name, text }: Use,
  open: readonly Source[],
  meant: string | undefined,
  hasData: boolean,
): Complaint {
  const reads = `'${text}' reads '${name}', which nothing in the model sets`;
  const isPossible = true;
  if (meant !== undefined)
    return {
      at,
      isPossible,
      reason: `${reads}; '${meant}' is set.`,
      advice: `Write '${meant}', if that is meant; else declare who brings '${name}' (${exampleData}).`,
    };
  if (open.length > 0 && (!hasData || open.some(({ isStart }) => !isStart)))
    return {
      at,
      isPossible,
      isAssumption: true,
      reason: `${reads}: it has to come from ${inWords(open)}.`,
      advice: 'If it does not, correct the name or set it before.',
    };
  const why = open.length > 0 ? ' before: only who starts the process could bring it' : ' and nobody is known to bring';
  return {
    at,
    isPossible,
    reason: `${reads}${why}.`,
    advice: `Correct the name or set it before; if somebody brings it, declare it where it comes in (zeebe:property ${exampleData} with an example).`,
  };
}

function inWords(open: readonly Source[]): string {
  const [first, second, ...others] = open
    .map(({ at, isStart }) => (isStart ? 'who starts the process' : `'${at.name}'`))
    .toReversed();
  return [first, second, ...(others.length > 0 ? ['others'] : [])].filter((one) => one !== undefined).join(' or ');
}
