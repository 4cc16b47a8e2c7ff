// Texts of the model that may be FEEL (`=…`), evaluated in the scope of an instance. An unusable value is an incident
// with its reason.
import { listed } from '../catalogue.ts';
import type { Json, Variables } from '../event.ts';
import { evaluate } from '../feel/index.ts';
import { kindName } from '../feel/messages.ts';
import type { Element } from '../graph.ts';
import { say, type ValueName, valueName } from '../messages.ts';
import type { Run } from '../run.ts';
import { IncidentError } from './incidents.ts';
import { visibleVariables } from './variables.ts';

/** A literal text, or the value of a FEEL expression; an expression that does not parse is an incident. */
export function evaluateText(
  run: Run,
  text: string,
  variables: Variables,
  element: Element,
  name: ValueName,
  at = run.at,
): Json {
  if (!text.startsWith('=')) return text;
  const result = evaluate(text.slice(1), variables, { at, calendar: run.model.calendar });
  if ('error' in result)
    throw new IncidentError(
      'expression',
      say('incident.unevaluated', { ...named(element, name), reason: result.error }),
    );
  return result.value;
}

/** As `evaluateText`, in the scope of an instance. */
export function valueIn(run: Run, key: number, text: string, element: Element, name: ValueName): Json {
  return text.startsWith('=') ? evaluateText(run, text, visibleVariables(run, key), element, name) : text;
}

export function textIn(run: Run, key: number, text: string, element: Element, name: ValueName): string {
  const value = valueIn(run, key, text, element, name);
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  const found = evaluated(run, text, visibleVariables(run, key), value);
  throw new IncidentError('expression', say('incident.noText', { ...named(element, name), ...found }));
}

/** The value of a condition. One that gives `null` could not decide, which differs from false. */
export function truthOf(run: Run, text: string, variables: Variables, element: Element, name: ValueName): boolean {
  const value = evaluateText(run, text, variables, element, name);
  if (typeof value === 'boolean') return value;
  const found = evaluated(run, text, variables, value);
  throw new IncidentError('condition', say('incident.noBoolean', { ...named(element, name), ...found }));
}

/** As `truthOf`; a condition that names variables which do not exist yet is not true yet. */
export function isTrueYet(run: Run, key: number, text: string, element: Element, name: ValueName): boolean {
  const variables = visibleVariables(run, key);
  const result = evaluate(text.slice(1), variables, { at: run.at, calendar: run.model.calendar });
  const isMissing = 'value' in result && result.value === null && result.warnings.length > 0 && !result.hasFailed;
  return !isMissing && truthOf(run, text, variables, element, name);
}

/** As `truthOf`, in the scope of an instance, with some variables more. */
export function truthIn(
  run: Run,
  key: number,
  text: string,
  element: Element,
  name: ValueName,
  more: Variables,
): boolean {
  return truthOf(run, text, { ...visibleVariables(run, key), ...more }, element, name);
}

const named = ({ id, name }: Element, value: ValueName) => ({ id, name, value: valueName(value) });

/** The expression and its value, with FEEL's warnings about it. */
function evaluated({ at, model }: Run, text: string, variables: Variables, value: Json) {
  const result = text.startsWith('=')
    ? evaluate(text.slice(1), variables, { at, calendar: model.calendar })
    : undefined;
  const warnings = result && 'warnings' in result ? result.warnings : [];
  const reasons = warnings.map(({ reason }) => reason());
  const why = reasons.length > 0 ? say('incident.why', { warnings: listed(reasons, '', ' ') }) : '';
  const found = value === null ? kindName('null') : JSON.stringify(value);
  return { expression: text, found, why };
}
