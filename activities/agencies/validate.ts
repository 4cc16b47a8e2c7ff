// Validates requests and answers against the schemas that the agencies declare.
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { type Bilingual, listed } from '../../engine/catalogue.ts';
import { placeOf, wordsOf } from '../../engine/schema-words.ts';
import type { Operation, Shape } from './agency.ts';
import { agencies } from './index.ts';
import { say } from './messages.ts';

// Imported as an ES module, this CommonJS package has its function one level further down.
const ajv = formats.default(new Ajv({ allErrors: true, strict: false }));
const compiled = new Map<Shape, ValidateFunction>();

interface OperationName {
  readonly agency: string;
  readonly operation: string;
}

/** All faults of a request in one line; undefined when it fits its schema. */
export const requestFault = (operation: OperationName, request: unknown): Bilingual | undefined =>
  faultIn('request', operation, request);

/** All faults of an answer in one line; undefined when it fits its schema. Only state `answered` has an answer. */
export const answerFault = (
  operation: OperationName,
  reply: { readonly state: string; readonly answer?: unknown },
): Bilingual | undefined => (reply.state === 'answered' ? faultIn('answer', operation, reply.answer ?? {}) : undefined);

function faultIn(
  part: keyof Omit<Operation, 'title'>,
  { agency, operation }: OperationName,
  content: unknown,
): Bilingual | undefined {
  const shape = agencies[agency]?.operations[operation]?.[part];
  if (!shape) return say('agency.noOperation', { agency, operation });
  const fits = compiled.get(shape) ?? ajv.compile(shape);
  compiled.set(shape, fits);
  if (fits(content)) return undefined;
  const faults = (fits.errors ?? []).map((fault) =>
    say('agency.fault', { place: placeOf(fault) || '/', rule: wordsOf(fault) }),
  );
  return say(`agency.${part}Fault`, { agency, operation, faults: listed(faults, '；', '; ') });
}
