// The list of bodies: its faults are reported before anything starts.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { findProvider, loadProviders } from '../../../activities/agencies/providers.ts';

const folder = mkdtempSync(join(tmpdir(), 'providers-'));
afterAll(() => rmSync(folder, { recursive: true }));

const icbc = { agency: 'bank', provider: 'icbc', title: '中国工商银行', channel: 'http', mode: 'callback' };

const load = (...entries: object[]) => loadFrom({}, ...entries);
function loadFrom(environment: NodeJS.ProcessEnv, ...entries: object[]) {
  const file = join(folder, 'providers.json');
  writeFileSync(file, JSON.stringify(entries));
  return loadProviders('https://base', file, environment);
}

test('a provider without an address of its own is asked at the base address', () => {
  const providers = loadProviders('http://base');

  expect(findProvider(providers, 'bank', 'ccb')?.url).toBe('http://base/agencies/bank/ccb');
});

test('an address of its own is kept', () => {
  expect(load({ ...icbc, url: 'https://icbc.example' })[0]?.url).toBe('https://icbc.example');
});

test('a wrong entry is refused with its name and the expected value', () => {
  expect(() => load(icbc, { ...icbc, agency: 'post' })).toThrow(/entry 2 \(post\/icbc\): expected an agency of bank, /);
  expect(() => load({ ...icbc, channel: 'fax' })).toThrow("expected the channel http or paper, found 'fax'");
  expect(() => load({ ...icbc, mode: 'sync' })).toThrow("expected the mode callback or polling, found 'sync'");
  expect(() => load({ ...icbc, title: '' })).toThrow('expected a provider and a title');
  expect(() => load(icbc, icbc)).toThrow('named twice');
});

test('the bearer token comes from the environment variable that the entry names', () => {
  const own = { ...icbc, url: 'https://icbc.example', tokenVariable: 'ICBC_TOKEN' };

  expect(loadFrom({ ICBC_TOKEN: 'a-token' }, own)[0]?.token).toBe('a-token');
  expect(() => load(own)).toThrow('the environment variable ICBC_TOKEN, its bearer token, is missing');
});

test('AGENCY_TOKEN is shown at the base address and nowhere else', () => {
  const tokens = loadFrom({ AGENCY_TOKEN: 'a-token' }, icbc, {
    ...icbc,
    provider: 'ccb',
    url: 'https://ccb.example',
  }).map(({ token }) => token);

  expect(tokens).toEqual(['a-token', undefined]);
});

test('a token in the file itself is refused, and the message does not repeat it', () => {
  const pasted = () => load({ ...icbc, url: 'https://icbc.example', tokenVariable: 'tok-4711' });

  expect(pasted).toThrow('expected as tokenVariable the name of an environment variable');
  expect(pasted).not.toThrow(/4711/);
});

test('a token is sent over TLS or within this machine only', () => {
  const at = (url: string) => () => loadFrom({ ICBC_TOKEN: 'a-token' }, { ...icbc, url, tokenVariable: 'ICBC_TOKEN' });

  expect(at('http://icbc.example')).toThrow('expected https, because a bearer token is sent');
  expect(at('https://icbc.example')).not.toThrow();
  expect(at('http://127.0.0.1:8091')).not.toThrow();
});

test('a body reached over HTTP has an address', () => {
  const file = join(folder, 'providers.json');
  writeFileSync(file, JSON.stringify([icbc]));

  expect(() => loadProviders('', file)).toThrow('expected a url, or AGENCY_BASE_URL in the environment');
});
