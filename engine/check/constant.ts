// Expressions that always have the same value.
import type { Calendar } from '../calendar.ts';
import type { Json } from '../event.ts';
import { compileExpression, evaluate } from '../feel/index.ts';
import { isComputed } from './rule.ts';

export const noDays: Calendar = { version: '', from: '', until: '', holidays: {}, workdays: {} };

const readsClock = /\b(now|today)\s*\(/;

/** The value of a text that names no variable and reads no clock; a text without `=` is its own value. */
export function constantOf(text: string): Json | undefined {
  if (!isComputed(text)) return text;
  const source = text.slice(1);
  const compiled = compileExpression(source);
  if ('error' in compiled || compiled.names.length + compiled.optionalNames.length > 0 || readsClock.test(source))
    return undefined;
  const result = evaluate(source, {}, { at: anyInstant, calendar: noDays });
  return 'error' in result ? undefined : result.value;
}

export const anyInstant = '2000-01-01T00:00:00.000Z';
