// Checks strictly that every answer of an API under test matches the description at /docs/json. A client must accept
// fields of a later release; here a field without a description is a fault.
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';

export interface Description {
  readonly components: { readonly schemas: { readonly [title: string]: Schema } };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } };
}
export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: { readonly [status: string]: Content };
}
export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly description?: string;
  readonly schema: Schema;
  readonly example?: unknown;
  readonly examples?: Examples;
}
export interface Content {
  readonly content: { readonly [type: string]: Media };
}
export interface Media {
  readonly schema: Schema;
  readonly example?: unknown;
  readonly examples?: Examples;
}
export interface Examples {
  readonly [name: string]: { readonly value: unknown };
}
export interface Schema {
  readonly type?: unknown;
  readonly examples?: readonly unknown[];
  readonly description?: string;
  readonly properties?: { readonly [name: string]: Schema };
}

export function holdToDescription(app: FastifyInstance): void {
  const inject = app.inject.bind(app);
  const checked = async (asked: InjectOptions | string) => {
    const response = await inject(asked);
    const { method = 'GET', url = '' } = typeof asked === 'string' ? { url: asked } : asked;
    const fault = faultIn(response, app.swagger() as unknown as Description, method, String(url).split('?')[0]!);
    if (fault) throw new Error(`${method} ${url} answered ${response.statusCode} otherwise than described: ${fault}`);
    return response;
  };
  app.inject = checked as typeof app.inject;
}

function faultIn(
  { statusCode, headers, body }: LightMyRequestResponse,
  description: Description,
  method: string,
  path: string,
) {
  // The description does not list itself, its page, or a browser's preflight requests.
  if (path === '/' || path.startsWith('/docs') || method === 'OPTIONS') return undefined;
  const template = Object.keys(description.paths).find((known) => matches(known, path));
  const operation = template && description.paths[template]?.[method.toLowerCase()];
  if (!operation) return statusCode === 404 ? undefined : 'there is no such operation';
  const { responses } = operation;
  const answer = responses[statusCode] ?? responses[`${String(statusCode)[0]}XX`];
  const [type, content] = Object.entries(answer?.content ?? {})[0] ?? [];
  if (!type || !content) return 'there is no such status';
  if (!String(headers['content-type']).startsWith(type)) return `its content is ${headers['content-type']}`;
  const fits = validatorOf(`${method} ${template} ${statusCode}`, content.schema, description);
  const answered = type.endsWith('json') ? JSON.parse(body) : body;
  if (type === 'application/problem+json' && !Object.hasOwn(content.examples ?? {}, answered.code))
    return `its problems do not name ${answered.code}`;
  if (fits(answered)) return undefined;
  return fits.errors
    ?.map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`)
    .join('; ');
}

const matches = (template: string, path: string): boolean =>
  new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path);

const ajv = formats.default(new Ajv2020({ allErrors: true, strict: false }));
/** One validator for all APIs of a test file: they differ in their operations, not in the answers of these. */
const validators = new Map<string, ValidateFunction>();

function validatorOf(name: string, schema: Schema, { components }: Description): ValidateFunction {
  const known = validators.get(name) ?? ajv.compile(closed({ ...schema, components }) as object);
  validators.set(name, known);
  return known;
}

/** Allows no properties except those that a schema names. */
export function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]));
  return inner['type'] === 'object' && 'properties' in inner ? { additionalProperties: false, ...inner } : inner;
}
