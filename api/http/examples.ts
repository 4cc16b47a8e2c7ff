// Examples in the description. A schema with `examples` shows the first of them; that of an object or a list shows the
// examples of its parts.
import type { FastifyContextConfig, FastifySchema } from 'fastify';
import { type ProblemCode, problemKinds } from '../problems/codes.ts';
import { invalidExample, problemExamples } from '../problems/examples.ts';
import type { ProblemDetails } from '../problems/problem.ts';
import { fieldErrors } from '../problems/translate.ts';
import type { AnySchema } from './schema.ts';

interface Components {
  readonly [title: string]: unknown;
}

/** The examples of a body or an answer: one for each alternative of its schema. */
export function examplesOf(schema: AnySchema, components: Components) {
  const { anyOf, examples: own } = resolved(schema, components);
  if (own !== undefined || !Array.isArray(anyOf)) return { example: exampleOf(schema, components) };
  const examples = (anyOf as readonly AnySchema[]).map((one, index) => [
    titleOf(one) ?? index,
    { summary: String(resolved(one, components)['description']).split('：')[0], value: exampleOf(one, components) },
  ]);
  return { examples: Object.fromEntries(examples) };
}

/** The schema's example; undefined when neither it nor a part of it has one. */
function exampleOf(schema: AnySchema, components: Components): unknown {
  const { examples, anyOf, properties, items } = resolved(schema, components) as {
    readonly examples?: readonly unknown[];
    readonly anyOf?: readonly AnySchema[];
    readonly properties?: { readonly [name: string]: AnySchema };
    readonly items?: AnySchema;
  };
  if (examples) return examples[0];
  if (anyOf) return exampleOf(anyOf[0]!, components);
  if (items) return [exampleOf(items, components)];
  if (!properties) return undefined;
  return Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, exampleOf(part, components)]));
}

const titleOf = ({ $ref }: AnySchema): string | undefined =>
  typeof $ref === 'string' ? $ref.split('/').at(-1) : undefined;

function resolved(schema: AnySchema, components: Components): AnySchema {
  const title = titleOf(schema);
  return title === undefined ? schema : (components[title] as AnySchema);
}

/**
 * Examples of the problems that a route may answer with in a class of statuses (4 or 5), by code: those that its
 * permission, address and body imply, and its own.
 */
export function problemsOf(
  { permission, problems = [] }: FastifyContextConfig,
  { params, querystring, body }: FastifySchema,
  statusClass: 4 | 5,
) {
  const codes: readonly ProblemCode[] = [
    'INVALID',
    'MALFORMED',
    ...(permission ? (['UNAUTHENTICATED', 'FORBIDDEN'] as const) : []),
    ...(params ? (['NOT_FOUND'] as const) : []),
    ...(body ? (['MEDIA_TYPE', 'TOO_LARGE'] as const) : []),
    ...problems,
    'UNAVAILABLE',
    'INTERNAL',
  ];
  const ofClass = codes.filter((code) => Math.floor(problemKinds[code].status / 100) === statusClass);
  return Object.fromEntries(
    ofClass.map((code) => [
      code,
      { summary: summaryOf(code), value: code === 'INVALID' ? invalid(querystring, body) : problemExamples[code] },
    ]),
  );
}

const summaryOf = (code: ProblemCode): string => {
  const { status, title } = problemKinds[code];
  return `${status} ${title.zh} / ${title.en}`;
};

/** A faulty request to the route: without the first required field of its body, or with an unknown query parameter. */
function invalid(querystring: unknown, body: unknown): ProblemDetails {
  const [missingProperty] = (body as { readonly required?: readonly string[] } | undefined)?.required ?? [];
  const at = { instancePath: '', schemaPath: '' };
  return missingProperty === undefined
    ? invalidExample(
        fieldErrors(
          [
            {
              ...at,
              keyword: 'additionalProperties',
              params: { additionalProperty: 'asOf' },
              parentSchema: querystring as object,
            },
          ],
          'querystring',
        ),
      )
    : invalidExample(fieldErrors([{ ...at, keyword: 'required', params: { missingProperty } }]));
}
