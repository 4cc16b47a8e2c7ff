// Faults that a JSON schema finds, in words: ajv's keywords from the catalogue, with a JSON pointer to the field.
import type { ErrorObject } from 'ajv';
import { type Bilingual, listed } from '../../engine/catalogue.ts';
import { knownAs, say } from './messages.ts';
import type { FieldError } from './problem.ts';

/**
 * Fields of `body` are pointed to as they are (`/claim/principalFen`, the whole as the empty pointer), of the address
 * with their part before (`/query/status`).
 */
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

/** Also for checks of our own whose faults are named by the keywords of JSON Schema. */
export function wordsOf({
  keyword,
  params,
  parentSchema,
  message,
}: Pick<ErrorObject, 'keyword' | 'params' | 'parentSchema' | 'message'>): Bilingual {
  switch (keyword) {
    case 'type':
      return say('schema.type', {
        types: listed(
          [params['type']].flat().map((type) => knownAs('type', type)),
          '或',
          ' or ',
        ),
      });
    case 'enum':
      return say('schema.enum', {
        values: listed(params['allowedValues'].filter((value: unknown) => value !== null).map(String)),
      });
    case 'format':
      return say('schema.format', { format: knownAs('format', params['format']) });
    case 'pattern':
    case 'not':
      return say('schema.pattern', { expected: descriptionOf(parentSchema) ?? '规定的格式' });
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
] as const;
const isBound = (keyword: string): keyword is (typeof bounds)[number] => bounds.some((bound) => bound === keyword);

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
