// Texts of the model that may be FEEL (`=…`), read in the scope of an instance. What cannot be used is an incident that
// says why.
import type { IncidentType } from '../command.ts';
import type { Json, Variables } from '../event.ts';
import { evaluate } from '../feel/index.ts';
import type { Element } from '../graph.ts';
import type { Run } from '../run.ts';
import { IncidentError } from './incidents.ts';
import { visibleVariables } from './variables.ts';

/** A literal text, or the value of a FEEL expression; an expression that does not parse is an incident. */
export function evaluateText(
  run: Run,
  text: string,
  variables: Variables,
  element: Element,
  what: string,
  at = run.at,
): Json {
  if (!text.startsWith('=')) return text;
  const result = evaluate(text.slice(1), variables, { at, calendar: run.model.calendar });
  if ('error' in result)
    throw new IncidentError('expression', `Expected a value of ${what} of '${element.id}': ${result.error}`);
  return result.value;
}

/** As `evaluateText`, in the scope of an instance. */
export function valueIn(run: Run, key: number, text: string, element: Element, what: string): Json {
  return text.startsWith('=') ? evaluateText(run, text, visibleVariables(run, key), element, what) : text;
}

export function textIn(run: Run, key: number, text: string, element: Element, what: string): string {
  const value = valueIn(run, key, text, element, what);
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  const expected = `Expected a text for ${what} of '${element.id}'`;
  throw unfit(run, text, visibleVariables(run, key), 'expression', expected, value);
}

/** What must be true or false. A condition that gives `null` could not decide, which is not the same as no. */
export function truthOf(run: Run, text: string, variables: Variables, element: Element, what: string): boolean {
  const value = evaluateText(run, text, variables, element, what);
  if (typeof value === 'boolean') return value;
  throw unfit(run, text, variables, 'condition', `Expected true or false from ${what} at '${element.id}'`, value);
}

/** As `truthOf`; what names variables that are not there yet is not true yet. */
export function isTrueYet(run: Run, key: number, text: string, element: Element, what: string): boolean {
  const variables = visibleVariables(run, key);
  const result = evaluate(text.slice(1), variables, { at: run.at, calendar: run.model.calendar });
  const isMissing = 'value' in result && result.value === null && result.warnings.length > 0 && !result.hasFailed;
  return !isMissing && truthOf(run, text, variables, element, what);
}

/** As `truthOf`, in the scope of an instance, with some variables more. */
export function truthIn(run: Run, key: number, text: string, element: Element, what: string, more: Variables): boolean {
  return truthOf(run, text, { ...visibleVariables(run, key), ...more }, element, what);
}

/** With FEEL's own words on what went wrong in the expression. */
function unfit(
  run: Run,
  text: string,
  variables: Variables,
  type: IncidentType,
  expected: string,
  value: Json,
): IncidentError {
  const { at, model } = run;
  const result = text.startsWith('=')
    ? evaluate(text.slice(1), variables, { at, calendar: model.calendar })
    : undefined;
  const warnings = result && 'warnings' in result ? result.warnings : [];
  const why = warnings.length > 0 ? ` (${warnings.join(' ')})` : '';
  return new IncidentError(type, `${expected}; '${text}' gave ${JSON.stringify(value)}${why}.`);
}
