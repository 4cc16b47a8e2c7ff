// The chain alone, on records made by hand, without a database.
import { expect, test } from '@jest/globals';
import { follow, link } from '../../archive/chain.ts';
import type { NewRecord } from '../../db/archive.ts';

const start = { seq: 0, hash: '' };
const recordedAt = '2026-03-02T01:00:00.000Z';
const record = (elementId: string): NewRecord => ({
  workflowId: 'enforcement-case/1',
  step: 1,
  processId: 'enforcement-case',
  processVersion: 1,
  elementId,
  elementType: 'userTask',
  elementKey: 1,
  scopeKey: 0,
  name: elementId,
  intent: 'activated',
  actorId: null,
  actorRole: null,
  legalBasis: ['CPL#251'],
  data: {},
  inputDigest: '',
  legalAt: recordedAt,
  legalDate: '2026-03-02',
});
const three = () => link('case', start, recordedAt, ['review', 'accept', 'assign'].map(record));

test('records are numbered from 1 and each holds the hash of the one before', () => {
  const chain = three();

  expect(chain.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(chain.map(({ prevHash }) => prevHash)).toEqual(['', chain[0]!.hash, chain[1]!.hash]);
});

test('a chain verifies as one piece and as several', () => {
  const chain = three();
  const end = { seq: 3, hash: chain[2]!.hash };

  const first = follow('case', start, chain.slice(0, 2));

  expect(follow('case', start, chain)).toEqual(end);
  expect(follow('case', first as typeof end, chain.slice(2))).toEqual(end);
});

test('a piece continues the chain after its last record', () => {
  const [first, ...rest] = three();

  const [second] = link('case', { seq: 1, hash: first!.hash }, recordedAt, [record('accept')]);

  expect(second).toEqual(rest[0]);
});

test('verification reports a changed record as the first faulty one', () => {
  const [first, second, third] = three();

  const found = follow('case', start, [first!, { ...second!, name: 'other' }, third!]);

  expect(found).toEqual({ seq: 2, reason: '记录被改动 / the record was changed' });
});

test('a missing record and an inserted record are found', () => {
  const [first, , third] = three();

  expect(follow('case', start, [first!, third!])).toMatchObject({
    seq: 2,
    reason: expect.stringContaining('expected record 2, found 3'),
  });
  expect(follow('case', start, [first!, { ...third!, seq: 2 }])).toMatchObject({
    seq: 2,
    reason: expect.stringContaining('does not follow'),
  });
});

test('a record of one case does not verify in another', () => {
  expect(follow('another case', start, three())).toMatchObject({
    seq: 1,
    reason: expect.stringContaining('was changed'),
  });
});
