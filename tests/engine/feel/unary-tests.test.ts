// Cells of decision tables (DMN 1.5 §7.3.14).
import { expect, test } from '@jest/globals';
import { evaluateTests } from '../../../engine/feel/index.ts';
import { context, passes } from './support.ts';

test('a dash passes anything', () => {
  expect(passes('-', null)).toBe(true);
});

test('a value passes what equals it, a list what it holds', () => {
  expect(passes('"bank"', 'bank')).toBe(true);
  expect(passes('"bank", "police"', 'police')).toBe(true);
  expect(passes('kinds', 'bank', { kinds: ['bank', 'credit'] })).toBe(true);
  expect(passes('null', null)).toBe(true);
});

test('a value of another kind does not pass, and is no fault', () => {
  expect(passes('"7"', 7)).toBe(false);
  expect(passes('not("7")', 7)).toBe(true);
});

test('true passes only true: a missing answer is not a yes', () => {
  expect(passes('true', null)).toBe(false);
  expect(passes('true', false)).toBe(false);
  expect(passes('false', false)).toBe(true);
});

test('a comparison with what is missing has no answer', () => {
  expect(passes('> 10', null)).toBeNull();
});

test('an expression about ? decides by itself', () => {
  expect(passes('? > limit and ? != 12', 11, { limit: 10 })).toBe(true);
  expect(passes('starts with(?, "(2026)")', '(2026)冀0102执1号')).toBe(true);
});

test('what does not parse is an error', () => {
  expect(evaluateTests('> 3 4', 1, {}, context)).toEqual({
    error: 'Unrecognized token in <SimplePositiveUnaryTest> at character 5 of `> 3 4`.',
  });
});
