// The DMN Technology Compatibility Kit over engine/dmn.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { decide, readDecisions } from '../../../engine/dmn/index.ts';
import type { Json, Variables } from '../../../engine/event.ts';
import { readDate, readDateTime, readDuration, readTime } from '../../../engine/feel/temporals.ts';
import { equals } from '../../../engine/feel/values.ts';
import { calendar } from '../../../law/calendar.ts';
import type { Case } from './suite.ts';

const context = { at: '2026-03-02T01:00:00.000Z', calendar };

/** Every result that the test cases of a level's folder expect. */
export async function dmnTck(folder: string): Promise<readonly Case[]> {
  const cases: Case[] = [];
  for (const name of readdirSync(folder))
    for (const { name: of, failure } of await runCase(join(folder, name)))
      cases.push(failure === undefined ? { name: of, result: 'passed' } : { name: of, result: 'failed', why: failure });
  return cases;
}

interface Result {
  readonly name: string;
  readonly failure?: string;
}

async function runCase(directory: string): Promise<Result[]> {
  const results: Result[] = [];
  for (const file of readdirSync(directory).filter((name) => name.endsWith('.xml'))) {
    const suite = parseXml(readFileSync(join(directory, file), 'utf8'));
    const models = readdirSync(directory).filter((name) => name.endsWith('.dmn'));
    const read = (name: string) => readFileSync(join(directory, name), 'utf8');
    const found = await Promise.all(models.map((name) => readDecisions(read(name), models.map(read))));
    const { decisions } = found[models.indexOf(textOf(suite, 'modelName'))]!;
    const beside = found.flatMap((file) => file.decisions);
    const byId = Object.fromEntries([...beside, ...decisions].map((decision) => [decision.id, decision]));
    for (const testCase of all(suite, 'testCase')) {
      const variables = Object.fromEntries(
        all(testCase, 'inputNode').map((node) => [node.attributes.name, inputIn(node)]),
      );
      for (const expected of all(testCase, 'resultNode')) {
        const asked = testCase.attributes.invocableName ?? expected.attributes.name;
        const found = decisions.find(({ name }) => name === asked) ?? decisions.find(({ id }) => id === asked);
        const name = `${basename(directory)} ${testCase.attributes.id} ${expected.attributes.name}`;
        results.push({
          name,
          ...failureOf(byId, found?.id ?? '', variables as Variables, expected),
        });
      }
    }
  }
  return results;
}

function failureOf(
  decisions: Parameters<typeof decide>[0],
  id: string,
  variables: Variables,
  node: Xml,
): { failure?: string } {
  try {
    const { value, problems } = decide(decisions, id, variables, context);
    const expected = first(node, 'expected');
    const wanted = expected ? valueIn(expected) : null;
    if (same(wanted, value) || same(wanted, outputOf(value, node.attributes.name ?? ''))) return {};
    return {
      failure: `expected ${JSON.stringify(wanted)}, found ${JSON.stringify(value)} ${problems.map(({ en }) => en).join(' ')}`,
    };
  } catch (error) {
    return { failure: `threw ${error instanceof Error ? error.stack : error}` };
  }
}

/** A decision service with several outputs gives a context of them. */
const outputOf = (value: Json, name: string): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
    ? ((value as Variables)[name] as Json)
    : value;

function valueIn(node: Xml): Json {
  const list = first(node, 'list');
  if (list && list.attributes['xsi:nil'] !== 'true') return all(list, 'item').map(valueIn);
  const components = all(node, 'component');
  if (components.length > 0) return Object.fromEntries(components.map((part) => [part.attributes.name, valueIn(part)]));
  const value = first(node, 'value');
  if (!value || value.attributes['xsi:nil'] === 'true') return null;
  switch (value.attributes['xsi:type']?.replace(/^.*:/, '')) {
    case 'decimal':
    case 'double':
    case 'integer':
      return Number(value.text);
    case 'boolean':
      return value.text.trim() === 'true';
    default:
      return value.text;
  }
}

/** An input of the date type that it declares; JSON has no dates. */
function inputIn(node: Xml): unknown {
  const type = first(node, 'value')?.attributes['xsi:type']?.replace(/^.*:/, '');
  const value = valueIn(node);
  const read = type === undefined ? undefined : temporals[type];
  return read && typeof value === 'string' ? (read(value) ?? value) : value;
}

const temporals: { readonly [type: string]: (text: string) => unknown } = {
  date: readDate,
  dateTime: readDateTime,
  time: readTime,
  duration: readDuration,
};

function same(wanted: Json, found: Json): boolean {
  if (typeof wanted === 'number' && typeof found === 'number') {
    return Math.abs(wanted - found) <= 1e-8 * Math.max(1, Math.abs(wanted));
  }
  if (typeof wanted === 'string' && typeof found === 'string') return wanted === found || sameTemporal(wanted, found);
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(found) &&
      wanted.length === found.length &&
      wanted.every((item, index) => same(item, found[index] as Json))
    );
  }
  if (wanted === null || found === null || typeof wanted !== 'object' || typeof found !== 'object')
    return wanted === found;
  const names = Object.keys(wanted);
  return (
    names.length === Object.keys(found).length &&
    names.every((name) => same((wanted as Variables)[name] as Json, ((found as Variables)[name] ?? null) as Json))
  );
}

const sameTemporal = (a: string, b: string): boolean =>
  [readDuration, readTime, readDateTime, readDate].some((read) => {
    const [x, y] = [read(a), read(b)];
    return x !== null && y !== null && equals(x, y) === true;
  });

interface Xml {
  readonly name: string;
  readonly attributes: { readonly [name: string]: string };
  readonly children: Xml[];
  text: string;
}

const first = (node: Xml, name: string): Xml | undefined => node.children.find((child) => child.name === name);
const all = (node: Xml, name: string): Xml[] => node.children.filter((child) => child.name === name);
const textOf = (node: Xml, name: string): string => first(node, name)?.text.trim() ?? '';

/** Parses the XML that the kit's test files use; their elements need no namespace prefixes. */
function parseXml(source: string): Xml {
  const root: Xml = { name: '', attributes: {}, children: [], text: '' };
  const stack = [root];
  const tokens =
    /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<\/([^>\s]+)\s*>|<([^\s/>]+)((?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/g;
  for (const [, data, closed, opened, attributes, isEmpty, text] of source.matchAll(tokens)) {
    const top = stack.at(-1) as Xml;
    if (opened) {
      const node: Xml = { name: local(opened), attributes: readAttributes(attributes ?? ''), children: [], text: '' };
      top.children.push(node);
      if (!isEmpty) stack.push(node);
    } else if (closed) stack.pop();
    else top.text += data ?? decode(text ?? '');
  }
  return root.children[0] as Xml;
}

const local = (name: string): string => name.replace(/^.*:/, '');

const readAttributes = (source: string): { [name: string]: string } =>
  Object.fromEntries(
    [...source.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, name, a, b]) => [
      name,
      decode(a ?? b ?? ''),
    ]),
  );

const entities: { readonly [name: string]: string } = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const decode = (text: string): string =>
  text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name: string) =>
    name.startsWith('#')
      ? String.fromCodePoint(Number(name.startsWith('#x') ? `0x${name.slice(2)}` : name.slice(1)))
      : (entities[name] ?? whole),
  );
