// Rules for every model in models/: it opens in Camunda Modeler, cites law that exists, and refers only to parts that
// exist.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { jobs } from '../../activities/jobs/index.ts';
import { readDecisions } from '../../engine/dmn/index.ts';
import { resolveCitation } from '../../law/citation.ts';
import { citations } from '../../law/citation-text.ts';
import { readTemplates } from '../../registry/documents.ts';
import { modelFiles, modelsFolder } from '../../registry/folder.ts';
import { citingRows, faultsOfRows } from '../../registry/row-citations.ts';

const all = new Map(modelFiles().map(({ name, content }) => [name, content]));
const files = (extension: string) => [...all.keys()].filter((file) => file.endsWith(extension));
const text = (file: string) => all.get(file)!;
const models = files('.bpmn').map((file) => ({ file, xml: text(file) }));
const today = '2026-03-02';

/** Values of an attribute, with the XML escapes undone. */
const attributes = (xml: string, tag: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${tag}\\b[^>]*?\\b${name}="([^"]*)"`, 'g'))].map((match) => plain(match[1] ?? ''));
const plain = (value: string) =>
  value
    .replace(/&quot;|&#34;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
const properties = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<zeebe:property name="${name}" value="([^"]*)"`, 'g'))].map((match) => match[1] ?? '');

test('every model opens in Camunda Modeler: bpmnlint with camunda-compat accepts it (docs/modelling.md)', () => {
  const lint = join(modelsFolder, '..', 'node_modules', 'bpmnlint', 'bin', 'bpmnlint.js');
  const paths = models.map(({ file }) => join(modelsFolder, file));

  execFileSync(process.execPath, [lint, '--config', join(modelsFolder, '.bpmnlintrc'), ...paths], { stdio: 'pipe' });
});

test.each(models)('$file carries a diagram and the platform it is made for (docs/modelling.md)', ({ xml }) => {
  const needed = [
    'modeler:executionPlatform="Camunda Cloud"',
    'modeler:executionPlatformVersion="8.7.0"',
    '<bpmndi:BPMNDiagram',
  ];

  expect(needed.filter((part) => !xml.includes(part))).toEqual([]);
});

test.each(models)('$file cites only law that exists, and marks unverified citations (docs/modelling.md)', ({ xml }) => {
  const elements = [...xml.matchAll(/<zeebe:properties>[\s\S]*?<\/zeebe:properties>/g)].map((match) => match[0]);
  for (const element of elements) {
    for (const citation of properties(element, 'legalBasis').flatMap(citations)) {
      const resolved = resolveCitation(citation, today);
      expect(resolved).not.toHaveProperty('error');
      if ('unverified' in resolved)
        expect({ citation, marked: properties(element, 'unverified') }).toEqual({ citation, marked: ['true'] });
    }
  }
});

test.each(models)(
  '$file refers only to jobs, decisions, processes and documents that exist (docs/modelling.md)',
  ({ xml }) => {
    const types = attributes(xml, 'zeebe:taskDefinition', 'type').filter((type) => type.startsWith('db:'));
    const known = Object.keys(jobs).map((name) => `db:${name}`);
    expect(types.filter((type) => !known.includes(type))).toEqual([]);

    const decisions = files('.dmn').flatMap((file) => attributes(text(file), 'decision', 'id'));
    const called = attributes(xml, 'zeebe:calledDecision', 'decisionId');
    expect(called.filter((decision) => !decisions.includes(decision))).toEqual([]);

    const processes = files('.bpmn').flatMap((file) => attributes(text(file), 'bpmn:process', 'id'));
    const children = attributes(xml, 'zeebe:calledElement', 'processId').filter((id) => !id.startsWith('='));
    expect(children.filter((child) => !processes.includes(child))).toEqual([]);

    const templates = [...readTemplates().keys()];
    const documents = attributes(xml, 'zeebe:input', 'source').flatMap(
      (source) => /^=\{type: "([^"]+)", addressee/.exec(source)?.[1] ?? [],
    );
    expect(documents.filter((document) => !templates.includes(document))).toEqual([]);
  },
);

test.each(models)(
  '$file gives every user task to a role, and holds no period of its own (docs/modelling.md)',
  ({ xml }) => {
    const roles = ['judge', 'officer', 'clerk', 'president', 'supervisor', 'procurator', 'party'];
    const tasks = [...xml.matchAll(/<bpmn:userTask [^>]*?(\/>|>[\s\S]*?<\/bpmn:userTask>)/g)].map((match) => match[0]);
    const withoutRole = tasks.filter((task) => !/<zeebe:assignmentDefinition [^>]*candidateGroups=/.test(task));
    expect(withoutRole.flatMap((task) => attributes(task, 'bpmn:userTask', 'id'))).toEqual([]);
    const groups = attributes(xml, 'zeebe:assignmentDefinition', 'candidateGroups');
    expect(groups.flatMap((list) => list.split(/[\s,]+/)).filter((group) => !roles.includes(group))).toEqual([]);

    // A statutory period is a row of a decision table: no duration in days, months or years, no number inside a period
    // function.
    const durations = xml.match(/P\d+[DMYW]/g) ?? [];
    const literals = plain(xml).match(/(periodEnd|lastDay|dateBefore)\([^"]*?,\s*\d+\s*,/g) ?? [];
    expect([...durations, ...literals]).toEqual([]);
  },
);

test.each(files('.dmn'))(
  '%s names the article of each row, in force from the first to the last day of the row (docs/add-statutory-number.md)',
  async (file) => {
    const { decisions } = await readDecisions(text(file));
    const faults = faultsOfRows(decisions, text(file), today);
    const rows = citingRows(decisions, today);

    expect(faults.map(({ reason }) => `${reason} See docs/add-statutory-number.md.`)).toEqual([]);
    expect(rows).toHaveLength([...text(file).matchAll(/<rule\b/g)].length);
    expect(rows.filter(({ from }) => from === undefined)).toEqual([]);
    const unmarked = rows.filter(
      ({ row, citations, days }) =>
        !row.annotation?.startsWith('unverified ') &&
        citations.some((citation) => days.some((day) => 'unverified' in resolveCitation(citation, day))),
    );
    expect(unmarked.map(({ row }) => row.annotation)).toEqual([]);
  },
);
