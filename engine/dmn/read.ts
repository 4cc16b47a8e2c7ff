// A DMN file -> decisions as plain JSON, and the faults for which the file is refused.
import { type Fault, faultAt } from '../fault.ts';
import { isPlainName } from '../feel/names.ts';
import { isFault, parse, parseTests } from '../feel/parse.ts';
import { xmlFault, xmlWords } from '../xml-reasons.ts';
import type { Decision, Parameter, Requirement, Type } from './decision.ts';
import { say } from './messages.ts';
import type { Imported } from './read-imports.ts';
import { importOf, readImports } from './read-imports.ts';
import type { Reading, Refuse } from './read-logic.ts';
import { readFunction, readLogic, typed } from './read-logic.ts';
import { readTypes } from './read-types.ts';
import type { Element } from './xml.ts';
import { lineOf, many, one, readXml, text } from './xml.ts';

export interface ReadDecisions {
  /** The id of the file's `definitions`, under which its decisions are deployed together. */
  readonly definitionsId?: string;
  readonly decisions: readonly Decision[];
  readonly faults: readonly Fault[];
}

interface Source {
  readonly element: Element;
  readonly source: string;
  readonly kind: 'expression' | 'tests';
}

/** @param others the files given with this one; it may import them */
export async function readDecisions(xml: string, others: readonly string[] = []): Promise<ReadDecisions> {
  const file = await readXml(xml).catch((error: Error) => error);
  if (file instanceof Error)
    return {
      decisions: [],
      faults: [malformed(file.message)],
    };

  const faults: Fault[] = [];
  const refuse: Refuse = (element, reason) => {
    const elementId = idOf(element);
    faults.push(faultAt(elementId, lineOf(xml, elementId), reason));
  };
  const { definitions, repetitions } = file;
  for (const { tag, property } of repetitions) refuse(tag, say('dmn.twice', { property }));
  const sources: Source[] = [];
  const feel: Reading['feel'] = (element, source, kind) => sources.push({ element, source, kind });
  const imports = await readImports(definitions, others, refuse);
  const graph = { definitions, imports, reading: { typeNamed: readTypes(definitions, imports), refuse, feel } };
  const decisions = many(definitions, 'drgElement').flatMap((element) => readElement(element, graph) ?? []);

  // The parser gets free names only with the data, so these texts are not checked before the evaluation.
  const names = namesIn(definitions);
  const hasFreeNames =
    imports.length > 0 || !names.every(isPlainName) || sources.some(({ source }) => source.includes('{'));
  if (!hasFreeNames) checkSources(sources, names, refuse);
  const types = typesIn(sources, graph);
  return {
    ...(definitions.id && { definitionsId: definitions.id }),
    decisions: decisions.map((decision) => ({ ...decision, hasFreeNames, ...types })),
    faults,
  };
}

function malformed(message: string): Fault {
  const found = xmlFault(message);
  return faultAt('', found?.line, say('dmn.malformed', found?.words ?? xmlWords(message)));
}

/** The item definitions that `instance of` or a parameter of a FEEL function may mean. */
function typesIn(sources: readonly Source[], { definitions, reading }: GraphReading): Pick<Decision, 'types'> {
  const texts = sources.map(({ source }) => source).filter((source) => /\b(instance\s+of|function)\b/.test(source));
  const named = many(definitions, 'itemDefinition').flatMap(({ name }): [string, Type][] => {
    const type = name !== undefined && texts.some((text) => text.includes(name)) && reading.typeNamed(name);
    return type ? [[name, type]] : [];
  });
  return named.length > 0 ? { types: Object.fromEntries(named) } : {};
}

interface GraphReading {
  readonly definitions: Element;
  readonly imports: readonly Imported[];
  readonly reading: Reading;
}

function readElement(element: Element, graph: GraphReading): Decision | undefined {
  const { reading } = graph;
  const variable = one(element, 'variable');
  const versionTag = tagOf(element);
  const common = {
    id: keyOf(element),
    name: nameOf(element),
    ...(versionTag && { versionTag }),
    hasFreeNames: false,
    requires: [
      ...many(element, 'informationRequirement').flatMap((requirement) => readInformation(requirement, graph)),
      ...many(element, 'knowledgeRequirement').map((requirement) => readKnowledge(requirement, graph)),
    ],
    ...(variable && typed(variable, reading)),
  };
  switch (element.$type) {
    case 'dmn:Decision': {
      const logic = readLogic(one(element, 'decisionLogic'), reading);
      return { ...common, type: 'decision', ...(logic && { logic }) };
    }
    case 'dmn:BusinessKnowledgeModel': {
      const encapsulated = one(element, 'encapsulatedLogic');
      return {
        ...common,
        type: 'businessKnowledgeModel',
        ...(encapsulated && { logic: readFunction(encapsulated, reading) }),
      };
    }
    case 'dmn:DecisionService':
      return { ...common, type: 'decisionService', ...readService(element, graph) };
    default:
      return undefined;
  }
}

