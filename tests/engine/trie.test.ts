// The persistent map under the state behaves as a map, shares what is not touched, and is plain JSON (engine/trie.ts).
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { emptyTrie, entries, get, isEmpty, remove, set, type Trie } from '../../engine/trie.ts';
import { frozen } from './support/run.ts';

const changes = fc.array(fc.tuple(fc.oneof(fc.nat(40), fc.nat(40_000)), fc.boolean()), { maxLength: 60 });

test('a trie holds the entries that were set and not removed, in the order of their keys', () => {
  fc.assert(
    fc.property(changes, (list) => {
      const expected = new Map<number, string>();
      let trie: Trie<string> = emptyTrie;
      for (const [key, isSet] of list) {
        trie = frozen(isSet ? set(trie, key, `v${key}`) : remove(trie, key));
        if (isSet) expected.set(key, `v${key}`);
        else expected.delete(key);
      }

      expect([...entries(trie)]).toEqual([...expected].sort(([a], [b]) => a - b));
      for (const [key] of list) expect(get(trie, key)).toBe(expected.get(key));
      expect(isEmpty(trie)).toBe(expected.size === 0);
      expect([...entries(JSON.parse(JSON.stringify(trie)))]).toEqual([...entries(trie)]);
    }),
  );
});

test('a changed trie shares all but one path with the trie before', () => {
  let trie: Trie<object> = emptyTrie;
  for (let key = 0; key < 2000; key++) trie = set(trie, key, { key });

  const changed = set(trie, 5, { key: -1 });

  const shared = (depth: Trie<object>) => depth.root[1];
  expect(shared(changed)).toBe(shared(trie));
  expect(get(changed, 1999)).toBe(get(trie, 1999));
  expect(get(trie, 5)).toEqual({ key: 5 });
});
