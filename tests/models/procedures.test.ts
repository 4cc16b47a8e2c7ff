// Checks every step of adding a procedure: a file that is missing, unused or in the wrong folder fails here. The
// message names docs/add-procedure.md.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from '@jest/globals';
import { jobTypes } from '../../activities/job-types.ts';
import { readTemplates } from '../../registry/documents.ts';
import { documentFiles, messageFiles, modelFiles, modelsFolder } from '../../registry/folder.ts';
import {
  faultsBetween,
  faultsOfBindings,
  faultsOfDefinitions,
  faultsOfForms,
  faultsOfRowCitations,
} from '../../registry/links.ts';
import { readModels } from '../../registry/read.ts';
import { limitsHeading, pageOf, procedurePage } from '../../tools/pages/procedure-page.ts';
import { readProcedures } from '../../tools/pages/procedures.ts';

const today = '2026-03-02';
const models = await readModels(modelFiles());
const procedures = await readProcedures();
const see = (oversights: readonly string[]) => oversights.map((oversight) => `${oversight} See docs/add-procedure.md.`);

test('the models are read without a fault and hold together (docs/add-procedure.md)', () => {
  const { processes, decisions, forms, faults } = models;
  const found = [
    ...faults,
    ...faultsBetween({ processes, decisions }, { jobTypes, date: today }),
    ...faultsOfRowCitations(decisions, { date: today }),
    ...faultsOfDefinitions(decisions, []),
    ...faultsOfBindings({ processes, decisions }),
    ...faultsOfForms(processes, forms, []),
  ];

  expect(see(found.map(({ file, elementId, reason }) => `${file} ${elementId}: ${reason}`))).toEqual([]);
});

test('every folder of a procedure has its diagram, named like the folder and the process', () => {
  const folders = readdirSync(join(modelsFolder, 'procedures'));
  const missing = folders.filter((name) =>
    models.processes.every(({ file, graph }) => file !== `procedures/${name}/${name}.bpmn` || graph.processId !== name),
  );

  expect(see(missing.map((name) => `Expected the process '${name}' in procedures/${name}/${name}.bpmn.`))).toEqual([]);
});

