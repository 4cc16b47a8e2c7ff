// Boxed expressions of a decision (DMN 1.5 §10.2) from the XML tree.
import { type Bilingual, listed } from '../catalogue.ts';
import type {
  Aggregation,
  ContextEntry,
  DecisionTable,
  FunctionLogic,
  HitPolicy,
  Logic,
  Parameter,
} from './decision.ts';
import { say } from './messages.ts';
import type { TypeNames } from './read-types.ts';
import type { Element } from './xml.ts';
import { many, one, text } from './xml.ts';

/** Reports an element that cannot be executed. */
export type Refuse = (element: Element, reason: Bilingual) => void;

export interface Reading {
  readonly typeNamed: TypeNames;
  readonly refuse: Refuse;
  /** Called with every FEEL text that stands in the file. */
  readonly feel: (element: Element, source: string, kind: 'expression' | 'tests') => void;
}

export function readLogic(element: Element | undefined, reading: Reading): Logic | undefined {
  if (!element) return undefined;
  const reader = readers[element.$type];
  if (reader) return reader(element, reading);
  reading.refuse(element, say('dmn.logic', { found: element.$type }));
  return undefined;
}

type Reader = (element: Element, reading: Reading) => Logic | undefined;

const readers: { readonly [type: string]: Reader } = {
  'dmn:LiteralExpression': (element, reading) => {
    const source = text(element, 'text') ?? '';
    checkLanguage(element, reading);
    reading.feel(element, source, 'expression');
    return { type: 'literal', text: source, ...typed(element, reading) };
  },
  'dmn:DecisionTable': readTable,
  'dmn:Context': (element, reading) => ({
    type: 'context',
    entries: many(element, 'contextEntry').map((entry) =>
      readEntry(entry, one(entry, 'value'), one(entry, 'variable'), reading),
    ),
    ...typed(element, reading),
  }),
  'dmn:Invocation': (element, reading) => {
    const called = readLogic(one(element, 'calledFunction'), reading);
    if (!called) return undefined;
    const bindings = many(element, 'binding').map((binding) =>
      readEntry(binding, one(binding, 'bindingFormula'), one(binding, 'parameter'), reading),
    );
    return { type: 'invocation', called, bindings, ...typed(element, reading) };
  },
  'dmn:List': (element, reading) => ({
    type: 'list',
    items: many(element, 'elements').map((item) => readLogic(item, reading) ?? nothing),
    ...typed(element, reading),
  }),
  'dmn:Relation': (element, reading) => ({
    type: 'relation',
    columns: many(element, 'column').map(({ name }) => name ?? ''),
    rows: many(element, 'row').map((row) => many(row, 'elements').map((cell) => readLogic(cell, reading) ?? nothing)),
    ...typed(element, reading),
  }),
  'dmn:FunctionDefinition': (element, reading) => readFunction(element, reading),
  'dmn:Conditional': (element, reading) => ({
    type: 'conditional',
    condition: part(element, 'if', reading),
    whenTrue: part(element, 'then', reading),
    otherwise: part(element, 'else', reading),
    ...typed(element, reading),
  }),
  'dmn:Filter': (element, reading) => ({
    type: 'filter',
    in: part(element, 'in', reading),
    match: part(element, 'match', reading),
    ...typed(element, reading),
  }),
  'dmn:For': (element, reading) => iterator('for', 'return', element, reading),
  'dmn:Some': (element, reading) => iterator('some', 'satisfies', element, reading),
  'dmn:Every': (element, reading) => iterator('every', 'satisfies', element, reading),
};

export function readFunction(element: Element, reading: Reading): FunctionLogic {
  const kind = text(element, 'kind') ?? 'FEEL';
  if (kind !== 'FEEL') reading.refuse(element, say('dmn.functionKind', { found: kind }));
  const body = kind === 'FEEL' ? readLogic(one(element, 'body'), reading) : undefined;
  return {
    type: 'function',
    parameters: readParameters(element, reading),
    ...(body && { body }),
    ...typed(element, reading),
  };
}

const readParameters = (element: Element, reading: Reading): Parameter[] =>
  many(element, 'formalParameter').map((parameter) => ({ name: parameter.name ?? '', ...typed(parameter, reading) }));

/**
 * The file lists the rules alike, whether they are drawn as rows, as columns, or as a cross table (DMN 1.5 §8.2.2).
 */
function readTable(element: Element, reading: Reading): DecisionTable {
  const aggregation = text(element, 'aggregation') as Aggregation | undefined;
  const table: DecisionTable = {
    type: 'table',
    hitPolicy: (text(element, 'hitPolicy') as HitPolicy | undefined) ?? 'UNIQUE',
    ...(aggregation && { aggregation }),
    inputs: many(element, 'input').map((input) => readInput(input, reading)),
    outputs: many(element, 'output').map((output) => readOutput(output, reading)),
    rules: many(element, 'rule').map((rule) => readRule(rule, reading)),
    ...typed(element, reading),
  };
  for (const reason of faultsOf(table)) reading.refuse(element, reason);
  return table;
}

