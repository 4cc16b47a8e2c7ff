// JSON schemas of the API's answers. The compiler checks each against the TypeScript type that it describes: a field,
// an optional field, a null or a value of a closed set that only one of the two has does not compile. The description
// and the tests use them; they do not filter answers.
import { encodePlace, type Page } from '../../db/page.ts';
import type { Json } from '../../engine/event.ts';
import { exampleCase } from '../example-case.ts';

declare const described: unique symbol;

/** Schema of a T in JSON (a bigint as an integer). With a title it becomes a component of that name. */
export interface Schema<T> extends AnySchema {
  readonly [described]?: (value: T) => T;
}
export interface AnySchema {
  readonly [keyword: string]: unknown;
}
interface Optional<T> {
  readonly optional: Schema<T>;
}
interface AnyOptional {
  readonly optional: AnySchema;
}
type AnyField = AnySchema | AnyOptional;

/** T with readonly lists: JSON does not distinguish them from mutable ones. */
type Plain<T> = T extends readonly (infer I)[] ? readonly I[] : T;

export type Fields<T> = {
  readonly [K in keyof T]-?: Record<never, never> extends Pick<T, K>
    ? Optional<Plain<Exclude<T[K], undefined>>>
    : Schema<Plain<T[K]>>;
};

/** Schema of an object. A later release may add fields, so clients must ignore unknown ones. */
export function object<T>(fields: Fields<T>): Schema<T> {
  const all = Object.entries(fields as { readonly [name: string]: AnyField });
  return {
    type: 'object',
    required: all.filter(([, field]) => !isOptional(field)).map(([name]) => name),
    properties: Object.fromEntries(all.map(([name, field]) => [name, isOptional(field) ? field.optional : field])),
  };
}

export const optional = <T>(schema: Schema<T>): Optional<T> => ({ optional: schema });
const isOptional = (field: AnyField): field is AnyOptional => 'optional' in field;

/** A schema that becomes a component of the description. */
export const named = <T>(title: string, description: string, schema: Schema<T>, example: NoInfer<T>): Schema<T> => ({
  title,
  description,
  ...withExample(schema, example),
});

export const withExample = <T>(schema: Schema<T>, example: NoInfer<T>): Schema<T> => ({
  ...schema,
  examples: [example],
});

export function nullable<T>(schema: Schema<T>): Schema<T | null> {
  const { type, enum: values, ...rest }: AnySchema = schema;
  if (typeof type !== 'string' || 'title' in rest) return { anyOf: [schema, { type: 'null' }] };
  return { ...rest, type: [type, 'null'], ...(Array.isArray(values) && { enum: [...values, null] }) };
}

export const text = (description: string): Schema<string> => ({ type: 'string', description });
export const uuid = (description: string): Schema<string> => ({ type: 'string', format: 'uuid', description });
/** A legal date, in Asia/Shanghai. */
export const date = (description: string): Schema<string> => ({ type: 'string', format: 'date', description });
/** An instant in UTC (ISO 8601). */
export const instant = (description: string): Schema<string> => ({ type: 'string', format: 'date-time', description });
export const flag = (description: string): Schema<boolean> => ({ type: 'boolean', description });
export const integer = (description: string): Schema<number> => ({ type: 'integer', description });
export const fen = (description: string): Schema<bigint> => ({
  type: 'integer',
  format: 'int64',
  description: `${description}（分 / fen）`,
});
/** Any JSON: content from the model, the agency or the sender. */
export const json = <T>(description: string): Schema<T> => ({ description });

/** @param meanings description of each value */
export const oneOf = <V extends string>(description: string, meanings: Readonly<Record<V, string>>): Schema<V> => ({
  type: 'string',
  enum: Object.keys(meanings),
  description: `${description}：${Object.entries(meanings)
    .map(([value, meaning]) => `${value} ${meaning}`)
    .join('、')}`,
});

export const list = <T>(items: Schema<T>, description?: string): Schema<readonly T[]> => ({
  type: 'array',
  items,
  ...(description !== undefined && { description }),
});

/** @param values schema of every field's value */
export const record = <T>(description: string, values: Schema<T>): Schema<{ readonly [name: string]: T }> => ({
  type: 'object',
  additionalProperties: values,
  description,
});

export const either = <A, B>(a: Schema<A>, b: Schema<B>): Schema<A | B> => ({ anyOf: [a, b] });

export const variables = record('流程变量 / variables', json<Json>('任意 JSON / any JSON'));
export const legalBasis = list(text('引用，如 CPL#251 / citation'), '法律依据 / legal basis');
/** A list that is always answered whole. */
export const items = <T>(item: Schema<T>) => object<{ readonly items: readonly T[] }>({ items: list(item) });
export const next = optional(
  withExample(
    text('下一页：作为 after 传入；最后一页没有 / pass it as `after`; absent on the last page'),
    encodePlace(['2026-03-02', exampleCase.id]),
  ),
);
export const page = <T>(item: Schema<T>) =>
  object<Page<T>>({
    items: list(item),
    next,
  });
