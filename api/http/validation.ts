// Strict validation by JSON schema: bodies are not converted and all their faults are listed; only parameters in a URL
// are converted.
import { Ajv, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import type { FastifyInstance } from 'fastify';
import { isPlace, placeSizes } from '../../db/page.ts';
import { invalid } from '../problems/problem.ts';
import { fieldErrors } from '../problems/translate.ts';

export const ajvOptions = {
  allErrors: true,
  verbose: true,
  strict: false,
  removeAdditional: false,
  // The schemas are our own, and tests hold them; checking them at each start takes a quarter of a second.
  validateSchema: false,
  // int64 tells generated clients the size of the number; `maximum` limits the accepted values.
  formats: { int64: true },
} as const;

export function registerValidation(app: FastifyInstance): void {
  const strict = new Ajv(ajvOptions);
  const converting = new Ajv({ ...ajvOptions, coerceTypes: true, useDefaults: true });
  for (const ajv of [strict, converting]) addFormats.default(ajv, ['date', 'date-time', 'uuid']);
  for (const size of placeSizes) converting.addFormat(`place-${size}`, (after: string) => isPlace(after, size));
  app.setValidatorCompiler(({ schema, httpPart }) =>
    (httpPart === 'body' ? strict : converting).compile(schema as object),
  );
  app.setSchemaErrorFormatter((faults, part) => invalid(fieldErrors(faults as ErrorObject[], part)));
}
