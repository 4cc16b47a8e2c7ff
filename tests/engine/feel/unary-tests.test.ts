// Cells of decision tables (DMN 1.5 §7.3.14).
import { expect, test } from '@jest/globals';
import { evaluateTests } from '../../../engine/feel/index.ts';
import { context, inEnglish, passes } from './support.ts';

test('a dash matches every value', () => {
  expect(passes('-', null)).toBe(true);
});

test('an expression matches an equal value, and a list matches each of its items', () => {
  expect(passes('"bank"', 'bank')).toBe(true);
  expect(passes('"bank", "police"', 'police')).toBe(true);
  expect(passes('kinds', 'bank', { kinds: ['bank', 'credit'] })).toBe(true);
  expect(passes('null', null)).toBe(true);
});

test('a value of another kind does not match, and is no fault', () => {
  expect(passes('"7"', 7)).toBe(false);
  expect(passes('not("7")', 7)).toBe(true);
});

test('true matches only true: a missing answer is not a yes', () => {
  expect(passes('true', null)).toBe(false);
  expect(passes('true', false)).toBe(false);
  expect(passes('false', false)).toBe(true);
});

test('a comparison with a missing value gives null', () => {
  expect(passes('> 10', null)).toBeNull();
});

test('an expression with ? decides by its own result', () => {
  expect(passes('? > limit and ? != 12', 11, { limit: 10 })).toBe(true);
  expect(passes('starts with(?, "(2026)")', '(2026)冀0102执1号')).toBe(true);
});

test('an expression that does not parse is an error', () => {
  expect(evaluateTests('> 3 4', 1, {}, context)).toEqual({
    error: inEnglish('Unrecognized token in <SimplePositiveUnaryTest> at character 5 of `> 3 4`.'),
  });
});