/** The version tag of Camunda 8; dmn-moddle does not know the element and keeps it unparsed. */
function tagOf(element: Element): string | undefined {
  const found = many(one(element, 'extensionElements'), 'values').find(({ $type }) => $type === 'zeebe:versionTag');
  return text(found, 'value')?.trim();
}

function readInformation(requirement: Element, graph: GraphReading): Requirement[] {
  const decision = one(requirement, 'requiredDecision');
  if (decision) return [{ type: 'decision', id: idIn(decision), ...importedFrom(decision, graph) }];
  const reference = one(requirement, 'requiredInput');
  const input = find(graph, reference);
  if (!input) return [];
  const valueType = typed(one(input, 'variable') ?? input, graph.reading);
  return [{ type: 'input', name: nameOf(input), ...valueType, ...importedFrom(reference, graph) }];
}

function readKnowledge(requirement: Element, graph: GraphReading): Requirement {
  const reference = one(requirement, 'requiredKnowledge');
  return { type: 'knowledge', id: idIn(reference), ...importedFrom(reference, graph) };
}

function importedFrom(reference: Element | undefined, { imports }: GraphReading): { readonly from?: string } {
  const name = importOf(imports, text(reference, 'href') ?? '')?.name;
  return name ? { from: name } : {};
}

/** DMN 1.5 §10.4: a service is called with its input data, then its input decisions. */
function readService(service: Element, graph: GraphReading): { outputs: string[]; parameters: Parameter[] } {
  const parameter = (element: Element): Parameter => ({
    name: nameOf(element),
    ...typed(one(element, 'variable') ?? element, graph.reading),
    ...(element.$type === 'dmn:Decision' && { decisionId: keyOf(element) }),
  });
  return {
    outputs: many(service, 'outputDecision').map(idIn),
    parameters: [...many(service, 'inputData'), ...many(service, 'inputDecision')].flatMap((reference) => {
      const element = find(graph, reference);
      return element ? [parameter(element)] : [];
    }),
  };
}

/** @param names all names in the model; some may be functions */
function checkSources(sources: readonly Source[], names: readonly string[], refuse: Refuse): void {
  for (const { element, source, kind } of sources) {
    const parsed = kind === 'tests' ? parseTests(source) : parse(source);
    const unknown = isFault(parsed) ? [] : parsed.unknownCalls.filter((name) => !names.includes(name));
    if (isFault(parsed)) refuse(element, say('dmn.feel', { problem: parsed.error }));
    for (const name of unknown) refuse(element, say('dmn.unknownCall', { text: source, found: name }));
  }
}

function find({ definitions, imports }: GraphReading, reference: Element | undefined): Element | undefined {
  const file = importOf(imports, text(reference, 'href') ?? '')?.definitions ?? definitions;
  return many(file, 'drgElement').find(({ id }) => id === idIn(reference));
}

/** `#id`, or with the file's own namespace before it. */
const idIn = (reference: Element | undefined): string => text(reference, 'href')?.replace(/^.*#/, '') ?? '';

/** An id is optional (DMN 1.5 §6.3.2); references to an element without one use its name. */
const keyOf = (element: Element): string => element.id ?? element.name ?? '';

const nameOf = (element: Element): string => one(element, 'variable')?.name ?? element.name ?? element.id ?? '';

const idOf = (element: Element): string => element.id ?? (element.$parent ? idOf(element.$parent as Element) : '');

/** Every name in the model, except in its diagram. */
function namesIn(element: Element): string[] {
  const children = Object.entries(element)
    .filter(([property]) => property !== 'dmnDI' && property !== 'extensionElements')
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]))
    .filter((value): value is Element => typeof value === 'object' && value !== null && '$type' in value);
  const own = element.$type !== 'dmn:Definitions' && typeof element.name === 'string' ? [element.name] : [];
  return [...own, ...children.flatMap(namesIn)];
}
