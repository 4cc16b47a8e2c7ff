// The deployed procedures as a scenario names them: processes, elements and user tasks by id or Chinese name.
import { listModels, readGraph, readXml } from '../../../db/models.ts';
import type { Queryable } from '../../../db/pool.ts';
import { type Element, type Graph, idAsDrawn } from '../../../engine/graph.ts';

export interface Catalogue {
  readonly graphs: ReadonlyMap<string, Graph>;
  /** Place of the element in its file, in which the elements stand about as a case runs. */
  placeOf(processId: string, elementId: string): number;
  /** Elements with that id or name, in that process (id or name) or in any. */
  find(name: string, process?: string): readonly NamedElement[];
  readonly elements: readonly NamedElement[];
}

export interface NamedElement {
  readonly processId: string;
  readonly element: Element;
}

export async function readCatalogue(db: Queryable): Promise<Catalogue> {
  const newest = new Map<string, number>();
  for (const { processId, version } of await listModels(db))
    newest.set(processId, Math.max(version, newest.get(processId) ?? 0));
  const models = await Promise.all(
    [...newest].map(async ([processId, version]) => {
      const [found, xml] = await Promise.all([
        readGraph(db, { processId, version }),
        readXml(db, { processId, version }),
      ]);
      return { processId, graph: found!.graph, places: placesIn(xml!) };
    }),
  );
  const places = new Map(models.map(({ processId, places }) => [processId, places]));
  const elements = models.flatMap(({ processId, graph }) =>
    Object.values(graph.elements)
      .filter(({ id, type }) => type !== 'process' && id === idAsDrawn(id))
      .map((element) => ({ processId, element })),
  );
  const graphs = new Map(models.map(({ processId, graph }) => [processId, graph]));
  return {
    graphs,
    elements,
    placeOf: (processId, elementId) => places.get(processId)?.get(idAsDrawn(elementId)) ?? 0,
    find: (name, process) =>
      elements.filter(
        ({ processId, element }) =>
          (element.id === name || element.name === name) &&
          (process === undefined || processId === process || graphs.get(processId)!.name === process),
      ),
  };
}

function placesIn(xml: string): ReadonlyMap<string, number> {
  return new Map([...xml.matchAll(/ id="([^"]+)"/g)].map((found, place) => [found[1]!, place]));
}

/** The roles of a user task, when the model writes them as a text. */
export function groupsOf({ task }: Element): readonly string[] | undefined {
  const groups = task?.candidateGroups;
  return groups === undefined || groups.startsWith('=') ? undefined : groups.split(',').map((group) => group.trim());
}
