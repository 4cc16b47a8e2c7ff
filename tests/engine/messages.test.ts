// Messages to people: Chinese and English, none unused and none outside a table.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { messages as ofAgencies } from '../../activities/agencies/messages.ts';
import { messages as ofJobs } from '../../activities/jobs/messages.ts';
import { messages as ofApi } from '../../api/problems/messages.ts';
import { messages as ofArchive } from '../../archive/messages.ts';
import { messages as ofDatabase } from '../../db/failures.ts';
import type { Messages } from '../../engine/catalogue.ts';
import { messages as ofCheck } from '../../engine/check/messages.ts';
import { messages as ofDmn } from '../../engine/dmn/messages.ts';
import { messages as ofFeel } from '../../engine/feel/messages.ts';
import { messages as ofForm } from '../../engine/form/messages.ts';
import { messages as ofEngine } from '../../engine/messages.ts';
import { messages as ofRead } from '../../engine/read/messages.ts';
import { messages as ofSchemas } from '../../engine/schema-words.ts';
import { messages as ofXml } from '../../engine/xml-reasons.ts';
import { messages as ofLaw } from '../../law/messages.ts';
import { messages as ofRegistry } from '../../registry/fault-messages.ts';
import { messages as ofConversion } from '../../tools/bpmn/convert/messages.ts';
import { messages as ofCommands } from '../../tools/bpmn/messages.ts';
import { messages as ofDrawing } from '../../tools/drawing/messages.ts';
import { messages as ofStack } from '../../tools/stack/messages.ts';
import { hasChinese, hasEnglishSentence } from '../support/languages.ts';

const root = join(import.meta.dirname, '..', '..');
const tables = {
  engine: ofEngine,
  'activities/agencies': ofAgencies,
  'activities/jobs': ofJobs,
  archive: ofArchive,
  law: ofLaw,
};
const others = {
  feel: ofFeel,
  schemas: ofSchemas,
  db: ofDatabase,
  read: ofRead,
  xml: ofXml,
  check: ofCheck,
  dmn: ofDmn,
  form: ofForm,
  registry: ofRegistry,
  api: ofApi,
  commands: ofCommands,
  conversion: ofConversion,
  drawing: ofDrawing,
  stack: ofStack,
};
const sourcesIn = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('messages.ts'))
    .map((name) => ({ name, text: readFileSync(join(root, folder, name), 'utf8') }));

test.each(Object.entries({ ...tables, feel: ofFeel, schemas: ofSchemas, xml: ofXml, db: ofDatabase }))(
  'every message of %s is in Chinese and in English',
  (_folder, messages) => {
    const untranslated = Object.entries(messages).filter(
      ([, { zh, en }]) => !/\p{Script=Han}|^[（“].*[）”]$/u.test(zh) || /\p{Script=Han}/u.test(en) || en === '',
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

test.each(Object.entries<Messages>({ ...tables, ...others }))(
  'no Chinese message of %s holds an English sentence, and no English one Chinese, but as quoted data',
  (_folder, messages) => {
    const mixed = Object.entries(messages).filter(([, { zh, en }]) => hasEnglishSentence(zh) || hasChinese(en));

    expect(mixed).toEqual([]);
  },
);

test.each(Object.entries<Messages>({ ...tables, ...others }))(
  'a text of another program stands in a message of %s only as a technical detail',
  (_folder, messages) => {
    const misplaced = Object.entries(messages).filter(
      ([, { zh }]) => zh.includes('{detail}') !== /（技术信息：\{detail\}）。$/.test(zh),
    );

    expect(misplaced).toEqual([]);
  },
);

test('the text of an exception reaches a person only as a technical detail', () => {
  const beside = ['engine', 'activities', 'api', 'db', 'law', 'registry', 'workflows'].flatMap((folder) =>
    sourcesIn(folder).flatMap(({ name, text }) =>
      [...text.matchAll(/say\([^;]*?\b(\w+): [^;,]*\b(?:error|failure|cause|file)\b[^;,]*\.message\b/g)].flatMap(
        ([, value]) => (value === 'detail' ? [] : [`${join(folder, name)}: ${value}`]),
      ),
    ),
  );

  expect(beside).toEqual([]);
});

test('no message of the engine stands outside a table', () => {
  const beside = sourcesIn('engine').filter(
    ({ name, text }) =>
      !['schema-words.ts', 'xml-reasons.ts'].includes(name) && /\bzh: ['"`].*\p{Script=Han}/u.test(text),
  );

  expect(beside.map(({ name }) => name)).toEqual([]);
});
