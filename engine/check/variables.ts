// Finds expressions that read a variable that cannot have been set by then, or a misspelled one. If a source outside
// may set it and does not declare its names, the variable is assumed to be set. (An unknown name is null in FEEL.)
import { type Bilingual, listed } from '../catalogue.ts';
import type { Element, Graph } from '../graph.ts';
import { gather } from './gather.ts';
import { quoted, say } from './messages.ts';
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
  const isBefore = ({ at, within, isStart, isBrought }: Source, { by, isAfter }: Use): boolean =>
    isStart ||
    (isBrought && at === by && isAfter) ||
    (within !== undefined && at !== by) ||
    orderOf(graph).mayPrecede(at.id, by.id);
  const seen = seenIn(graph, sources);
  // An element with undeclared results is assumed to set every name that it reads after its work.
  const vague = new Set(sources.filter(({ names }) => !names).map(({ at }) => at));
  const isMet = (use: Use): boolean =>
    use.own.includes(use.name) ||
    (use.isAfter && vague.has(use.by)) ||
    seen(use.by, use.name).some((source) => isBefore(source, use));
  const uses = gather(usesIn(graph, knowledge).map((use) => [use.name, use] as const));
  for (const [name, places] of uses) {
    const unmet = places
      .slice(0, mostPlaces)
      .filter((use) => !isMet(use))
      .map((use) => ({ use, open: lastOf(seen(use.by), (source) => isBefore(source, use)) }));
    const meant = places.length === 1 ? [...all].find((other) => isSlip(name, other)) : undefined;
    const worst = unmet.find(({ open }) => open.every(({ isStart }) => isStart)) ?? unmet[0];
    if (worst) yield complaint(worst.use, worst.open, meant, hasData);
  }
};

/** The most places of one name that are checked; more add nothing new. */
const mostPlaces = 20;

/**
 * The sources of a name that an element sees, or without a name the sources with undeclared names; nearer sources come
 * after farther ones.
 */
function seenIn(graph: Graph, sources: readonly Source[]): (by: Element, name?: string) => readonly Source[] {
  // The start of the process is the farthest source.
  const inOrder = [...sources.filter(({ isStart }) => isStart), ...sources.filter(({ isStart }) => !isStart)];
  const known = gather(
    inOrder.flatMap((source) =>
      [...new Set(source.names ?? [''])].map((name) => [`${source.within ?? ''} ${name}`, source] as const),
    ),
  );
  return (by, name = '') =>
    ['', ...around(graph, by).toReversed()].flatMap((within) => known.get(`${within} ${name}`) ?? []);
}

/** Boundary events and inner elements see the variables of the element. */
function around(graph: Graph, { id, scope, attachedTo = scope }: Element): string[] {
  return [id, ...(attachedTo === undefined ? [] : around(graph, graph.elements[attachedTo]!))];
}

/** The last three, as many as a message names. */
function lastOf(sources: readonly Source[], isMeant: (source: Source) => boolean): Source[] {
  const found: Source[] = [];
  for (let index = sources.length - 1; index >= 0 && found.length < 3; index--)
    if (isMeant(sources[index]!)) found.push(sources[index]!);
  return found;
}

/**
 * If the model sets no data itself, all data comes from its start; otherwise a name only from the start is reported.
 */
function complaint(
  { at, name, text }: Use,
  open: readonly Source[],
  meant: string | undefined,
  hasData: boolean,
): Complaint {
  const isPossible = true;
  if (meant !== undefined)
    return {
      at,
      isPossible,
      reason: say('check.variables.misspelled', { text, name, meant }),
      advice: say('check.variables.misspelled.advice', { meant, name, property: exampleData }),
    };
  if (open.length > 0 && (!hasData || open.some(({ isStart }) => !isStart)))
    return {
      at,
      isPossible,
      isAssumption: true,
      reason: say('check.variables.assumed', { text, name, sources: inWords(open) }),
      advice: say('check.variables.assumed.advice'),
    };
  return {
    at,
    isPossible,
    reason: say(open.length > 0 ? 'check.variables.onlyAtStart' : 'check.variables.unset', { text, name }),
    advice: say('check.variables.unset.advice', { property: exampleData }),
  };
}

function inWords(open: readonly Source[]): Bilingual {
  const names = open.map(({ at, isStart }) => (isStart ? say('check.variables.starter') : quoted([at.name])));
  const others = names.length > 2 ? [say('check.variables.others')] : [];
  return listed([...names.slice(0, 2), ...others], ' / ', ' or ');
}
