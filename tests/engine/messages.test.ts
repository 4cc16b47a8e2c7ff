// The engine's messages: Chinese and English, none unused and none outside a table.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { messages as ofAgencies } from '../../activities/agencies/messages.ts';
import { messages as ofJobs } from '../../activities/jobs/messages.ts';
import { messages as ofEngine } from '../../engine/messages.ts';
import { messages as ofSchemas } from '../../engine/schema-words.ts';
import { messages as ofLaw } from '../../law/messages.ts';

const root = join(import.meta.dirname, '..', '..');
const tables = { engine: ofEngine, 'activities/agencies': ofAgencies, 'activities/jobs': ofJobs, law: ofLaw };
const sourcesIn = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('messages.ts'))
    .map((name) => ({ name, text: readFileSync(join(root, folder, name), 'utf8') }));

test.each(Object.entries({ ...tables, schemas: ofSchemas }))(
  'every message of %s is in Chinese and in English',
  (_folder, messages) => {
    const untranslated = Object.entries(messages).filter(
      ([, { zh, en }]) => !/\p{Script=Han}|^（.*）$/u.test(zh) || /\p{Script=Han}/u.test(en) || en === '',
    );

    expect(untranslated).toEqual([]);
  },
);

test.each(Object.entries(tables))('every message of %s is used', (folder, messages) => {
  const sources = sourcesIn(folder === 'activities/jobs' ? 'activities' : folder);
  const isUsed = (id: string) => {
    const last = id.slice(id.lastIndexOf('.') + 1);
    const family = `\`${id.slice(0, -last.length)}$`;
    return sources.some(({ text }) => text.includes(`'${id}'`) || text.includes(family));
  };
  const isValue = (id: string) => sources.some(({ text }) => text.includes(`'${id.slice('value.'.length)}'`));

  const unused = Object.keys(messages).filter((id) => !isUsed(id) && !(id.startsWith('value.') && isValue(id)));
  expect(unused.filter((id) => id !== 'event.none')).toEqual([]);
});

test('no message of the engine stands outside a table', () => {
  const beside = sourcesIn('engine').filter(
    ({ name, text }) => name !== 'schema-words.ts' && /\bzh: ['"`].*\p{Script=Han}/u.test(text),
  );

  expect(beside.map(({ name }) => name)).toEqual([]);
});