test('every file in the folders of models has a place there', () => {
  const place = [
    /^procedures\/([^/]+)\/(\1\.bpmn|README\.md|scenarios\/[^/]+\.json)$/,
    /^(procedures\/[^/]+|shared)\/(parameters\/[^/]+\.dmn|forms\/[^/]+\.form)$/,
    /^(procedures\/[^/]+|shared)\/(documents\/[^/]+\.mustache|messages\/[^/]+\.json)$/,
  ];
  const files = ['procedures', 'shared'].flatMap((folder) =>
    readdirSync(join(modelsFolder, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(modelsFolder.length + 1)),
  );

  expect(
    see(
      files.filter((file) => !place.some((pattern) => pattern.test(file))).map((file) => `${file} has no place there.`),
    ),
  ).toEqual([]);
});

/** Every file of the folder, with the procedures that use it. */
function uses(): { readonly file: string; readonly by: readonly string[] }[] {
  const usersOf = (isUsed: (procedure: (typeof procedures)[number]) => boolean) =>
    procedures.filter(isUsed).map(({ id }) => id);
  const decisions = models.decisions.map(({ file, decisions }) => ({
    file,
    by: usersOf((procedure) => decisions.some(({ id }) => procedure.decisions.includes(id))),
  }));
  const forms = models.forms.map(({ file, id }) => ({
    file,
    by: usersOf((procedure) => procedure.forms.includes(id)),
  }));
  const documents = documentFiles().map((file) => {
    const [type = ''] = readTemplates([file]).keys();
    return { file: file.name, by: usersOf((procedure) => procedure.documents.includes(type)) };
  });
  const described = messageFiles().filter(({ name }) => !name.endsWith('.schema.json'));
  const awaited = described.map(({ name: file, content }) => {
    const { name } = JSON.parse(content) as { readonly name: string };
    return { file, by: usersOf(({ messages, sends }) => [...messages, ...sends].includes(name)) };
  });
  return [...decisions, ...forms, ...documents, ...awaited];
}

test('every table, form, document and message is used by a procedure', () => {
  const unused = uses().filter(({ by }) => by.length === 0);

  expect(see(unused.map(({ file }) => `${file} is used by no procedure.`))).toEqual([]);
});

test('a file that one procedure uses is in its folder, and a file that two use is in shared/', () => {
  const misplaced = uses().flatMap(({ file, by }) => {
    const home = by.length === 1 ? `procedures/${by[0]}` : 'shared';
    return by.length === 0 || file.startsWith(`${home}/`)
      ? []
      : [`${file} is used by ${by.join(', ')}: keep it in ${home}/.`];
  });

  expect(see(misplaced)).toEqual([]);
});

test('a document that no diagram names is named by a table', () => {
  const tables = modelFiles().filter(({ name }) => name.endsWith('.dmn'));
  const diagrams = modelFiles().filter(({ name }) => name.endsWith('.bpmn'));
  const named = [...tables, ...diagrams].map(({ content }) => content).join('\n');
  const unnamed = [...readTemplates().keys()].filter(
    (type) => !new RegExp(`(&#34;|&quot;|")${type}(&#34;|&quot;|")`).test(named),
  );

  expect(see(unnamed.map((type) => `The document '${type}' is named by no diagram and no table.`))).toEqual([]);
});

const citing = ['userTask', 'serviceTask', 'sendTask', 'receiveTask', 'businessRuleTask', 'callActivity'];

test('every task, call and timer cites the law it rests on', () => {
  const silent = procedures.flatMap(({ id, graph }) =>
    Object.values(graph.elements)
      .filter(({ type, event }) => citing.includes(type) || event?.type === 'timer')
      .filter(({ properties }) => !properties['legalBasis'])
      .map((element) => `${id}: ${element.id} has no zeebe:property legalBasis.`),
  );

  expect(see(silent)).toEqual([]);
});

test('the documentation of every process says its purpose', () => {
  const silent = procedures.filter(({ documentation }) => documentation === '');

  expect(see(silent.map(({ id }) => `The process '${id}' has no documentation.`))).toEqual([]);
});

test.each(procedures)('the page of $id agrees with its model, and says what it does not cover', (procedure) => {
  const page = pageOf(procedure);
  const name = relative(modelsFolder, page);
  const before = existsSync(page) ? readFileSync(page, 'utf8') : '';
  const made = procedurePage(procedure, procedures, before);
  if (process.env['WRITE_DOCS']) writeFileSync(page, made);
  const written = process.env['WRITE_DOCS'] ? made : before;
  const isCurrent = written === made;
  const limits = written.split(limitsHeading)[1]?.trim() ?? '';

  const oversights = [
    ...(isCurrent ? [] : [`${name} is missing or out of date: run WRITE_DOCS=1 npm test -- tests/models/procedures.`]),
    ...(limits === '' ? [`${name} does not say under '${limitsHeading}' what it does not cover.`] : []),
  ];
  expect(see(oversights)).toEqual([]);
});

test('a shared schema is used by two messages', () => {
  const schemas = messageFiles().filter(({ name }) => name.endsWith('.schema.json'));
  const unused = schemas.filter(({ name }) => {
    const reference = `"${name.split('/').at(-1)}"`;
    return messageFiles().filter(({ content }) => content.includes(reference)).length < 2;
  });

  expect(see(unused.map(({ name }) => `${name} is used by fewer than two messages.`))).toEqual([]);
});

/** The texts in quotes and the names of fields in the sources of some folders. */
function namesInSources(...folders: readonly string[]): ReadonlySet<string> {
  const root = join(modelsFolder, '..');
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(root, folder, file)),
  );
  const sources = files.filter((file) => /\.(ts|json)$/.test(file)).map((file) => readFileSync(file, 'utf8'));
  const names = sources.join('\n').matchAll(/(["'`])([\w-]+)\1|\b([\w-]+): /g);
  return new Set([...names].flatMap(([, , quoted, field]) => quoted ?? field ?? []));
}

test('every process begins somewhere: it is called, filed, started by a job, or by a message or signal', () => {
  const called = procedures.flatMap(({ calls }) => calls);
  const startedInCode = namesInSources('api/resources/cases', 'activities/jobs');
  const isStartedByEvent = ({ graph }: (typeof procedures)[number]) =>
    Object.values(graph.elements).some(
      ({ type, scope, event }) =>
        type === 'startEvent' && scope === graph.processId && ['message', 'signal'].includes(event?.type ?? ''),
    );
  const idle = procedures.filter(
    (procedure) => !called.includes(procedure.id) && !startedInCode.has(procedure.id) && !isStartedByEvent(procedure),
  );

  expect(
    see(idle.map(({ id }) => `No process calls '${id}', no job starts it, and it has no message start event.`)),
  ).toEqual([]);
});

test('every process is played in a test, which names the process or an element of its own', () => {
  const inTests = namesInSources('tests/models', 'tests/law', 'tests/examples', 'examples');
  const elementIds = procedures.flatMap(({ graph }) => Object.keys(graph.elements));
  const isOwn = (id: string) => elementIds.indexOf(id) === elementIds.lastIndexOf(id);
  const unplayed = procedures.filter(
    ({ id, graph }) => ![id, ...Object.keys(graph.elements).filter(isOwn)].some((name) => inTests.has(name)),
  );

  expect(see(unplayed.map(({ id }) => `No test names the process '${id}' or an element of its own.`))).toEqual([]);
});
