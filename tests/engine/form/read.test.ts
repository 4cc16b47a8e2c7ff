import { expect, test } from '@jest/globals';
import { readForm } from '../../../engine/form/index.ts';

const form = (component: object) => JSON.stringify({ type: 'default', id: 'form', components: [component] });

test('a form is read with what it shows, and what it does not need is left', () => {
  const { form: read, faults } = readForm(
    form({ type: 'text', text: 'Read this.', layout: { row: 'Row_1' }, appearance: {} }),
  );

  expect(faults).toEqual([]);
  expect(read).toMatchObject({ id: 'form', components: [{ type: 'text' }] });
});

test.each([
  ['a type that is not known', { type: 'filepicker', key: 'a' }, "found 'filepicker'"],
  ['one inside a list', { type: 'dynamiclist', path: 'l', components: [{ type: 'x', key: 'a' }] }, "found 'x'"],
  ['no key', { type: 'number' }, 'Expected a key'],
  ['decimals', { type: 'number', key: 'a', decimalDigits: 2 }, 'Expected decimalDigits 0; found 2.'],
  ['a time', { type: 'datetime', key: 'a', subtype: 'time' }, 'found time'],
  ['nothing to choose from', { type: 'select', key: 'a' }, 'found neither'],
  ['a rule that is not checked', { type: 'textfield', key: 'a', validate: { pattern: 'x' } }, 'found pattern: "x"'],
  ['a rule of another type', { type: 'number', key: 'a', validate: { maxLength: 3 } }, 'found maxLength: 3'],
  ['an attribute that is not known', { type: 'datetime', key: 'a', subtype: 'date', minTime: '09:00' }, 'minTime'],
  ['a date rule of a text', { type: 'textfield', key: 'a', disallowPassedDates: true }, 'disallowPassedDates'],
  ['a list of options from elsewhere', { type: 'taglist', key: 'a', valuesKey: 'b' }, 'valuesKey of a taglist'],
  ['a disabled field', { type: 'textfield', key: 'a', disabled: true }, 'Expected disabled false; found true.'],
  ['a number as text', { type: 'number', key: 'a', serializeToString: true }, 'Expected serializeToString false'],
  ['a limit to be reckoned', { type: 'number', key: 'a', validate: { min: '=b' } }, 'found min: "=b"'],
  [
    'an act of a field that has no date',
    { type: 'number', key: 'a', properties: { notInFuture: 'true' } },
    'of a number',
  ],
  ['no FEEL', { type: 'textfield', key: 'a', conditional: { hide: '=a ==' } }, "Expected FEEL in 'a =='"],
])('%s is refused', (_what, component, reason) => {
  const { form: read, faults } = readForm(form(component));

  expect(read).toBeUndefined();
  expect(faults).toMatchObject([{ elementId: expect.any(String), reason: expect.stringContaining(reason) }]);
});

test('the attributes that Camunda Modeler writes by itself are accepted', () => {
  const time = { subtype: 'datetime', timeInterval: 15, use24h: true, timeSerializingFormat: 'utc_normalized' };

  const { faults } = readForm(form({ type: 'datetime', key: 'a', ...time, disallowPassedDates: false }));

  expect(faults).toEqual([]);
});

test('labels are Chinese, and their English stands in the custom properties; what is in one language is named', () => {
  const kind = {
    type: 'select',
    key: 'kind',
    label: '种类',
    values: [
      { label: '存款', value: 'deposit' },
      { label: '是', value: true },
      { label: '不动产', value: 'realEstate' },
    ],
    properties: { labelEn: 'kind', 'labelEn.deposit': 'deposit', 'labelEn.true': 'yes' },
  };
  const day = { type: 'datetime', key: 'day', subtype: 'date', dateLabel: '日期', description: '=hint' };

  const [readKind] = readForm(form(kind)).form!.components;
  const [readDay] = readForm(form(day)).form!.components;

  expect(readKind).toMatchObject({ label: { zh: '种类', en: 'kind' }, untranslated: ['不动产'] });
  expect(readDay).toMatchObject({ label: { zh: '日期', en: '日期' }, untranslated: ['日期'] });
});

test.each(['no JSON', '[]', '{"type":"default","components":[]}', '{"type":"x","id":"a","components":[]}'])(
  '%s is no form',
  (content) => {
    expect(readForm(content).faults).toHaveLength(1);
  },
);
