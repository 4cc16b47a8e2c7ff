import { expect, test } from '@jest/globals';
import type { Variables } from '../../../engine/event.ts';
import { formFaults, readForm, withoutEmpty } from '../../../engine/form/index.ts';
import { calendar } from '../../../law/calendar.ts';

const context = { at: '2026-03-02T02:00:00.000Z', calendar };

/** What is told of the results, as `path rule`. */
function faults(components: readonly object[], results: Variables, task: Variables = {}, now = context): string[] {
  const { form, faults: unread } = readForm(JSON.stringify({ type: 'default', id: 'form', components }));
  expect(unread).toEqual([]);
  return formFaults(form!, results, task, now).map(({ path, rule, params }) =>
    [path.join('/'), rule, ...Object.values(params).map(String)].join(' '),
  );
}

const days = {
  type: 'number',
  key: 'days',
  label: 'd',
  decimalDigits: 0,
  validate: { required: true, min: 1, max: 9 },
};
const yesNo = { type: 'radio', key: 'yes', values: [{ value: true }, { value: false }], validate: { required: true } };

test.each([
  [{}, ['days required']],
  [{ days: null }, ['days required']],
  [{ days: 'x' }, ['days type integer']],
  [{ days: 1.5 }, ['days type integer']],
  [{ days: 0 }, ['days minimum 1']],
  [{ days: 10 }, ['days maximum 9']],
  [{ days: 3, more: 'than asked' }, []],
])('a number: %j', (results, told) => {
  expect(faults([days], results)).toEqual(told);
});

test.each([
  ['textfield', { validate: { minLength: 2, maxLength: 3 } }, ['ab', null, ''], [1, 'a', 'abcd']],
  ['textarea', {}, ['ab'], [{ a: 1 }]],
  ['checkbox', {}, [true, false, null], ['true', 1]],
  ['checkbox', { validate: { required: true } }, [true], [false, null]],
  ['datetime', { subtype: 'date' }, ['2026-02-28', null], ['2026-02-30', '2026-2-3', 'today', 20260302]],
  [
    'datetime',
    { subtype: 'datetime' },
    ['2026-03-02T10:00Z', '2026-03-02T10:00:00.000+08:00'],
    ['2026-03-02', '10:00'],
  ],
  ['select', { values: [{ value: 'a' }, 'b'] }, ['a', 'b', null], ['c', true]],
  ['select', { valuesExpression: '=offered' }, ['x', 'y'], ['z']],
  ['select', { valuesExpression: '=somethingElse' }, ['whatever'], []],
  ['taglist', { valuesExpression: '=offered' }, [['x'], [], null], ['x', [1]]],
  ['taglist', { values: ['x'], validate: { required: true } }, [['x'], []], [['y'], null]],
])('a %s %j', (type, more, good, bad) => {
  const told = (value: unknown) =>
    faults([{ type, key: 'a', ...more }], { a: value } as Variables, { offered: ['x', { label: 'Y', value: 'y' }] });

  for (const value of good) expect({ value, told: told(value) }).toEqual({ value, told: [] });
  for (const value of bad) expect({ value, told: told(value).length }).toEqual({ value, told: 1 });
});

test('what has been done was not done in the future: a date by the day in Shanghai, a time by the instant', () => {
  const date = { type: 'datetime', key: 'on', subtype: 'date', properties: { notInFuture: 'true' } };
  const time = { ...date, subtype: 'datetime' };
  const late = { ...context, at: '2026-03-02T16:00:00.000Z' };

  expect(faults([date], { on: '2026-03-02' })).toEqual([]);
  expect(faults([date], { on: '2026-03-03' })).toEqual(['on formatMaximum 2026-03-02']);
  expect(faults([date], { on: '2026-03-03' }, {}, late)).toEqual([]);
  expect(faults([date], { on: 'today' })).toEqual(['on format date']);
  expect(faults([time], { on: '2026-03-02T10:00:00+08:00' })).toEqual([]);
  expect(faults([time], { on: '2026-03-02T10:00:01+08:00' })).toEqual([`on formatMaximum ${context.at}`]);
});

