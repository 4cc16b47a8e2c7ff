// The catalog of the API's messages: both languages, no unused message, and no message outside it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { roles } from '../../api/auth/permissions.ts';
import { knownRole, messages, say } from '../../api/problems/messages.ts';

const page = 'docs/add-resource.md';
const folder = join(import.meta.dirname, '..', '..', 'api');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && name !== join('problems', 'messages.ts'))
  .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));

test('a message inserts its values in both languages, and a bilingual value in its own language', () => {
  const message = say('notFound', { resource: say('resource.case'), id: '(2026)冀0102执1号' });

  expect(message).toEqual({
    zh: '案件“(2026)冀0102执1号”不存在，或您无权查看。',
    en: "No case '(2026)冀0102执1号' exists, or you may not see it.",
  });
});

test('a value is inserted as it is, braces and dollar signs too', () => {
  expect(say('resource.case').zh).toBe('案件');
  expect(say('filing.unknownCourt', { court: '{court} $& $1' }).en).toBe("no court has the code '{court} $& $1'");
});

test('every message is used', () => {
  const isUsed = (id: string) => {
    const family = `${id.split('.')[0]}.$`;
    return sources.some(({ text }) => text.includes(`'${id}'`) || text.includes(`\`${family}`));
  };
  const named = /^(role|resource|permission)\./;

  const unused = Object.keys(messages).filter((id) => !named.test(id) && !isUsed(id));
  expect({ page, unused }).toEqual({ page, unused: [] });
});

test('every message is in the catalogue or the table of problem codes', () => {
  const others = sources.filter(({ name }) => name !== join('problems', 'codes.ts'));

  const outside = others.flatMap(({ name, text }) => (/\bzh: ['"`]/.test(text) ? [name] : []));
  expect({ page, outside }).toEqual({ page, outside: [] });
});

test('every message is in Chinese and in English', () => {
  const untranslated = Object.entries(messages).filter(
    ([, { zh, en }]) => !/\p{Script=Han}|^\{\w+\}：\{\w+\}$/u.test(zh) || /\p{Script=Han}/u.test(en),
  );

  expect(untranslated).toEqual([]);
});

test('every role has a Chinese name', () => {
  expect(roles.filter((role) => !/\p{Script=Han}/u.test(knownRole(role).zh))).toEqual([]);
});
