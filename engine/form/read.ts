// Reads a form as Camunda Modeler writes it (form-js JSON), with exactly the component types that `validate.ts` checks.
// Unknown types and rules are refused, so that no rule of a form is silently ignored.
import { type Bilingual, listed } from '../catalogue.ts';
import type { Json } from '../event.ts';
import { type Fault, faultAt } from '../fault.ts';
import { compileExpression } from '../feel/index.ts';
import { refusedAttributes } from './attributes.ts';
import { say } from './messages.ts';
import { labelOf, untranslatedOf } from './texts.ts';

/** `text` is for display only; `dynamiclist` is a list of objects, each with its components. */
const types = [
  'text',
  'checkbox',
  'radio',
  'select',
  'taglist',
  'number',
  'textfield',
  'textarea',
  'datetime',
  'dynamiclist',
] as const;

export interface Rules {
  readonly required?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

export interface Component {
  readonly type: (typeof types)[number];
  /** The variable, or a path into it: `person.name`. */
  readonly key: string;
  readonly label: Bilingual;
  /** Texts that it shows in one language only. */
  readonly untranslated: readonly string[];
  readonly rules: Rules;
  readonly isInteger: boolean;
  /** A datetime with a time of day. */
  readonly hasTime: boolean;
  /**
   * The datetime is that of a past act. form-js has no such rule; it is a custom property of the component.
   */
  readonly notInFuture: boolean;
  /** The datetime may not lie on a day before today. */
  readonly notInPast: boolean;
  /** FEEL without the `=`: if it is true, the component is hidden, so neither required nor checked. */
  readonly hide?: string;
  /** The options of a radio, select or taglist. */
  readonly values?: readonly Json[];
  /** FEEL that computes the options from the variables of the task. */
  readonly valuesExpression?: string;
  readonly components: readonly Component[];
}

export interface Form {
  readonly id: string;
  readonly components: readonly Component[];
}

/** Faults name the component by its key. */
export function readForm(content: string): { readonly form?: Form; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const source = objectIn(content);
  const id = source?.['id'];
  if (typeof id !== 'string' || id === '' || source?.['type'] !== 'default' || !Array.isArray(source['components']))
    return { faults: [faultAt('', undefined, say('form.notForm'))] };
  const components = componentsIn(source, faults);
  return faults.length > 0 ? { faults } : { form: { id, components }, faults };
}

type Tree = { readonly [name: string]: unknown };

function componentsIn(source: Tree, faults: Fault[]): Component[] {
  const list = Array.isArray(source['components']) ? (source['components'] as readonly unknown[]) : [];
  return list.map((one) => componentOf(isTree(one) ? one : {}, faults));
}

function componentOf(source: Tree, faults: Fault[]): Component {
  const { type, decimalDigits, subtype, validate } = source;
  const key = String((type === 'dynamiclist' ? source['path'] : source['key']) ?? '');
  const elementId = key || String(source['id'] ?? '');
  const refuse = (reason: Bilingual) => faults.push(faultAt(elementId, undefined, reason));
  if (!types.some((known) => known === type)) refuse(say('form.type', { expected: listed(types), found: `${type}` }));
  else {
    if (key === '' && type !== 'text') refuse(say('form.key'));
    for (const reason of refusedAttributes(`${type}`, source)) refuse(reason);
  }
  if (type === 'datetime' && subtype !== 'date' && subtype !== 'datetime')
    refuse(say('form.subtype', { found: `${subtype}` }));
  const { notInFuture } = isTree(source['properties']) ? source['properties'] : {};
  if (notInFuture !== undefined && (type !== 'datetime' || notInFuture !== 'true'))
    refuse(say('form.notInFuture', { found: `${notInFuture}`, type: `${type}` }));
  const choice = choiceOf(source);
  if ((type === 'radio' || type === 'select') && !choice.values && choice.valuesExpression === undefined)
    refuse(say('form.values'));
  const { hide } = isTree(source['conditional']) ? source['conditional'] : {};
  const expressions = { hide: expression(hide), valuesExpression: choice.valuesExpression };
  for (const feel of Object.values(expressions)) {
    const compiled = feel === undefined ? undefined : compileExpression(feel);
    if (compiled && 'error' in compiled) refuse(say('form.feel', { text: feel!, problem: compiled.error }));
  }
  return {
    type: type as Component['type'],
    key,
    label: labelOf(source, key),
    untranslated: untranslatedOf(source),
    rules: isTree(validate) ? validate : {},
    isInteger: decimalDigits === 0,
    hasTime: subtype === 'datetime',
    notInFuture: notInFuture === 'true',
    notInPast: source['disallowPassedDates'] === true,
    ...(expressions.hide !== undefined && { hide: expressions.hide }),
    ...(expressions.valuesExpression !== undefined && { valuesExpression: expressions.valuesExpression }),
    ...(choice.values && { values: choice.values }),
    components: componentsIn(source, faults),
  };
}

function choiceOf({ values, valuesExpression }: Tree): {
  readonly values?: readonly Json[];
  readonly valuesExpression?: string | undefined;
} {
  if (Array.isArray(values)) return { values: values.map((one) => (isTree(one) ? one['value'] : one) as Json) };
  return { valuesExpression: expression(valuesExpression) };
}

const expression = (source: unknown): string | undefined =>
  typeof source === 'string' && source !== '' ? source.replace(/^=/, '') : undefined;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

function objectIn(content: string): Tree | undefined {
  try {
    const value: unknown = JSON.parse(content);
    return isTree(value) ? value : undefined;
  } catch {
    // The caller reports the fault.
    return undefined;
  }
}
