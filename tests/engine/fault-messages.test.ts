// Faults of models come from the tables: both languages, every message used, no text beside the tables.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { messages as ofCheck } from '../../engine/check/messages.ts';
import { messages as ofDmn } from '../../engine/dmn/messages.ts';
import { messages as ofForm } from '../../engine/form/messages.ts';
import { read } from '../../engine/read/index.ts';
import { messages as ofRead } from '../../engine/read/messages.ts';
import { messages as ofExamples } from '../../examples/messages.ts';
import { messages as ofRegistry } from '../../registry/fault-messages.ts';
import { messages as ofConversion } from '../../tools/bpmn/convert/messages.ts';
import { messages as ofCommands } from '../../tools/bpmn/messages.ts';
import { messages as ofDrawing } from '../../tools/drawing/messages.ts';
import { messages as ofSimulation } from '../../tools/simulate/messages.ts';
import { messages as ofStack } from '../../tools/stack/messages.ts';

const root = join(import.meta.dirname, '..', '..');

const tables = [
  { folder: 'engine/read', messages: ofRead },
  { folder: 'engine/check', messages: ofCheck },
  { folder: 'engine/dmn', messages: ofDmn },
  { folder: 'engine/form', messages: ofForm },
  { folder: 'examples', messages: ofExamples },
  { folder: 'registry', messages: ofRegistry },
  { folder: 'tools/bpmn', messages: ofCommands },
  { folder: 'tools/bpmn/convert', messages: ofConversion },
  { folder: 'tools/drawing', messages: ofDrawing },
  { folder: 'tools/simulate', messages: ofSimulation },
  { folder: 'tools/stack', messages: ofStack },
];

const sourcesIn = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('messages.ts'))
    .map((name) => ({ name: join(folder, name), text: readFileSync(join(root, folder, name), 'utf8') }));

test('a fault has its reason in English and in Chinese', async () => {
  const process = '<process id="p"><startEvent id="s" /><complexGateway id="g" /></process>';

  const { faults } = await read(
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">${process}</definitions>`,
  );

  expect(faults).toEqual([
    { elementId: 'g', line: 1, reason: 'A complex gateway is not executed.', reasonZh: '系统不执行复杂网关。' },
  ]);
});

test.each(tables)('every message of $folder is used', ({ folder, messages }) => {
  const texts = sourcesIn(folder).map(({ text }) => text);

  expect(Object.keys(messages).filter((id) => !texts.some((text) => text.includes(`'${id}'`)))).toEqual([]);
});

test.each(tables)('every message of $folder is Chinese and English', ({ messages }) => {
  const faulty = Object.entries<{ zh: string; en: string }>(messages).filter(
    ([, { zh, en }]) => !/\p{Script=Han}/u.test(zh) || /\p{Script=Han}/u.test(en),
  );

  expect(faulty).toEqual([]);
});

test.each(tables)('no reason of $folder stands beside the table', ({ folder }) => {
  const written =
    /\b(fault\([^;]*?|refuse\([^;]*?|reason: |reasonZh: |advice: |adviceZh: |yield )['"`](Expected|[A-Z]\w+ )/;

  expect(sourcesIn(folder).flatMap(({ name, text }) => (written.test(text) ? [name] : []))).toEqual([]);
});
