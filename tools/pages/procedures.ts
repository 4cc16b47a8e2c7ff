// The procedures of the models folder, each with everything that its diagram names: roles, forms, documents, messages …
import type { Decision } from '../../engine/dmn/index.ts';
import type { Element, Graph } from '../../engine/graph.ts';
import { readDocumentation } from '../../engine/read/documentation.ts';
import { citations } from '../../law/citation-text.ts';
import { readTemplates } from '../../registry/documents.ts';
import { documentFiles, modelFiles, procedureOf } from '../../registry/folder.ts';
import { readModels } from '../../registry/read.ts';

export interface Procedure {
  readonly id: string;
  readonly name: string;
  readonly graph: Graph;
  /** The author's description of the whole process. */
  readonly documentation: string;
  /** Role -> names of its user tasks. */
  readonly roles: ReadonlyMap<string, readonly string[]>;
  readonly forms: readonly string[];
  readonly documents: readonly string[];
  /** The messages that it waits for. */
  readonly messages: readonly string[];
  readonly sends: readonly string[];
  readonly decisions: readonly string[];
  /** `<agency>:<operation>`. */
  readonly agencies: readonly string[];
  readonly calls: readonly string[];
  readonly citations: readonly string[];
}

export async function readProcedures(): Promise<readonly Procedure[]> {
  const files = modelFiles();
  const { processes, decisions } = await readModels(files);
  const documentation = Object.assign({}, ...(await Promise.all(processes.map(({ xml }) => readDocumentation(xml)))));
  const templates = [...readTemplates().keys()];
  return processes.map(({ file, graph }) => ({
    ...namesIn(
      graph,
      decisions.flatMap((one) => one.decisions),
    ),
    id: graph.processId,
    name: graph.name,
    graph,
    documentation: documentation[graph.processId]?.zh ?? '',
    documents: templates.filter((type) => isNamed(graph, type) || isKeptBeside(file, type)),
  }));
}

const throwing = ['endEvent', 'intermediateThrowEvent', 'sendTask'];

function namesIn(graph: Graph, decisions: readonly Decision[]) {
  const elements = Object.values(graph.elements);
  const tasks = elements.flatMap(({ name, task }) => (task ? [{ name, task }] : []));
  const roles = unique(tasks.flatMap(({ task }) => rolesOf(task.candidateGroups)));
  const asked = unique(elements.flatMap(({ decision }) => decision?.decisionId ?? []));
  return {
    roles: new Map(
      roles.map((role) => [
        role,
        unique(tasks.filter(({ task }) => rolesOf(task.candidateGroups).includes(role)).map(({ name }) => name)),
      ]),
    ),
    forms: unique(tasks.flatMap(({ task }) => task.formId ?? [])),
    messages: unique(elements.filter(({ type }) => !throwing.includes(type)).flatMap(messageOf)),
    sends: unique(elements.filter(({ type }) => throwing.includes(type)).flatMap(messageOf)),
    decisions: decisions.map(({ id }) => id).filter((id) => asked.includes(id)),
    agencies: unique(elements.flatMap(({ job }) => /^agency:(.*)$/.exec(job?.type ?? '')?.[1] ?? [])),
    calls: unique(elements.flatMap(({ call }) => call?.processId ?? [])),
    citations: unique(elements.flatMap(({ properties }) => citations(properties['legalBasis'] ?? ''))),
  };
}

const rolesOf = (groups = ''): string[] => groups.split(/[\s,]+/).filter(Boolean);

const messageOf = ({ event }: Element): readonly string[] => (event?.type === 'message' ? [String(event.name)] : []);

const isNamed = (graph: Graph, type: string): boolean =>
  Object.values(graph.elements).some(({ inputs = [] }) => inputs.some(({ source }) => source.includes(`"${type}"`)));

/**
 * A template whose type a table chooses is named in no diagram; it is kept in the folder of the procedure that issues
 * it.
 */
const isKeptBeside = (file: string, type: string): boolean =>
  readTemplates(documentFiles().filter(({ name }) => procedureOf(name) === procedureOf(file))).has(type);

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
