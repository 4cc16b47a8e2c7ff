// Faults that a JSON schema finds in a request, as the errors of its problem, with a JSON pointer to the field.
import type { ErrorObject } from 'ajv';
import { placeOf, wordsOf } from '../../engine/schema-words.ts';
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
      field: `${prefix}${placeOf(fault)}`,
      rule: fault.keyword,
      message: wordsOf(fault),
    }));
}
