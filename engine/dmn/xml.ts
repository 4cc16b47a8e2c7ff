// The DMN file as moddle's object tree. For this reader, DMN 1.1 to 1.5 differ only in the namespace and in the boxed
// expressions of 1.4.
import { DmnModdle } from 'dmn-moddle';

/** An element of the tree; properties by their XML names. */
export interface Element {
  readonly $type: string;
  readonly id?: string;
  readonly name?: string;
  readonly [property: string]: unknown;
}

const modelNamespaces =
  /https?:\/\/www\.omg\.org\/spec\/DMN\/(20151101\/dmn\.xsd|(20180521|20191111|20211108|20230324|20240513)\/MODEL\/)/g;
const readNamespace = 'https://www.omg.org/spec/DMN/20191111/MODEL/';

const child = (name: string) => ({ name, type: 'ChildExpression' });
const boxed = (name: string, ...properties: object[]) => ({ name, superClass: ['Expression'], properties });
const iteratorVariable = { name: 'iteratorVariable', isAttr: true, type: 'String' };

/** DMN 1.4 §10.2.2: conditional, filter, iterator. */
const laterTypes = [
  { name: 'ChildExpression', properties: [{ name: 'expression', type: 'Expression' }] },
  boxed('Conditional', child('if'), child('then'), child('else')),
  boxed('Filter', child('in'), child('match')),
  boxed('For', iteratorVariable, child('in'), child('return')),
  boxed('Some', iteratorVariable, child('in'), child('satisfies')),
  boxed('Every', iteratorVariable, child('in'), child('satisfies')),
];

/**
 * DMN 1.5 §7.3.3: `typeConstraint` restricts the value as a whole, `allowedValues` each element of a collection.
 */
const withConstraint = (type: { readonly name?: string; readonly properties?: readonly object[] }) =>
  type.name === 'ItemDefinition'
    ? { ...type, properties: [...(type.properties ?? []), { name: 'typeConstraint', type: 'UnaryTests' }] }
    : type;

const known = new DmnModdle().getPackage('dmn');
const moddle = new DmnModdle({ dmn: { ...known, types: [...known.types.map(withConstraint), ...laterTypes] } });

export async function readXml(xml: string): Promise<Element> {
  const { rootElement } = await moddle.fromXML(xml.replace(modelNamespaces, readNamespace));
  return rootElement as Element;
}

/** Line of the element's opening tag, found by its id. */
export function lineOf(xml: string, id: string): number | undefined {
  const at = xml.indexOf(`id="${id}"`);
  return at < 0 ? undefined : xml.slice(0, at).split('\n').length;
}

export const one = (element: Element | undefined, property: string): Element | undefined =>
  element?.[property] as Element | undefined;

export const many = (element: Element | undefined, property: string): readonly Element[] =>
  (element?.[property] as readonly Element[] | undefined) ?? [];

export const text = (element: Element | undefined, property: string): string | undefined => {
  const value = element?.[property];
  return typeof value === 'string' ? value : undefined;
};
