// Texts and regular expressions (DMN 1.5 table 75, XPath's flags). feelin has no flag `x`, reads null as a missing
// argument, and treats position 0 as counted from the end.
import { say, shown } from '../messages.ts';
import type { Builtins } from './builtin.ts';

export const texts: Builtins = {
  /** Counted in characters, not in JavaScript's halves of them. */
  substring: {
    parameters: ['string', 'start position', 'length'],
    required: 2,
    apply: (call, text, start, length) => {
      const characters = typeof text === 'string' ? Array.from(text) : [];
      const place = typeof start === 'number' ? Math.trunc(start) : 0;
      const isLength = length === undefined || (typeof length === 'number' && length >= 0);
      if (typeof text !== 'string' || place === 0 || place < -characters.length || !isLength)
        return call.warn(() => say('text.substring', { text: shown(text), start: shown(start) }));
      const index = place < 0 ? characters.length + place : place - 1;
      return characters.slice(index, length === undefined ? undefined : index + Math.trunc(Number(length))).join('');
    },
  },
  'string join': {
    parameters: ['list', 'delimiter', 'prefix', 'suffix'],
    required: 1,
    apply: (call, list, delimiter, prefix, suffix) => {
      const items = Array.isArray(list) ? list : [list];
      const around = [delimiter ?? '', prefix ?? '', suffix ?? ''];
      const isText = (value: unknown) => typeof value === 'string';
      const isPair = (prefix === undefined) === (suffix === undefined);
      if (
        (list ?? null) === null ||
        !isPair ||
        !around.every(isText) ||
        !items.every((item) => item === null || isText(item))
      )
        return call.warn(() => say('text.join'));
      return `${around[1]}${items.filter(isText).join(String(around[0]))}${around[2]}`;
    },
  },
  /** Camunda 8: each match, as a text. */
  extract: {
    parameters: ['string', 'pattern'],
    apply: (call, text, pattern) => {
      const expression = typeof text === 'string' ? regularExpression(pattern, '', 'g') : null;
      if (!expression) return call.warn(() => say('text.extract', { text: shown(text), pattern: shown(pattern) }));
      return [...(String(text).match(expression) ?? [])];
    },
  },
  matches: {
    parameters: ['input', 'pattern', 'flags'],
    required: 2,
    apply: (call, input, pattern, flags) => {
      const expression = typeof input === 'string' ? regularExpression(pattern, flags, '') : null;
      return (
        expression?.test(String(input)) ??
        call.warn(() => say('text.matches', { text: shown(input), pattern: shown(pattern) }))
      );
    },
  },
  replace: {
    parameters: ['input', 'pattern', 'replacement', 'flags'],
    required: 3,
    apply: (call, input, pattern, replacement, flags) => {
      const expression = typeof input === 'string' ? regularExpression(pattern, flags, 'g') : null;
      if (!expression || typeof replacement !== 'string' || expression.test('')) {
        return call.warn(() => say('text.replace', { text: shown(input), pattern: shown(pattern) }));
      }
      return String(input).replace(expression, replacement.replaceAll('$0', '$$&'));
    },
  },
};

/** XPath's `x` takes the pattern's blanks away, and its `\0` is no group. */
function regularExpression(pattern: unknown, flags: unknown, always: string): RegExp | null {
  const wanted = flags ?? '';
  if (typeof pattern !== 'string' || typeof wanted !== 'string' || /[^smix]/.test(wanted)) return null;
  const blankless = wanted.includes('x') ? withoutBlanks(pattern) : pattern;
  if (blankless.includes('\\0') && /(?<!\\)(\\\\)*\\0/.test(blankless)) return null;
  const source = blankless.includes('-[') ? withDifferences(blankless) : blankless;
  try {
    const mode = source === blankless ? 'u' : 'v';
    return new RegExp(source, `${mode}${always}${[...new Set(wanted.replace('x', ''))].join('')}`);
  } catch {
    // An invalid pattern gives null, as every wrong argument does.
    return null;
  }
}

/** `[a-z-[xyz]]` is what JavaScript writes `[[a-z]--[xyz]]`. */
const withDifferences = (pattern: string): string =>
  pattern.replaceAll(/\[((?:\\.|[^[\]\\])+)-(\[(?:\\.|[^[\]\\])+\])\]/g, '[[$1]--$2]');

/** Blanks inside of brackets stay. */
const withoutBlanks = (pattern: string): string =>
  pattern.replaceAll(/(\[(?:\\.|[^\]\\])*\])|\s+/g, (_, characters: string | undefined) => characters ?? '');
