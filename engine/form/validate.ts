// Validates the results of a user task against its form. As in form-js, a hidden component is ignored, empty means null
// or an empty text, a required checkbox must be checked, and `this` is the item of a list. Unlike in form-js, an empty
// list meets `required`: a sender without a screen answers "none" with it.
import { dateOfInstant } from '../calendar.ts';
import type { Bilingual } from '../catalogue.ts';
import type { Json, Variables } from '../event.ts';
import { compileExpression, evaluate, type FeelContext } from '../feel/index.ts';
import type { Component, Form } from './read.ts';

/** In terms of JSON Schema: `rule` is a keyword and `params` are its parameters. */
export interface FormFault {
  readonly path: readonly (string | number)[];
  readonly label: Bilingual;
  readonly rule:
    | 'required'
    | 'type'
    | 'enum'
    | 'format'
    | 'formatMaximum'
    | 'formatMinimum'
    | 'minimum'
    | 'maximum'
    | 'minLength'
    | 'maxLength';
  readonly params: { readonly [name: string]: Json };
}

type Told = readonly [rule: FormFault['rule'], params: FormFault['params']];

/** @param task the task's own variables, which the form's expressions read under the results */
export function formFaults(form: Form, results: Variables, task: Variables, context: FeelContext): FormFault[] {
  const faults = faultsIn(form.components, results, [], { ...task, ...results }, context);
  // A value that should hold several fields but is no object is reported once.
  const first = new Map(faults.map((fault) => [fault.path.join('.'), fault] as const).reverse());
  return faults.filter((fault) => first.get(fault.path.join('.')) === fault);
}

/** The model knows one empty value: an empty text from a screen becomes null for every field of the form. */
export function withoutEmpty({ components }: Pick<Form, 'components'>, values: Variables): Variables {
  return components.reduce<Variables>((filled, component) => {
    const items = (value: Json): Json =>
      component.type === 'dynamiclist' && Array.isArray(value)
        ? (value as readonly Json[]).map((item) => (isObject(item) ? withoutEmpty(component, item) : item))
        : value;
    return changed(filled, component.key.split('.'), (value) => (value === '' ? null : items(value)));
  }, values);
}

function changed(values: Variables, [name = '', ...rest]: readonly string[], by: (value: Json) => Json): Variables {
  if (!Object.hasOwn(values, name)) return values;
  const value = values[name]!;
  if (rest.length === 0) return { ...values, [name]: by(value) };
  return isObject(value) ? { ...values, [name]: changed(value, rest, by) } : values;
}

function faultsIn(
  components: readonly Component[],
  values: Variables,
  place: FormFault['path'],
  scope: Variables,
  context: FeelContext,
): FormFault[] {
  const found = components.map((component) => ({
    component,
    faults: faultsOfComponent(component, values, place, scope, context),
  }));
  const wrongKeys = found.flatMap(({ component, faults }) => (faults.some(isWrongValue) ? [component.key] : []));
  return found.flatMap(({ component, faults }) =>
    isUndecided(component, wrongKeys) ? faults.filter(isWrongValue) : faults,
  );
}

const isWrongValue = ({ rule }: FormFault): boolean => rule !== 'required';

/** Whether the component is hidden depends on a wrong value; until that is corrected, it is not missing. */
function isUndecided({ hide }: Component, wrongKeys: readonly string[]): boolean {
  const read = hide === undefined ? undefined : compileExpression(hide);
  const names = read && 'names' in read ? read.names : [];
  return wrongKeys.some((key) => names.some((name) => name === 'this' || name === key.split('.')[0]));
}

function faultsOfComponent(
  component: Component,
  values: Variables,
  place: FormFault['path'],
  scope: Variables,
  context: FeelContext,
): FormFault[] {
  if (component.type === 'text' || isHidden(component, scope, context)) return [];
  const { path, value } = valueAt(values, component.key.split('.'));
  const at = [...place, ...path];
  if (path.length < component.key.split('.').length) return [{ path: at, label: component.label, ...wrong('object') }];
  const told = faultOf(component, value, scope, context);
  if (told) return [{ path: at, label: component.label, rule: told[0], params: told[1] }];
  const items = Array.isArray(value) ? (value as readonly Json[]) : [];
  return items.flatMap((item, index) => faultsOfItem(component, item, [...at, index], scope, context));
}

function faultsOfItem(
  { type, label, components }: Component,
  item: Json,
  path: FormFault['path'],
  scope: Variables,
  context: FeelContext,
): FormFault[] {
  if (type !== 'dynamiclist') return typeof item === 'string' ? [] : [{ path, label, ...wrong('string') }];
  return isObject(item)
    ? faultsIn(components, item, path, { ...scope, this: item }, context)
    : [{ path, label, ...wrong('object') }];
}