test('a field with disallowPassedDates takes no day before today in Shanghai, but any hour of today', () => {
  const date = { type: 'datetime', key: 'on', subtype: 'date', disallowPassedDates: true };
  const time = { ...date, subtype: 'datetime' };

  expect(faults([date], { on: '2026-03-02' })).toEqual([]);
  expect(faults([date], { on: '2026-03-01' })).toEqual(['on formatMinimum 2026-03-02']);
  expect(faults([time], { on: '2026-03-02T00:00:00+08:00' })).toEqual([]);
  expect(faults([time], { on: '2026-03-01T23:59:59+08:00' })).toEqual(['on formatMinimum 2026-03-02']);
});

test('a decision must be taken, and a refusal is one', () => {
  expect(faults([yesNo], {})).toEqual(['yes required']);
  expect(faults([yesNo], { yes: false })).toEqual([]);
  expect(faults([yesNo], { yes: 'true' })).toEqual(['yes enum true,false']);
});

test('what is hidden is neither required nor checked; the condition reads the results over the task’s variables', () => {
  const hidden = [{ ...days, conditional: { hide: '=kind != "detention"' } }];

  expect(faults(hidden, { days: 'x' }, { kind: 'fine' })).toEqual([]);
  expect(faults(hidden, { kind: 'detention' }, { kind: 'fine' })).toEqual(['days required']);
});

test('a field is not missing while the value that decides whether it is shown is wrong', () => {
  const reason = {
    type: 'textfield',
    key: 'reason',
    conditional: { hide: '=yes != false' },
    validate: { required: true },
  };
  const listed = {
    type: 'dynamiclist',
    path: 'list',
    components: [yesNo, { ...reason, conditional: { hide: '=this.yes != false' } }],
  };

  expect(faults([yesNo, reason], { yes: false })).toEqual(['reason required']);
  expect(faults([yesNo, reason], { yes: 'no' })).toEqual(['yes enum true,false']);
  expect(faults([yesNo, { ...reason, conditional: { hide: '=yes = true' } }], { yes: 'yes' })).toEqual([
    'yes enum true,false',
  ]);
  expect(faults([listed], { list: [{ yes: 'no' }] })).toEqual(['list/0/yes enum true,false']);
});

test('a key with dots is a field of an object, which is not there before it is given', () => {
  const name = { type: 'textfield', key: 'person.name', validate: { required: true } };

  expect(faults([name], { person: { name: 'a' } })).toEqual([]);
  expect(faults([name], {})).toEqual(['person/name required']);
  expect(faults([name, { type: 'textfield', key: 'person.id' }], { person: 'a' })).toEqual(['person type object']);
});

test('each item of a list meets the list’s components, whose conditions read the item as `this`', () => {
  const list = {
    type: 'dynamiclist',
    path: 'list',
    components: [{ ...days, conditional: { hide: '=this.kind = "fine"' } }],
  };

  expect(faults([list], {})).toEqual([]);
  expect(faults([list], { list: {} })).toEqual(['list type array']);
  expect(faults([list], { list: [{ kind: 'fine' }, {}, 7] })).toEqual(['list/1/days required', 'list/2 type object']);
  expect(faults([{ ...list, validate: { required: true } }], {})).toEqual(['list required']);
});

test('an empty text of a field that the form names becomes null, also within objects and lists; nothing else changes', () => {
  const name = { type: 'textfield', key: 'person.name' };
  const list = { type: 'dynamiclist', path: 'list', components: [name] };
  const { form } = readForm(JSON.stringify({ type: 'default', id: 'form', components: [name, list] }));

  const results = withoutEmpty(form!, {
    person: { name: '', note: '' },
    list: [{ person: { name: '' } }, 7],
    other: '',
  });

  expect(results).toEqual({ person: { name: null, note: '' }, list: [{ person: { name: null } }, 7], other: '' });
  expect(withoutEmpty(form!, {})).toEqual({});
});
