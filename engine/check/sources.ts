// The sources of variables in a process. The model sets some by name. Variables from starts, jobs, people, messages and
// called processes are known if they are declared: by the form, by the calling or called models, or by the example data
// of Camunda Modeler.
import type { Element, Graph } from '../graph.ts';
import type { Knowledge } from './rule.ts';
import { isThrowing } from './unheard.ts';

export interface Source {
  readonly at: Element;
  /** Absent: the names are not declared, so the source may set any variable. */
  readonly names?: readonly string[];
  /** The element in which the variables are visible; absent: everywhere. */
  readonly within?: string;
  readonly isStart?: true;
  /** Set from outside when the element has done its work. */
  readonly isBrought?: true;
}

/** JSON: an example of the variables that the element sets (Camunda Modeler, `Example data`). */
export const exampleData = 'camundaModeler:exampleOutputJson';

/** Every process that starts in a case gets these variables (docs/using/messages.md). */
const givenInCase = ['caseFile'];

/** The engine sets the variable. */
export const isGiven = (name: string): boolean => givenInCase.includes(name) || ofLoops.includes(name);

export function sourcesOf(graph: Graph, knowledge: Knowledge): Source[] {
  return Object.values(graph.elements).flatMap((at) => [...setBy(at), ...broughtTo(at, graph, knowledge)]);
}

const isStartOf = ({ type, scope }: Element, { processId }: Graph): boolean =>
  type === 'startEvent' && scope === processId;

/** Inputs stay in the element, as do results with output mappings; a thrown event carries its inputs along. */
export function setBy(at: Element): Source[] {
  const { inputs, outputs, loop, adHoc, event } = at;
  const results = resultsOf(at);
  const near = [...targetsOf(inputs), ...(outputs ? results : []), ...inLoop(at)];
  const far = [...(outputs ? targetsOf(outputs) : results), loop?.outputCollection, adHoc?.output?.collection];
  return [
    { at, names: near, ...(event && isThrowing(at) ? {} : { within: at.id }) },
    { at, names: present(far) },
  ];
}

export const targetsOf = (mappings: Element['outputs'] = []): string[] =>
  mappings.map(({ target }) => target.split('.')[0]!);

export const resultsOf = ({ script, decision }: Element): string[] =>
  present([script?.resultVariable, decision?.resultVariable]);

export const inLoop = ({ loop }: Element): string[] => (loop ? present([loop.inputElement, ...ofLoops]) : []);

const present = (names: readonly (string | undefined)[]): string[] => names.filter((name) => name !== undefined);

const ofLoops = ['loopCounter', ...['', 'Active', 'Completed', 'Terminated'].map((kind) => `numberOf${kind}Instances`)];

function broughtTo(at: Element, graph: Graph, knowledge: Knowledge): Source[] {
  if (isStartOf(at, graph))
    return [
      { at, names: givenInCase },
      { at, isStart: true, ...named(namesAtStart(at, graph, knowledge)) },
    ];
  const { type, scope, outputs, job, listeners, task, call, event } = at;
  const isCaught = event !== undefined && bringing.has(event.type) && !isThrowing(at);
  if (!job && !listeners && !task && !call && !isCaught) return [];
  const within = type === 'startEvent' ? scope : outputs && at.id;
  const known =
    exampleOf(at) ??
    (listeners ? undefined : task ? inForm(task.formId, knowledge) : call && namesFrom(at, graph, knowledge));
  return [{ at, isBrought: true, ...(within === undefined ? {} : { within }), ...named(known) }];
}

const bringing = new Set(['message', 'signal', 'error', 'escalation']);

const named = (names: readonly string[] | undefined) => (names ? { names } : {});

/** The declared names, else the inputs of the calls of the process. */
function namesAtStart(at: Element, { processId }: Graph, { graphs = [] }: Knowledge): readonly string[] | undefined {
  const declared = exampleOf(at);
  if (declared) return declared;
  const calls = graphs.flatMap(({ elements }) =>
    Object.values(elements).filter(({ call }) => call?.processId === processId),
  );
  if (at.event || calls.length === 0 || calls.some(givesAll)) return undefined;
  return calls.flatMap(({ inputs }) => targetsOf(inputs));
}

const givesAll = ({ call }: Element): boolean => call!.propagateAllParentVariables;

const inForm = (id: string | undefined, { forms }: Knowledge): readonly string[] | undefined =>
  forms?.[id ?? '']?.components.map(({ key }) => key.split('.')[0]!);

/** All variables that the called process sets or gets; undefined if it may get others. */
function namesFrom(at: Element, graph: Graph, knowledge: Knowledge): readonly string[] | undefined {
  const { call, inputs, outputs } = at;
  if (!outputs && !call!.propagateAllChildVariables) return [];
  const called = knowledge.graphs?.find(({ processId }) => processId === call!.processId);
  if (!called || called === graph || givesAll(at)) return undefined;
  const { graphs: _, ...rest } = knowledge;
  const sources = sourcesOf(called, rest).filter(({ within, isStart }) => within === undefined && !isStart);
  if (sources.some(({ names }) => !names)) return undefined;
  return [...sources.flatMap(({ names }) => names!), ...targetsOf(inputs), ...givenInCase];
}

function exampleOf({ properties }: Element): readonly string[] | undefined {
  const text = properties[exampleData];
  if (text === undefined) return undefined;
  try {
    return Object.keys(Object(JSON.parse(text)) as object);
  } catch {
    return undefined;
  }
}
