// An expression reads a variable that nothing can have set when it is read, or one of almost the name of one that is
// set. Where somebody outside may bring it and the model does not say what he brings, it is assumed that he does: no
// finding. (A name looked for in vain is null in FEEL.)
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
  // What brings something of its own accord, and says not what, is taken at its word where it stands.
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

/** Of so many places where a name is read the others say nothing new. */
const mostPlaces = 20;

/**
 * Those that bring the name, or where none is given those that say not what they bring: as an element sees them, what
 * is nearer after what is further.
 */
function seenIn(graph: Graph, sources: readonly Source[]): (by: Element, name?: string) => readonly Source[] {
  // Who starts the process stands furthest.
  const inOrder = [...sources.filter(({ isStart }) => isStart), ...sources.filter(({ isStart }) => !isStart)];
  const known = gather(
    inOrder.flatMap((source) =>
      [...new Set(source.names ?? [''])].map((name) => [`${source.within ?? ''} ${name}`, source] as const),
    ),
  );
  return (by, name = '') =>
    ['', ...around(graph, by).toReversed()].flatMap((within) => known.get(`${within} ${name}`) ?? []);
}

/** Boundary events and what is inside see what the element holds. */
function around(graph: Graph, { id, scope, attachedTo = scope }: Element): string[] {
  return [id, ...(attachedTo === undefined ? [] : around(graph, graph.elements[attachedTo]!))];
}

/** As many as a sentence names, from the end. */
function lastOf(sources: readonly Source[], isMeant: (source: Source) => boolean): Source[] {
  const found: Source[] = [];
  for (let index = sources.length - 1; index >= 0 && found.length < 3; index--)
    if (isMeant(sources[index]!)) found.push(sources[index]!);
  return found;
}

/** Of a model that sets nothing itself all comes from who starts it; in another one it is worth a question. */
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
