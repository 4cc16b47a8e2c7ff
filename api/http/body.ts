// Reads the JSON of a request's body. A number that JSON.parse would change is refused: an amount must not be rounded.
import type { FastifyInstance } from 'fastify';
import { pointerTo } from '../../engine/schema-words.ts';
import { say } from '../problems/messages.ts';
import { type FieldError, invalid, Problem } from '../problems/problem.ts';

/** Bodies are JSON in UTF-8. Some clients send a content type without content: this is a request without a body. */
export function registerBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const text = decoded(body as Buffer);
    if (text === undefined) return done(new Problem('MALFORMED', say('request.notUtf8')));
    if (text === '') return done(null, undefined);
    const faults = inexactNumbers(text);
    return faults.length > 0 ? done(invalid(faults)) : parse(request, text, done);
  });
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decoded(body: Buffer): string | undefined {
  try {
    return utf8.decode(body);
  } catch {
    return undefined;
  }
}

/** Strings, which may contain anything, or numbers. */
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** A fault for each number of the JSON text that a double does not hold exactly; none for a text that is not JSON. */
function inexactNumbers(text: string): FieldError[] {
  const marked = text.replace(tokens, (token) =>
    token.startsWith('"') || isExact(token) ? token : JSON.stringify(`${mark}${token}`),
  );
  return marked === text ? [] : markedIn(parsed(marked), []);
}

/** Stands before an inexact number in the text in which its place is looked for. */
const mark = '\u0000inexact ';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function markedIn(value: unknown, path: readonly string[]): FieldError[] {
  if (typeof value === 'string' && value.startsWith(mark)) return [inexact(path, value.slice(mark.length))];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => markedIn(part, [...path, name]));
}

const inexact = (path: readonly string[], number: string): FieldError => ({
  field: pointerTo(path),
  rule: 'exactNumber',
  message: say('request.inexact', { number: number.slice(0, 40), limit: Number.MAX_SAFE_INTEGER }),
  whatToDo: say('request.inexact.remedy'),
});

/**
 * Tells whether a double holds the number exactly, and no other integer has the same double. Stricter than FEEL
 * (`isHeldExactly`): no digit of a fraction may be lost, and no exact power beyond the limit is accepted.
 */
function isExact(token: string): boolean {
  // At most fifteen digits always fit.
  if (token.length <= 15 && !/[eE]/.test(token)) return true;
  const number = Number(token);
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER && decimalOf(token) === decimalOf(String(number));
}

/** Digits without zeros at the ends, and the power of ten of the last one: `120.50` and `1.205e2` are `1205e-1`. */
function decimalOf(token: string): string {
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(token) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const trimmed = digits.replace(/0+$/, '');
  if (trimmed === '') return '0';
  return `${sign}${trimmed}e${Number(power) - fraction.length + digits.length - trimmed.length}`;
}
