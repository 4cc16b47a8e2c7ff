// The texts that people of a court read in our models: Chinese, without names of variables, and for each task
// instructions with English beside them. (Forms: forms.test.ts.)
import { expect, test } from '@jest/globals';
import { readDocumentation } from '../../engine/read/documentation.ts';
import { documentFiles, modelFiles } from '../../registry/folder.ts';
import { readModels } from '../../registry/read.ts';

const { processes, decisions } = await readModels(modelFiles());
const page = 'docs/modelling.md';

interface Text {
  readonly file: string;
  readonly text: string;
}

const found = (file: string, content: string, pattern: RegExp): Text[] =>
  [...content.matchAll(pattern)].map((match) => ({ file, text: match[1]! }));

/** A name that is missing is replaced by the id when a model is read. */
const named = ({ id, name }: { readonly id: string; readonly name: string }): string => (name === id ? '' : name);

async function textsOfProcesses(): Promise<Text[]> {
  const texts = processes.map(async ({ file, xml, graph }) => {
    const documentation = Object.values(await readDocumentation(xml)).map(({ zh }) => zh);
    const names = [...Object.values(graph.elements), ...Object.values(graph.flows)].map(named);
    const properties = Object.values(graph.elements).flatMap(({ properties: { stage = '', deadline = '' } }) => [
      stage,
      deadline,
    ]);
    return [graph.name, ...documentation, ...names, ...properties].map((text) => ({ file, text }));
  });
  return (await Promise.all(texts)).flat();
}

const textsOfForms = modelFiles()
  .filter(({ name }) => name.endsWith('.form'))
  .flatMap(({ name, content }) => found(name, content, /"(?:label|dateLabel|timeLabel|description|text)": "([^"]*)"/g));

const textsOfTables = decisions.flatMap(({ file, xml }) => found(file, xml, /\slabel="([^"]*)"/g));

const textsOfDocuments = documentFiles().map(({ name, content }) => ({
  file: name,
  text: content.replaceAll(/\{\{.*?\}\}/gs, ''),
}));

test('a Chinese text of our models has no name of a variable and no other Latin letter', async () => {
  const texts = [...(await textsOfProcesses()), ...textsOfForms, ...textsOfTables, ...textsOfDocuments];

  expect(texts.length).toBeGreaterThan(1000);
  expect({ page, latin: texts.filter(({ text }) => /[A-Za-z]/.test(text)) }).toEqual({ page, latin: [] });
});

test('every user task has instructions in Chinese, with English beside them', async () => {
  const silent = await Promise.all(
    processes.map(async ({ xml, graph }) => {
      const documentation = await readDocumentation(xml);
      return Object.values(graph.elements)
        .filter(({ type }) => type === 'userTask')
        .map(({ id }) => ({ id, ...documentation[id] }))
        .filter(
          ({ zh = '', en = '' }) => !/\p{Script=Han}/u.test(zh) || !/[a-z]/.test(en) || /\p{Script=Han}/u.test(en),
        );
    }),
  );

  expect({ page, silent: silent.flat() }).toEqual({ page, silent: [] });
});
