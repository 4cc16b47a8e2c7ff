// Expressions that have the same value whenever they are read.
import type { Calendar } from '../calendar.ts';
import type { Json } from '../event.ts';
import { compileExpression, evaluate } from '../feel/index.ts';
import { isComputed } from './rule.ts';

const noDays: Calendar = { version: '', from: '', until: '', holidays: {}, workdays: {} };

/** The value of a text that names no variable and reads no clock; a text without `=` is its own value. */
export function constantOf(text: string): Json | undefined {
  if (!isComputed(text)) return text;
  const compiled = compileExpression(text.slice(1));
  if ('error' in compiled || compiled.names.length + compiled.optionalNames.length > 0) return undefined;
  const [value, later] = ['2000-01-01T00:00:00Z', '2031-05-17T13:14:15Z'].map((at) => {
    const result = evaluate(text.slice(1), {}, { at, calendar: noDays });
    return 'error' in result ? undefined : result.value;
  });
  return JSON.stringify(value) === JSON.stringify(later) ? value : undefined;
}
