// Regular expressions (DMN 1.5 table 72, XPath's flags): feelin has no flag `x` and takes a null for a missing argument.
import type { Builtins } from './builtin.ts';

export const texts: Builtins = {
  matches: {
    parameters: ['input', 'pattern', 'flags'],
    apply: (call, input, pattern, flags) => {
      const expression = typeof input === 'string' ? regularExpression(pattern, flags, '') : null;
      return (
        expression?.test(String(input)) ?? call.warn(`matches expects texts and a pattern; found ${input}, ${pattern}.`)
      );
    },
  },
  replace: {
    parameters: ['input', 'pattern', 'replacement', 'flags'],
    apply: (call, input, pattern, replacement, flags) => {
      const expression = typeof input === 'string' ? regularExpression(pattern, flags, 'g') : null;
      if (!expression || typeof replacement !== 'string' || expression.test('')) {
        return call.warn(`replace expects texts and a pattern that matches something; found ${input}, ${pattern}.`);
      }
      return String(input).replace(expression, replacement.replaceAll('$0', '$$&'));
    },
  },
};

/** XPath's `x` takes the pattern's blanks away; JavaScript has the other flags. */
function regularExpression(pattern: unknown, flags: unknown, always: string): RegExp | null {
  const wanted = flags ?? '';
  if (typeof pattern !== 'string' || typeof wanted !== 'string' || /[^smix]/.test(wanted)) return null;
  const source = wanted.includes('x') ? withoutBlanks(pattern) : pattern;
  try {
    return new RegExp(source, `u${always}${[...new Set(wanted.replace('x', ''))].join('')}`);
  } catch {
    // A pattern that is none gives null, as every wrong argument does.
    return null;
  }
}

/** Blanks inside of brackets stay. */
const withoutBlanks = (pattern: string): string =>
  pattern.replaceAll(/(\[(?:\\.|[^\]\\])*\])|\s+/g, (_, characters: string | undefined) => characters ?? '');
