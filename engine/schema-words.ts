// Faults of data against a schema in words: of requests, of the results of forms, of the answers of agencies. A fault
// is named by the keyword of JSON Schema that it breaks.
import { type Bilingual, catalogue, listed, type Messages } from './catalogue.ts';

export const messages = {
  'schema.required': { zh: '必填，但未提供', en: 'is required and missing' },
  'schema.additionalProperties': { zh: '不认识的字段', en: 'is not a known field' },
  'schema.type': { zh: '须为{types}', en: 'must be {types}' },
  'schema.enum': { zh: '须为下列之一：{values}', en: 'must be one of {values}' },
  'schema.format': { zh: '须为{format}', en: 'must be {format}' },
  'schema.pattern': { zh: '格式不符：{expected}', en: 'does not have the expected form ({expected})' },
  'schema.form': { zh: '规定的格式', en: 'the prescribed form' },
  'schema.other': { zh: '不符合规则 {keyword}', en: '{message}' },
  'schema.minLength': { zh: '至少须有 {limit} 个字符', en: 'must have at least {limit} characters' },
  'schema.maxLength': { zh: '最多 {limit} 个字符', en: 'must have at most {limit} characters' },
  'schema.minItems': { zh: '至少须有 {limit} 项', en: 'must have at least {limit} items' },
  'schema.maxItems': { zh: '最多 {limit} 项', en: 'must have at most {limit} items' },
  'schema.minProperties': { zh: '至少须有 {limit} 个字段', en: 'must have at least {limit} fields' },
  'schema.maxProperties': { zh: '最多 {limit} 个字段', en: 'must have at most {limit} fields' },
  'schema.minimum': { zh: '不得小于 {limit}', en: 'must be at least {limit}' },
  'schema.exclusiveMinimum': { zh: '须大于 {limit}', en: 'must be greater than {limit}' },
  'schema.maximum': { zh: '不得大于 {limit}', en: 'must be at most {limit}' },
  'schema.formatMaximum': { zh: '不得晚于 {limit}', en: 'must not be after {limit}' },
  'schema.formatMinimum': { zh: '不得早于 {limit}', en: 'must not be before {limit}' },
  'type.string': { zh: '文本', en: 'string' },
  'type.integer': { zh: '整数', en: 'integer' },
  'type.number': { zh: '数字', en: 'number' },
  'type.boolean': { zh: '是/否', en: 'boolean' },
  'type.object': { zh: '对象', en: 'object' },
  'type.array': { zh: '列表', en: 'array' },
  'type.null': { zh: '空', en: 'null' },
  'format.date': { zh: '日期，如 2026-03-02', en: 'a date like 2026-03-02' },
  'format.date-time': {
    zh: '时刻，如 2026-03-02T01:00:00Z',
    en: 'an instant like 2026-03-02T01:00:00Z',
  },
  'format.uuid': { zh: 'UUID 编号', en: 'a UUID' },
  'format.place': { zh: '上一页所给的 next', en: 'the `next` of the page before' },
} as const satisfies Messages;

const say = catalogue(messages);

/** A fault as ajv reports it. */
interface Fault {
  readonly keyword: string;
  readonly params: { readonly [name: string]: unknown };
  readonly parentSchema?: unknown;
  readonly message?: string | undefined;
}

/** The broken rule in words. */
export function wordsOf({ keyword, params, parentSchema, message }: Fault): Bilingual {
  switch (keyword) {
    case 'type':
      return say('schema.type', {
        types: listed(
          [params['type']].flat().map((type) => knownAs('type', String(type))),
          '或',
          ' or ',
        ),
      });
    case 'enum':
      return say('schema.enum', {
        values: listed((params['allowedValues'] as readonly unknown[]).filter((value) => value !== null).map(String)),
      });
    case 'format':
      return say('schema.format', {
        format: knownAs('format', String(params['format']).replace(/^place-\d$/, 'place')),
      });
    case 'pattern':
    case 'not':
      return say('schema.pattern', { expected: descriptionOf(parentSchema) ?? say('schema.form') });
    case 'required':
    case 'additionalProperties':
      return say(`schema.${keyword}`);
    default:
      return isBound(keyword)
        ? say(`schema.${keyword}`, { limit: String(params['limit']) })
        : say('schema.other', { keyword, message: message ?? `breaks ${keyword}` });
  }
}

const bounds = [
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'minimum',
  'exclusiveMinimum',
  'maximum',
  'formatMaximum',
  'formatMinimum',
] as const;
const isBound = (keyword: string): keyword is (typeof bounds)[number] => bounds.some((bound) => bound === keyword);

/** JSON Pointer to the field. */
export const placeOf = (fault: Fault & { readonly instancePath: string }): string =>
  `${fault.instancePath}${missingName(fault)}`;

/**
 * Returns the name of a field that is missing or superfluous: the pointer names the field, not the object around it.
 */
function missingName({ keyword, params }: Fault): string {
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

/** A type or format by its name; an unknown one is shown as it is. */
function knownAs(kind: 'type' | 'format', name: string): Bilingual {
  const id = `${kind}.${name}`;
  return Object.hasOwn(messages, id) ? messages[id as keyof typeof messages] : { zh: name, en: name };
}

/** A description is written `中文 / English`. */
function descriptionOf(schema: unknown): Bilingual | undefined {
  if (typeof schema !== 'object' || schema === null || !('description' in schema)) return undefined;
  const [zh = '', en = zh] = String(schema.description).split(' / ');
  return { zh, en };
}
