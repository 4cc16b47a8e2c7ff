// `npm run draw -- [--check] [MODEL.bpmn …]`: draws models anew, all of models/ when none is named. Only the diagram
// and the notes that say who acts are replaced; the same model gives the same file. With --check nothing is written,
// and the faults of the pictures are listed.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inBoth } from '../../engine/catalogue.ts';
import { modelFiles, modelsFolder } from '../../registry/folder.ts';
import { writeDiagram } from './diagram.ts';
import { faultsOfPicture } from './lint/index.ts';
import { say } from './messages.ts';
import { readDocument } from './model.ts';
import { pictureOf } from './picture.ts';

const { values, positionals } = readArguments();
const all = modelFiles().filter(({ name }) => name.endsWith('.bpmn'));
const files = positionals.length > 0 ? positionals : all.map(({ name }) => join(modelsFolder, name));
for (const file of files) {
  try {
    const xml = await readFile(file, 'utf8');
    await (values.check ? check(file, xml) : draw(file, xml));
  } catch (failure) {
    // The parser's message repeats the whole file after its first line.
    console.error(`${file}: ${(failure as Error).message.split('\n')[0]}`);
    process.exitCode = 1;
  }
}

if (values.check && !process.exitCode) console.log(inBoth(say('sound', { count: files.length })));

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: { check: { type: 'boolean' } } });
  } catch {
    console.error(inBoth(say('usage')));
    process.exit(2);
  }
}

async function draw(file: string, xml: string): Promise<void> {
  const document = await readDocument(xml);
  await writeFile(file, await writeDiagram(document, pictureOf(document.process)));
  console.log(file);
}

async function check(file: string, xml: string): Promise<void> {
  for (const { id, rule, reason } of await faultsOfPicture(xml)) {
    console.log(`${file}: ${id}: ${inBoth(reason)} (${rule})`);
    process.exitCode = 1;
  }
}
