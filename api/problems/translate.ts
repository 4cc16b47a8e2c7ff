// What a JSON schema refuses, in words: ajv's keywords in Chinese and English, with a JSON pointer to the field.
import type { ErrorObject } from 'ajv';
import type { Bilingual } from './codes.ts';
import type { FieldError } from './problem.ts';

type Words = (params: ErrorObject['params'], schema: unknown) => Bilingual;

const typeNames: { readonly [type: string]: string } = {
  string: '文本',
  integer: '整数',
  number: '数字',
  boolean: '是/否',
  object: '对象',
  array: '列表',
  null: '空',
};

const formats: { readonly [format: string]: Bilingual } = {
  date: { zh: '日期，如 2026-03-02', en: 'a date like 2026-03-02' },
  'date-time': { zh: '时刻，如 2026-03-02T01:00:00Z', en: 'an instant like 2026-03-02T01:00:00Z' },
  uuid: { zh: 'UUID', en: 'a UUID' },
  place: { zh: '上一页所给的 next', en: 'the `next` of the page before' },
};

const bounds: { readonly [keyword: string]: readonly [zh: string, en: string] } = {
  minLength: ['至少须有 # 个字符', 'must have at least # characters'],
  maxLength: ['最多 # 个字符', 'must have at most # characters'],
  minItems: ['至少须有 # 项', 'must have at least # items'],
  maxItems: ['最多 # 项', 'must have at most # items'],
  minProperties: ['至少须有 # 个字段', 'must have at least # fields'],
  maxProperties: ['最多 # 个字段', 'must have at most # fields'],
  minimum: ['不得小于 #', 'must be at least #'],
  exclusiveMinimum: ['须大于 #', 'must be greater than #'],
  maximum: ['不得大于 #', 'must be at most #'],
  formatMaximum: ['不得晚于 #', 'must not be after #'],
};

const keywords: { readonly [keyword: string]: Words } = {
  required: () => ({ zh: '必填，但未提供', en: 'is required and missing' }),
  additionalProperties: () => ({ zh: '不认识的字段', en: 'is not a known field' }),
  type: ({ type }) => {
    const types = [type].flat() as string[];
    return {
      zh: `须为${types.map((name) => typeNames[name] ?? name).join('或')}`,
      en: `must be ${types.join(' or ')}`,
    };
  },
  enum: ({ allowedValues }) => {
    const values = allowedValues.filter((value: unknown) => value !== null);
    return { zh: `须为下列之一：${values.join('、')}`, en: `must be one of ${values.join(', ')}` };
  },
  format: ({ format }) => {
    const name = formats[format] ?? { zh: String(format), en: String(format) };
    return { zh: `须为${name.zh}`, en: `must be ${name.en}` };
  },
  pattern: (_params, schema) => {
    const expected = descriptionOf(schema) ?? '规定的格式';
    return { zh: `格式不符：${expected}`, en: `does not have the expected form (${expected})` };
  },
  not: (_params, schema) => keywords['pattern']!({}, schema),
};

/** Fields of `body` are pointed to as they are (`/claim/principalFen`, the whole as the empty pointer), of the address with their part before (`/query/status`). */
export function fieldErrors(faults: readonly ErrorObject[], part = 'body'): FieldError[] {
  const prefix = part === 'body' ? '' : part === 'querystring' ? '/query' : `/${part}`;
  return faults
    .filter(({ keyword }) => keyword !== 'if')
    .map((fault) => ({
      field: `${prefix}${fault.instancePath}${missingName(fault)}`,
      rule: fault.keyword,
      message: wordsOf(fault),
    }));
}

/** Also for whoever checks by himself and names what is broken as JSON schema does. */
export function wordsOf({
  keyword,
  params,
  parentSchema,
  message,
}: Pick<ErrorObject, 'keyword' | 'params' | 'parentSchema' | 'message'>): Bilingual {
  const bound = bounds[keyword];
  if (bound) {
    const [zh, en] = bound.map((text) => text.replace('#', String(params['limit'])));
    return { zh: zh!, en: en! };
  }
  return (
    keywords[keyword]?.(params, parentSchema) ?? { zh: `不符合规则 ${keyword}`, en: message ?? `breaks ${keyword}` }
  );
}

/** A field that is missing, or should not be there, is pointed to itself and not to what holds it. */
function missingName({ keyword, params }: ErrorObject): string {
  const name =
    keyword === 'required'
      ? params['missingProperty']
      : keyword === 'additionalProperties'
        ? params['additionalProperty']
        : undefined;
  return typeof name === 'string' ? pointerTo([name]) : '';
}

/** RFC 6901. */
export const pointerTo = (path: readonly (string | number)[]): string =>
  path.map((name) => `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const descriptionOf = (schema: unknown): string | undefined =>
  typeof schema === 'object' && schema !== null && 'description' in schema ? String(schema.description) : undefined;
