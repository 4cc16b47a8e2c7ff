// Cron expressions of timer cycles as in Camunda 8 (Spring's six fields from the second to the day of the week, and its
// macros), in the time of Asia/Shanghai. Pure: the library computes the next instant after a given one, by the offset
// from UTC, not by a named zone.
import { Cron } from 'croner';

const macros: { readonly [name: string]: string } = {
  '@yearly': '0 0 0 1 1 *',
  '@annually': '0 0 0 1 1 *',
  '@monthly': '0 0 0 1 * *',
  '@weekly': '0 0 0 * * 0',
  '@daily': '0 0 0 * * *',
  '@midnight': '0 0 0 * * *',
  '@hourly': '0 0 * * * *',
};

const shape = /^[\w*?,/#-]+(?:\s+[\w*?,/#-]+){5}$/;
/** Day of the month and day of the week must both hold, as in Spring. `5/20`: from the fifth on, each twentieth. */
const options = { utcOffset: 8 * 60, mode: '6-part', domAndDow: true, sloppyRanges: true } as const;

/** The first instant after `from`; undefined if the text is no cron expression, or no instant follows. */
export function nextByCron(expression: string, from: string): string | undefined {
  const fields = macros[expression] ?? expression;
  if (!shape.test(fields)) return undefined;
  try {
    return new Cron(fields, options).nextRun(new Date(from))?.toISOString();
  } catch {
    // A text that the library refuses is no cron expression; the caller reports the place.
    return undefined;
  }
}