/** DMN 1.5 §8.2.8 to §8.2.11: the requirements of the hit policy, and the entries of a rule. */
function faultsOf({ hitPolicy, aggregation, inputs, outputs, rules }: DecisionTable): Bilingual[] {
  const isRanked = hitPolicy === 'PRIORITY' || hitPolicy === 'OUTPUT ORDER';
  return [
    ...(isHitPolicy(hitPolicy) ? [] : [say('dmn.hitPolicy', { expected: listed(hitPolicies), found: hitPolicy })]),
    ...(isRanked && outputs.every(({ allowed }) => !allowed) ? [say('dmn.outputValues', { hitPolicy })] : []),
    ...(aggregation && aggregation !== 'COUNT' && outputs.length > 1
      ? [say('dmn.aggregation', { aggregation, found: outputs.length })]
      : []),
    ...rules.flatMap((rule, index) =>
      rule.inputs.length === inputs.length && rule.outputs.length === outputs.length
        ? []
        : [
            say('dmn.entries', {
              rule: index + 1,
              inputs: inputs.length,
              outputs: outputs.length,
              foundInputs: rule.inputs.length,
              foundOutputs: rule.outputs.length,
            }),
          ],
    ),
  ];
}

const hitPolicies: readonly HitPolicy[] = [
  'UNIQUE',
  'ANY',
  'PRIORITY',
  'FIRST',
  'RULE ORDER',
  'OUTPUT ORDER',
  'COLLECT',
];
const isHitPolicy = (name: string): boolean => hitPolicies.some((known) => known === name);

function readInput(input: Element, reading: Reading): DecisionTable['inputs'][number] {
  const expression = one(input, 'inputExpression');
  const source = text(expression, 'text') ?? '';
  if (expression) checkLanguage(expression, reading);
  reading.feel(expression ?? input, source, 'expression');
  const allowed = tests(one(input, 'inputValues'), reading);
  return { text: source, ...(expression && typed(expression, reading)), ...(allowed !== undefined && { allowed }) };
}

function readOutput(output: Element, reading: Reading): DecisionTable['outputs'][number] {
  const values = tests(one(output, 'outputValues'), reading) ?? typed(output, reading).valueType?.allowed;
  const fallback = text(one(output, 'defaultOutputEntry'), 'text');
  if (fallback !== undefined) reading.feel(output, fallback, 'expression');
  return {
    ...(output.name !== undefined && { name: output.name }),
    ...typed(output, reading),
    ...(values !== undefined && { allowed: splitList(values) }),
    ...(fallback !== undefined && { fallback }),
  };
}

function readRule(rule: Element, reading: Reading): DecisionTable['rules'][number] {
  // Modelers write the annotation column of a rule as its description or as its annotation entries.
  const notes = [text(rule, 'description'), ...many(rule, 'annotationEntry').map((entry) => text(entry, 'text'))];
  const annotation = notes.filter((note) => note !== undefined && note.trim() !== '').join(' ');
  const inputs = many(rule, 'inputEntry').map((entry) => tests(entry, reading) ?? '-');
  const outputs = many(rule, 'outputEntry').map((entry) => {
    const source = text(entry, 'text') ?? '';
    reading.feel(entry, source === '' ? 'null' : source, 'expression');
    return source === '' ? 'null' : source;
  });
  return { ...(rule.id !== undefined && { id: rule.id }), ...(annotation && { annotation }), inputs, outputs };
}

/** An empty cell is a dash: it passes any input. */
function tests(element: Element | undefined, reading: Reading): string | undefined {
  const source = text(element, 'text')?.trim();
  if (!element || !source) return undefined;
  checkLanguage(element, reading);
  reading.feel(element, source, 'tests');
  return source;
}

/** Splits `"High", "Low"` at commas outside of texts and brackets. */
function splitList(source: string): string[] {
  const parts = source.match(/(?:"(?:[^"\\]|\\.)*"|\([^)]*\)|[^,"(])+/g) ?? [];
  return parts.map((part) => part.trim());
}

function readEntry(
  owner: Element,
  value: Element | undefined,
  variable: Element | undefined,
  reading: Reading,
): ContextEntry {
  const logic = readLogic(value, reading);
  return {
    ...(variable?.name !== undefined && { name: variable.name }),
    ...(logic && { value: logic }),
    ...typed(variable ?? owner, reading),
  };
}

function iterator(type: 'for' | 'some' | 'every', body: string, element: Element, reading: Reading): Logic {
  return {
    type,
    variable: text(element, 'iteratorVariable') ?? '',
    in: part(element, 'in', reading),
    body: part(element, body, reading),
    ...typed(element, reading),
  };
}

const nothing: Logic = { type: 'literal', text: 'null' };

const part = (element: Element, name: string, reading: Reading): Logic =>
  readLogic(one(one(element, name), 'expression'), reading) ?? nothing;

export function typed(
  element: Element,
  { typeNamed }: Reading,
): { readonly valueType?: NonNullable<Logic['valueType']> } {
  const valueType = typeNamed(text(element, 'typeRef'));
  return valueType ? { valueType } : {};
}

function checkLanguage(element: Element, { refuse }: Reading): void {
  const language = text(element, 'expressionLanguage');
  if (language !== undefined && !/feel/i.test(language)) {
    refuse(element, say('dmn.language', { found: language }));
  }
}
