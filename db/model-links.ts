// What a model names outside itself must exist: decisions, job types, articles of law.
import type { Decision } from '../engine/dmn/index.ts';
import type { Element, Fault, Graph } from '../engine/graph.ts';
import { resolveCitation } from '../models/law/index.ts';

export interface Knowledge {
  /** Job types that somebody handles: `db:document.issue`, `agency:bank:freeze`; `agency:*` stands for all that begin so. Absent: not checked. */
  readonly jobTypes?: readonly string[];
  /** The day on which citations must resolve; today when absent. */
  readonly date?: string;
}

/** Models that will stand beside each other: the files, and the decisions deployed before. */
interface Files {
  readonly processes: readonly { readonly file: string; readonly graph: Graph }[];
  readonly decisions: readonly { readonly file: string; readonly decisions: readonly Decision[] }[];
}

type FileFault = Fault & { readonly file: string };

export function faultsBetween({ processes, decisions }: Files, knowledge: Knowledge): FileFault[] {
  const known = {
    decisionIds: new Set(decisions.flatMap((file) => file.decisions.map(({ id }) => id))),
    date: new Date(Date.now() + chinaOffset).toISOString().slice(0, 10),
    ...knowledge,
  };
  return [
    ...doubles(processes.map(({ file, graph }) => ({ file, id: graph.processId }))),
    ...doubles(decisions.flatMap(({ file, decisions }) => decisions.map(({ id }) => ({ file, id })))),
    ...processes.flatMap(({ file, graph }) =>
      Object.values(graph.elements).flatMap((element) =>
        [...faultsOf(element, known)].map((reason) => ({
          file,
          elementId: element.id,
          ...(element.line === undefined ? {} : { line: element.line }),
          reason,
        })),
      ),
    ),
  ];
}

const chinaOffset = 8 * 3_600_000;

function doubles(found: readonly { readonly file: string; readonly id: string }[]): FileFault[] {
  const first = new Map<string, string>();
  return found.flatMap(({ file, id }) => {
    const other = first.get(id);
    first.set(id, other ?? file);
    return other === undefined
      ? []
      : [{ file, elementId: id, reason: `Expected the id once; found it in ${other} too.` }];
  });
}

interface Known {
  readonly decisionIds: ReadonlySet<string>;
  readonly jobTypes?: readonly string[];
  readonly date: string;
}

/** What is computed (`=`) is known only when the case runs, and is an incident there. */
function* faultsOf({ decision, job, properties }: Element, known: Known): Generator<string> {
  if (decision && !decision.decisionId.startsWith('=') && !known.decisionIds.has(decision.decisionId))
    yield `Expected the id of a decision; found '${decision.decisionId}'.`;
  if (job && known.jobTypes && !job.type.startsWith('=') && !handles(known.jobTypes, job.type))
    yield `Expected a job type that somebody handles; found '${job.type}'.`;
  for (const citation of (properties['legalBasis'] ?? '').split(/[\s,]+/).filter(Boolean)) {
    const resolved = resolveCitation(citation, known.date);
    if ('error' in resolved) yield resolved.error;
  }
}

function handles(jobTypes: readonly string[], type: string): boolean {
  return jobTypes.some((known) => (known.endsWith('*') ? type.startsWith(known.slice(0, -1)) : type === known));
}
