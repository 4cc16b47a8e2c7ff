// Faults that a JSON schema finds in a request, as the errors of its problem, with a JSON pointer to the field.
import type { ErrorObject } from 'ajv';
import { type Bilingual, listed } from '../../engine/catalogue.ts';
import { placeOf, wordsOf } from '../../engine/schema-words.ts';
import { say } from './messages.ts';
import type { FieldError } from './problem.ts';

/**
 * Fields of `body` are pointed to as they are (`/claim/principalFen`, the whole as the empty pointer), of the address
 * with their part before (`/query/status`). A value of a wrong type is reported once, without the other rules that it
 * breaks.
 */
export function fieldErrors(faults: readonly ErrorObject[], part = 'body'): FieldError[] {
  const prefix = part === 'body' ? '' : part === 'querystring' ? '/query' : `/${part}`;
  const wrongTypes = faults.filter(({ keyword }) => keyword === 'type').map(({ instancePath }) => instancePath);
  const isFurther = ({ keyword, instancePath }: ErrorObject) => keyword !== 'type' && wrongTypes.includes(instancePath);
  return faults
    .filter((fault) => fault.keyword !== 'if' && !isFurther(fault))
    .map((fault) => ({
      field: `${prefix}${placeOf(fault)}`,
      rule: fault.keyword,
      message: wordsOf(fault),
      ...(fault.keyword === 'additionalProperties' && { whatToDo: knownFields(fault) }),
    }));
}

/** The remedy for an unknown field: the names that the schema knows. */
function knownFields({ parentSchema }: ErrorObject): Bilingual {
  const names = Object.keys((parentSchema as { readonly properties?: object } | undefined)?.properties ?? {});
  return names.length === 0 ? say('request.noFields') : say('request.knownFields', { names: listed(names) });
}
