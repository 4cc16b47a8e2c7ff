import { expect, test } from '@jest/globals';
import { digest } from '../../protocol/digest.ts';

test('equal content has the same digest, in any order of its keys', () => {
  expect(digest({ a: 1, b: { d: null, c: [0.1 + 0.2, 'é\u2028'] } })).toBe(
    digest({ b: { c: [0.30000000000000004, 'é\u2028'], d: null }, a: 1 }),
  );
  expect(digest({ a: 1 })).not.toBe(digest({ a: 2 }));
});

test('a digest is SHA-256 over canonical JSON, so that others can compute it', () => {
  expect(digest({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
});
