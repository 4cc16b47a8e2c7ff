// A DMN file -> decisions as plain JSON, and the faults for which it is refused.
import { isPlainName } from '../feel/names.ts';
import { isFault, parse, parseTests } from '../feel/parse.ts';
import type { Decision, Fault, Parameter, Requirement } from './decision.ts';
import type { Reading, Refuse } from './read-logic.ts';
import { readFunction, readLogic, typed } from './read-logic.ts';
import { readTypes } from './read-types.ts';
import type { Element } from './xml.ts';
import { lineOf, many, one, readXml, text } from './xml.ts';

export interface ReadDecisions {
  readonly decisions: readonly Decision[];
  readonly faults: readonly Fault[];
}

interface Source {
  readonly element: Element;
  readonly source: string;
  readonly kind: 'expression' | 'tests';
}

export async function readDecisions(xml: string): Promise<ReadDecisions> {
  const definitions = await readXml(xml).catch((error: Error) => error);
  if (definitions instanceof Error) return { decisions: [], faults: [{ elementId: '', reason: definitions.message }] };

  const faults: Fault[] = [];
  const refuse: Refuse = (element, reason) => {
    const elementId = idOf(element);
    const line = lineOf(xml, elementId);
    faults.push({ elementId, ...(line !== undefined && { line }), reason });
  };
  const sources: Source[] = [];
  const feel: Reading['feel'] = (element, source, kind) => sources.push({ element, source, kind });
  const graph = { definitions, reading: { typeNamed: readTypes(definitions), refuse, feel } };
  for (const imported of many(definitions, 'import'))
    refuse(imported, 'Expected a file that stands alone; found an import.');
  const decisions = many(definitions, 'drgElement').flatMap((element) => readElement(element, graph) ?? []);

  // Names that the parser must be told of come with the data: there the check of the texts waits for the evaluation.
  const hasFreeNames = !namesIn(definitions).every(isPlainName) || sources.some(({ source }) => source.includes('{'));
  if (!hasFreeNames) checkSources(sources, refuse);
  return { decisions: decisions.map((decision) => ({ ...decision, hasFreeNames })), faults };
}

interface GraphReading {
  readonly definitions: Element;
  readonly reading: Reading;
}

function readElement(element: Element, graph: GraphReading): Decision | undefined {
  const { reading } = graph;
  const variable = one(element, 'variable');
  const versionTag = tagOf(element);
  const common = {
    id: element.id ?? '',
    name: nameOf(element),
    ...(versionTag && { versionTag }),
    hasFreeNames: false,
    requires: [
      ...many(element, 'informationRequirement').flatMap((requirement) => readInformation(requirement, graph)),
      ...many(element, 'knowledgeRequirement').map((requirement) => knowledge(one(requirement, 'requiredKnowledge'))),
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

/** Of Camunda 8; dmn-moddle does not know it and leaves it as it stands. */
function tagOf(element: Element): string | undefined {
  const found = many(one(element, 'extensionElements'), 'values').find(({ $type }) => $type === 'zeebe:versionTag');
  return text(found, 'value')?.trim();
}

function readInformation(requirement: Element, graph: GraphReading): Requirement[] {
  const decision = one(requirement, 'requiredDecision');
  if (decision) return [{ type: 'decision', id: idIn(decision) }];
  const input = find(graph, one(requirement, 'requiredInput'));
  return input
    ? [{ type: 'input', name: nameOf(input), ...typed(one(input, 'variable') ?? input, graph.reading) }]
    : [];
}

const knowledge = (reference: Element | undefined): Requirement => ({ type: 'knowledge', id: idIn(reference) });

/** DMN 1.5 §10.4: a service is called with its input data, then its input decisions. */
function readService(service: Element, graph: GraphReading): { outputs: string[]; parameters: Parameter[] } {
  const parameter = (element: Element): Parameter => ({
    name: nameOf(element),
    ...typed(one(element, 'variable') ?? element, graph.reading),
    ...(element.$type === 'dmn:Decision' && { decisionId: element.id ?? '' }),
  });
  return {
    outputs: many(service, 'outputDecision').map(idIn),
    parameters: [...many(service, 'inputData'), ...many(service, 'inputDecision')].flatMap((reference) => {
      const element = find(graph, reference);
      return element ? [parameter(element)] : [];
    }),
  };
}

function checkSources(sources: readonly Source[], refuse: Refuse): void {
  for (const { element, source, kind } of sources) {
    const parsed = kind === 'tests' ? parseTests(source) : parse(source);
    if (isFault(parsed)) refuse(element, parsed.error);
  }
}

const find = ({ definitions }: GraphReading, reference: Element | undefined): Element | undefined =>
  many(definitions, 'drgElement').find(({ id }) => id === idIn(reference));

/** `#id`, or with the file's own namespace before it. */
const idIn = (reference: Element | undefined): string => text(reference, 'href')?.replace(/^.*#/, '') ?? '';

const nameOf = (element: Element): string => one(element, 'variable')?.name ?? element.name ?? element.id ?? '';

const idOf = (element: Element): string => element.id ?? (element.$parent ? idOf(element.$parent as Element) : '');

/** Every name in the model, its diagram apart. */
function namesIn(element: Element): string[] {
  const children = Object.entries(element)
    .filter(([property]) => property !== 'dmnDI' && property !== 'extensionElements')
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]))
    .filter((value): value is Element => typeof value === 'object' && value !== null && '$type' in value);
  const own = element.$type !== 'dmn:Definitions' && typeof element.name === 'string' ? [element.name] : [];
  return [...own, ...children.flatMap(namesIn)];
}
