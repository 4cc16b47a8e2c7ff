// Checks models against each other and against the resources that they name: decisions, job types, forms, articles of
// law.
import { dateOfInstant } from '../engine/calendar.ts';
import { type Bilingual, listed } from '../engine/catalogue.ts';
import { check, type Finding } from '../engine/check/index.ts';
import type { Decision } from '../engine/dmn/index.ts';
import { faultAt } from '../engine/fault.ts';
import type { Graph } from '../engine/graph.ts';
import { resolveCitation } from '../law/citation.ts';
import { both, say } from './fault-messages.ts';
import type { FileFault, ReadModels } from './read.ts';
import { faultsOfRows } from './row-citations.ts';

export interface Knowledge {
  /**
   * Job types that have a handler: `db:document.issue`, `agency:bank:freeze`; `agency:*` stands for all with that
   * prefix. Absent: not checked.
   */
  readonly jobTypes?: readonly string[];
  /** The day on which citations must resolve; today when absent. */
  readonly date?: string;
}

interface Place {
  readonly file: string;
  /** Names it in a fault of another file; absent: the file's name does. */
  readonly label?: Bilingual;
}

/** Models that will stand beside each other: the files, and the decisions deployed before. */
interface Files {
  readonly processes: readonly { readonly file: string; readonly graph: Graph }[];
  readonly decisions: readonly (Place & { readonly decisions: readonly Decision[] })[];
}

export const today = (): string => dateOfInstant(Date.now());

/** Returns the reason if a citation does not resolve on that day. */
export const faultOfCitation =
  (date: string) =>
  (citation: string): Bilingual | undefined => {
    const resolved = resolveCitation(citation, date);
    return 'error' in resolved ? { zh: resolved.errorZh, en: resolved.error } : undefined;
  };

/** A called process may be deployed later; everything else must be there. */
export function faultsBetween({ processes, decisions }: Files, knowledge: Knowledge): FileFault[] {
  const known = {
    decisionIds: decisions.flatMap((file) => file.decisions.map(({ id }) => id)),
    faultOfCitation: faultOfCitation(knowledge.date ?? today()),
    ...(knowledge.jobTypes ? { jobTypes: knowledge.jobTypes } : {}),
  };
  return [
    ...doubles(processes.map(({ file, graph }) => ({ file, id: graph.processId }))),
    ...doubles(decisions.flatMap(({ decisions, ...place }) => decisions.map(({ id }) => ({ ...place, id })))),
    ...processes.flatMap(({ file, graph }) => refusing(file, check(graph, known))),
  ];
}

/** Each row with dates rests on an article that holds on its days. */
export const faultsOfRowCitations = (decisions: ReadModels['decisions'], { date = today() }: Knowledge): FileFault[] =>
  decisions.flatMap(({ file, decisions, xml }) =>
    faultsOfRows(decisions, xml, date).map((fault) => ({ file, ...fault })),
  );

/** The findings for which the file is refused: the data cannot rule them out. */
export const refusing = (file: string, findings: readonly Finding[]): FileFault[] =>
  findings
    .filter(({ isPossible }) => !isPossible)
    .map(({ elementId, line, reason, reasonZh, advice, adviceZh }) => ({
      file,
      ...faultAt(elementId, line, both({ zh: reasonZh, en: reason }, { zh: adviceZh, en: advice })),
    }));

/** Each file's definitions need their own id: a copied file that kept it would replace the original's decisions. */
export function faultsOfDefinitions(
  given: ReadModels['decisions'],
  newest: readonly Pick<ReadModels['decisions'][number], 'definitionsId' | 'decisions'>[],
): FileFault[] {
  const copies = given.flatMap(({ file, definitionsId, decisions }) => {
    const known = newest.find((one) => one.definitionsId === definitionsId)?.decisions;
    if (!known || known.some(({ id }) => decisions.some((decision) => decision.id === id))) return [];
    const ids = listed(known.map(({ id }) => id));
    const reason = say('registry.ownDefinitionsId', { found: definitionsId, ids });
    return [{ file, ...faultAt(definitionsId, undefined, reason) }];
  });
  return [...doubles(given.map(({ file, definitionsId: id }) => ({ file, id }))), ...copies];
}

/** A process or decision with the binding `deployment` must be in the deployment. */
export function faultsOfBindings({ processes, decisions }: Files): FileFault[] {
  const known = {
    process: processes.map(({ graph }) => graph.processId),
    decision: decisions.flatMap((file) => file.decisions.map(({ id }) => id)),
  };
  return processes.flatMap(({ file, graph }) =>
    Object.values(graph.elements).flatMap(({ id: elementId, line, call, decision }) => {
      const kind = call ? 'process' : 'decision';
      const id = call?.processId ?? decision?.decisionId ?? '';
      const isMissing = !id.startsWith('=') && !known[kind].includes(id);
      if ((call ?? decision)?.binding !== 'deployment' || !isMissing) return [];
      const reason = say(call ? 'registry.boundProcess' : 'registry.boundDecision', { id });
      return [{ file, ...faultAt(elementId, line, reason) }];
    }),
  );
}

/**
 * A user task's form must be deployed, now or before. A form kept elsewhere or named by an expression is not checked.
 */
export function faultsOfForms(
  processes: Files['processes'],
  forms: readonly { readonly file: string; readonly id: string }[],
  deployed: readonly string[],
): FileFault[] {
  const known = [...deployed, ...forms.map(({ id }) => id)];
  const missing = processes.flatMap(({ file, graph }) =>
    Object.values(graph.elements).flatMap(({ id: elementId, line, task }) => {
      const formId = task?.formId;
      if (formId === undefined || formId.startsWith('=') || known.includes(formId)) return [];
      return [{ file, ...faultAt(elementId, line, say('registry.form', { form: formId })) }];
    }),
  );
  return [...doubles(forms), ...missing];
}

/** A decision bound to a version tag must exist with that tag, in the files or deployed before. */
export function faultsOfTags(
  { processes, decisions }: Files,
  deployed: readonly Pick<Decision, 'id' | 'versionTag'>[],
): FileFault[] {
  const known = [...deployed, ...decisions.flatMap((file) => file.decisions)];
  return processes.flatMap(({ file, graph }) =>
    Object.values(graph.elements).flatMap(({ id: elementId, line, decision }) => {
      const { decisionId = '', versionTag } = decision ?? {};
      const isThere = known.some((one) => one.id === decisionId && one.versionTag === versionTag);
      if (versionTag === undefined || decisionId.startsWith('=') || isThere) return [];
      return [{ file, ...faultAt(elementId, line, say('registry.taggedDecision', { id: decisionId, versionTag })) }];
    }),
  );
}

function doubles(found: readonly (Place & { readonly id: string })[]): FileFault[] {
  const first = new Map<string, string | Bilingual>();
  return found.flatMap(({ file, label, id }) => {
    const other = first.get(id);
    first.set(id, other ?? label ?? file);
    return other === undefined ? [] : [{ file, ...faultAt(id, undefined, say('registry.idTwice', { file: other })) }];
  });
}