const isHidden = ({ hide }: Component, scope: Variables, context: FeelContext): boolean => {
  const answer = hide === undefined ? undefined : evaluate(hide, scope, context);
  return answer !== undefined && 'value' in answer && answer.value === true;
};

/** The path ends early at a value that should hold the rest of the path but is no object. */
function valueAt(
  values: Variables,
  names: readonly string[],
): { readonly path: readonly string[]; readonly value: Json } {
  let value: Json = values;
  for (const [index, name] of names.entries()) {
    if (value !== null && !isObject(value)) return { path: names.slice(0, index), value };
    value = value !== null && Object.hasOwn(value, name) ? value[name]! : null;
  }
  return { path: names, value };
}

function faultOf(component: Component, value: Json, scope: Variables, context: FeelContext): Told | undefined {
  const { type, rules, isInteger } = component;
  if (value === null || value === '' || (type === 'checkbox' && value === false && rules.required))
    return rules.required ? ['required', {}] : undefined;
  switch (type) {
    case 'checkbox':
      return typeof value === 'boolean' ? undefined : mustBe('boolean');
    case 'number':
      if (typeof value !== 'number') return mustBe(isInteger ? 'integer' : 'number');
      if (isInteger && !Number.isSafeInteger(value)) return mustBe('integer');
      return limitOf(value, rules.min, rules.max, 'minimum', 'maximum');
    case 'textfield':
    case 'textarea':
      if (typeof value !== 'string') return mustBe('string');
      return limitOf(value.length, rules.minLength, rules.maxLength, 'minLength', 'maxLength');
    case 'datetime':
      return faultOfTime(component, value, context.at);
    case 'radio':
    case 'select':
      return outside([value], component, scope, context);
    case 'taglist':
      if (!Array.isArray(value)) return mustBe('array');
      return component.values && outside(value, component, scope, context);
    case 'dynamiclist':
      return Array.isArray(value) ? undefined : mustBe('array');
    case 'text':
      return undefined;
    default:
      return type satisfies never;
  }
}

function faultOfTime({ hasTime, notInFuture, notInPast }: Component, value: Json, at: string): Told | undefined {
  if (hasTime ? !isInstant(value) : !isDate(value)) return ['format', { format: hasTime ? 'date-time' : 'date' }];
  const now = Date.parse(at);
  const today = dateOfInstant(now);
  const given = Date.parse(value as string);
  const day = hasTime ? dateOfInstant(given) : (value as string);
  if (notInFuture && (hasTime ? given > now : day > today)) return ['formatMaximum', { limit: hasTime ? at : today }];
  // As in form-js, an earlier hour of today is allowed.
  return notInPast && day < today ? ['formatMinimum', { limit: today }] : undefined;
}

function limitOf(
  size: number,
  least: number | undefined,
  most: number | undefined,
  ...[below, above]: readonly [FormFault['rule'], FormFault['rule']]
): Told | undefined {
  if (least !== undefined && size < least) return [below, { limit: least }];
  if (most !== undefined && size > most) return [above, { limit: most }];
  return undefined;
}

/**
 * The options stand in the form or are computed from the variables of the task. If they cannot be computed, every value
 * is allowed.
 */
function outside(
  chosen: readonly Json[],
  component: Component,
  scope: Variables,
  context: FeelContext,
): Told | undefined {
  const offered = component.values ?? offeredBy(component.valuesExpression ?? 'null', scope, context);
  const isOffered = (value: Json) => offered?.some((one) => JSON.stringify(one) === JSON.stringify(value)) ?? true;
  return chosen.every(isOffered) ? undefined : ['enum', { allowedValues: offered! }];
}

function offeredBy(source: string, scope: Variables, context: FeelContext): readonly Json[] | undefined {
  const answer = evaluate(source, scope, context);
  if (!('value' in answer) || !Array.isArray(answer.value)) return undefined;
  return (answer.value as readonly Json[]).map((one) => (isObject(one) ? (one['value'] ?? null) : one));
}

const mustBe = (type: string): Told => ['type', { type }];
const wrong = (type: string) => ({ rule: 'type', params: { type } }) as const;

const isObject = (value: Json): value is Variables =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Tells whether the day exists: February 30 does not. */
function isDate(value: Json): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const instant = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(value);
}

const isInstant = (value: Json): value is string =>
  typeof value === 'string' &&
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(value) &&
  isDate(value.slice(0, 10)) &&
  !Number.isNaN(Date.parse(value));
