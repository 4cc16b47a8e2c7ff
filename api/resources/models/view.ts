// A model in the API's answers: the BPMN file and each element's legal basis; for a process instance also how often
// each element was activated and left, and where the instance waits.

import { countByElement } from '../../../db/archive.ts';
import type { Case } from '../../../db/cases.ts';
import { openIncidents } from '../../../db/incidents.ts';
import { caseInstances } from '../../../db/instances.ts';
import { readGraph, readXml } from '../../../db/models.ts';
import type { Queryable } from '../../../db/pool.ts';
import { listTasks } from '../../../db/user-tasks.ts';
import { type Element, type Graph, idAsDrawn } from '../../../engine/graph.ts';
import type { ModelRef } from '../../../protocol/start.ts';
import { notFound } from '../../problems/problem.ts';
import { citedLaw } from '../law/view.ts';

/**
 * A version of a model; undefined when it is not deployed.
 * @param date the day on which the citations are resolved
 */
export async function versionView(db: Queryable, ref: Pick<ModelRef, 'processId' | 'version'>, date: string) {
  const [xml, deployed] = await Promise.all([readXml(db, ref), readGraph(db, ref)]);
  if (xml === undefined || !deployed) return undefined;
  const { hash, graph } = deployed;
  return { ...ref, hash, name: graph.name, xml, elements: drawnElements(graph).map(elementOn(date)) };
}

/**
 * The model of a process instance with its live state.
 * @param date the day on which the citations are resolved
 */
export async function modelView(db: Queryable, found: Case, workflowId: string, date: string) {
  const instances = await caseInstances(db, found.id);
  const instance = instances.find((candidate) => candidate.workflowId === workflowId);
  if (!instance) throw notFound('instance', workflowId);
  const [xml, deployed, counts, incidents, tasks] = await Promise.all([
    readXml(db, instance),
    readGraph(db, instance),
    countByElement(db, workflowId),
    openIncidents(db, { caseId: found.id, limit: 200 }),
    listTasks(db, { caseId: found.id, limit: 200 }),
  ]);
  if (xml === undefined || !deployed) throw notFound('model', `${instance.processId} ${instance.version}`);
  const countOf = (elementId: string, intent: string) =>
    counts.find((count) => count.elementId === elementId && count.intent === intent)?.count ?? 0;
  return {
    instance,
    instances: instances.map((one) => ({ ...one, name: one.workflowId.slice(found.workflowId.length) })),
    xml,
    elements: drawnElements(deployed.graph).map((element) => {
      const { id } = element;
      const [activated, completed, terminated] = ['activated', 'completed', 'terminated'].map((intent) =>
        countOf(id, intent),
      ) as [number, number, number];
      return {
        ...elementOn(date)(element),
        active: Math.max(0, activated - completed - terminated),
        completed,
        terminated,
        incidents: incidents.items.filter((one) => one.workflowId === workflowId && one.elementId === id).length,
        openTasks: tasks.items.filter((one) => one.workflowId === workflowId && one.elementId === id).length,
      };
    }),
    flows: takenFlows(deployed.graph, countOf),
  };
}

/** The drawn elements: an event with several definitions appears once, without its parts. */
const drawnElements = ({ elements }: Graph): Element[] =>
  Object.values(elements)
    .filter(({ id, drawn = { id } }) => drawn.id === id)
    .map((element) => ({ ...element, ...element.drawn }));

const elementOn =
  (date: string) =>
  ({ id, name, type, properties }: Element) => ({
    id,
    name,
    type,
    legalBasis: citedLaw(properties['legalBasis'] ?? '', date),
  });

function takenFlows({ flows }: Graph, countOf: (id: string, intent: string) => number) {
  const drawn = new Set(
    Object.values(flows)
      .filter(({ isWithin }) => !isWithin)
      .map(({ id }) => idAsDrawn(id)),
  );
  return [...drawn].map((id) => ({ id, taken: countOf(id, 'taken') }));
}
