// Holds requests and answers to the shapes that the agencies declare.
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { Operation, Shape } from './contract.ts';
import { agencies } from './index.ts';

// An ES module import of a CommonJS package: its `default` is one level further down.
const ajv = formats.default(new Ajv({ allErrors: true, strict: false }));
const compiled = new Map<Shape, ValidateFunction>();

/** What does not fit, in one line; undefined when all does. */
export function misfit(
  part: keyof Omit<Operation, 'title'>,
  { agency, operation }: { readonly agency: string; readonly operation: string },
  content: unknown,
): string | undefined {
  const shape = agencies[agency]?.operations[operation]?.[part];
  if (!shape) return `There is no operation ${agency}:${operation}.`;
  const fits = compiled.get(shape) ?? ajv.compile(shape);
  compiled.set(shape, fits);
  if (fits(content)) return undefined;
  const faults = (fits.errors ?? []).map(({ instancePath, message }) => `${instancePath || part} ${message}`);
  return `The ${part} of ${agency}:${operation} does not fit: ${faults.join('; ')}.`;
}
