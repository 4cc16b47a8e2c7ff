// The list of bodies: what is wrong with it is said before anything starts.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { agencies } from '../../../activities/agencies/index.ts';
import { findProvider, loadProviders } from '../../../activities/agencies/providers.ts';

const folder = mkdtempSync(join(tmpdir(), 'providers-'));
afterAll(() => rmSync(folder, { recursive: true }));

const icbc = { agency: 'bank', provider: 'icbc', title: '中国工商银行', channel: 'http', mode: 'callback' };

function load(...entries: object[]) {
  const file = join(folder, 'providers.json');
  writeFileSync(file, JSON.stringify(entries));
  return loadProviders('http://base', file);
}

test('every agency has a provider; one without an address is asked at the base address', () => {
  const providers = loadProviders('http://base');

  expect(Object.keys(agencies).filter((agency) => !findProvider(providers, agency, undefined))).toEqual([]);
  expect(findProvider(providers, 'bank', 'ccb')?.url).toBe('http://base/agencies/bank/ccb');
});

test('an address of its own is kept', () => {
  expect(load({ ...icbc, url: 'https://icbc.example' })[0]?.url).toBe('https://icbc.example');
});

test('an entry that is wrong is named with what was expected', () => {
  expect(() => load(icbc, { ...icbc, agency: 'post' })).toThrow(/entry 2 \(post\/icbc\): expected an agency of bank, /);
  expect(() => load({ ...icbc, channel: 'fax' })).toThrow("expected the channel http or paper, found 'fax'");
  expect(() => load({ ...icbc, mode: 'sync' })).toThrow("expected the mode callback or polling, found 'sync'");
  expect(() => load({ ...icbc, title: '' })).toThrow('expected a provider and a title');
  expect(() => load(icbc, icbc)).toThrow('named twice');
});
