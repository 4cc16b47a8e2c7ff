// Attributes of form-js components. A rule that `validate.ts` does not execute is refused, and so is an attribute that
// stands in no list here: a later form-js may have given it a rule.
import { type Bilingual, listed } from '../catalogue.ts';
import { say } from './messages.ts';

type Tree = { readonly [name: string]: unknown };

/** Only a screen reads these. `timeInterval` is the step of its list of times; form-js does not validate by it. */
const displayed = [
  'id',
  'label',
  'dateLabel',
  'timeLabel',
  'description',
  'text',
  'layout',
  'appearance',
  'defaultValue',
  'increment',
  'searchable',
  'use24h',
  'timeInterval',
  'defaultRepetitions',
  'showOutline',
  'disableCollapse',
  'nonCollapsedItems',
];

const executed = ['type', 'key', 'path', 'properties', 'conditional', 'validate', 'components'];

/** Attributes that are executed for these types only. */
const ofTypes: { readonly [attribute: string]: readonly string[] } = {
  values: ['radio', 'select', 'taglist'],
  valuesExpression: ['radio', 'select', 'taglist'],
  decimalDigits: ['number'],
  subtype: ['datetime'],
  disallowPassedDates: ['datetime'],
};

/** Attributes whose other values would be a rule, or another form of result, that is not executed. */
const fixed: { readonly [attribute: string]: readonly unknown[] } = {
  decimalDigits: [0],
  serializeToString: [false],
  timeSerializingFormat: ['utc_normalized', 'utc_offset'],
  disallowPassedDates: [true, false],
  disabled: [false],
  readonly: [false],
  isRepeating: [true],
  allowAddRemove: [true],
};

const always = ['required'];
const rules: { readonly [type: string]: readonly string[] } = {
  text: [],
  number: [...always, 'min', 'max'],
  textfield: [...always, 'minLength', 'maxLength'],
  textarea: [...always, 'minLength', 'maxLength'],
};

/** The reasons why attributes of a component, or rules in its `validate`, are refused. */
export function* refusedAttributes(type: string, component: Tree): Generator<Bilingual> {
  for (const [attribute, value] of Object.entries(component)) {
    const allowed = fixed[attribute];
    const known = displayed.includes(attribute) || executed.includes(attribute) || attribute in fixed;
    if (!(ofTypes[attribute]?.includes(type) ?? known)) yield say('form.attribute', { attribute, type });
    else if (allowed && !allowed.includes(value))
      yield say('form.fixed', {
        attribute,
        expected: listed(allowed.map(String), '或', ' or '),
        found: JSON.stringify(value),
      });
  }
  const { validate } = component;
  const expected = rules[type] ?? always;
  for (const [rule, limit] of Object.entries(typeof validate === 'object' && validate !== null ? validate : {}))
    if (!expected.includes(rule) || typeof limit !== (rule === 'required' ? 'boolean' : 'number'))
      yield say('form.rule', { expected: listed(expected), rule, found: `${JSON.stringify(limit)}` });
}
