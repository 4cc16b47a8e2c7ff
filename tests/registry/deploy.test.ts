import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { jobs } from '../../activities/jobs/index.ts';
import { createLocalActivities } from '../../activities/steps/local-activities.ts';
import { readCourt } from '../../db/courts.ts';
import { readFormContent } from '../../db/forms.ts';
import { listModels } from '../../db/models.ts';
import type { Model } from '../../engine/graph.ts';
import { step } from '../../engine/index.ts';
import type { ModelRef } from '../../protocol/start.ts';
import { deployFiles, deployModels, ModelsRefused } from '../../registry/deploy.ts';
import { modelFiles, modelsFolder } from '../../registry/folder.ts';
import { endedIn2026, nextYears } from '../models/next-years-limits.ts';
import { testDatabase } from '../support/postgres.ts';
import { processStartedBy } from '../support/started-process.ts';

const database = await testDatabase();
const { pool } = database;
const folder = mkdtempSync(join(tmpdir(), 'models-'));
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

const jobTypes = [...Object.keys(jobs).map((name) => `db:${name}`), 'agency:*'];
const { loadModel, resolveModel } = createLocalActivities(pool, { jobs });

const bpmn = (id: string, inside: string) => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
  <bpmn:process id="${id}" name="${id}" isExecutable="true">
    <bpmn:startEvent id="start" />
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="act" />
    ${inside}
    <bpmn:sequenceFlow id="f2" sourceRef="act" targetRef="end" />
    <bpmn:endEvent id="end" />
  </bpmn:process>
</bpmn:definitions>`;
const service = (type: string, legalBasis = '') => `<bpmn:serviceTask id="act">
  <bpmn:extensionElements><zeebe:taskDefinition type="${type}" />
    <zeebe:properties><zeebe:property name="legalBasis" value="${legalBasis}" /></zeebe:properties></bpmn:extensionElements>
</bpmn:serviceTask>`;

test("the project's own models deploy, and deploying them again changes nothing", async () => {
  const first = await deployModels(pool, modelsFolder, 'test');
  const second = await deployModels(pool, modelsFolder, 'test');

  expect(second).toEqual(first);
  expect(first.map(({ version }) => version)).toEqual(first.map(() => 1));
  expect(await readCourt(pool, '冀0102')).toMatchObject({ superiorCode: '冀01' });
});

test('a model is loaded with the decisions it uses and the calendar, and nothing else', async () => {
  const rule = `<bpmn:businessRuleTask id="act"><bpmn:extensionElements>
    <zeebe:calledDecision decisionId="control-term" resultVariable="term" /></bpmn:extensionElements></bpmn:businessRuleTask>`;
  const decisions = modelFiles().filter(({ name }) => /(control-term|notice-period)\.dmn$/.test(name));
  await deployFiles(pool, [{ name: 'rule.bpmn', content: bpmn('rule', rule) }, ...decisions], 'test');

  const model = (await loadModel(await resolveModel({ processId: 'rule' }))) as Model;

  expect(model.graph.processId).toBe('rule');
  expect(Object.keys(model.decisions)).toEqual(['control-term']);
  expect(model.calendar.until).toBe('2026-12-31');
});

test('a newer row beside an older one without an end is refused, and deployed when the older one ends the day before', async () => {
  const limits = modelFiles().find(({ name }) => name.endsWith('/sanction-limits.dmn'))!.content;
  const deploy = (content: string) => deployFiles(pool, [{ name: 'sanction-limits.dmn', content }], 'test');

  await expect(deploy(nextYears(limits))).rejects.toThrow(
    /sanction-limits\.dmn:\d+ sanction-limits: .*rows 1 and 5 both take date\(actDate\) = 2027-01-01.*docs\/add-statutory-number\.md/,
  );
  await expect(deploy(nextYears(endedIn2026(limits, '2026-12-30')))).rejects.toThrow(/on 2026-12-31; found none/);
  await expect(deploy(nextYears(endedIn2026(limits)))).resolves.toEqual([]);
});

test('a row without an article, or with one that does not exist on its days, is refused', async () => {
  const limits = modelFiles().find(({ name }) => name.endsWith('/sanction-limits.dmn'))!.content;
  const deploy = (description: string) => {
    const content = limits.replace(/<description>[^<]*/, `<description>${description}`);
    return deployFiles(pool, [{ name: 'sanction-limits.dmn', content }], 'test', { date: '2026-03-02' });
  };

  await expect(deploy('unverified 罚款')).rejects.toThrow(
    /sanction-limits\.dmn:11 sanction-limits: .*Expected row 1 to name its article/,
  );
  await expect(deploy('CPL#999 罚款')).rejects.toThrow(/Expected the citation of row 1 to resolve on 2022-01-01\./);
  await expect(deploy('ownParameter 罚款')).resolves.toEqual([]);
});

test('the next instance uses the decisions deployed since', async () => {
  const rule = `<bpmn:businessRuleTask id="act"><bpmn:extensionElements>
    <zeebe:calledDecision decisionId="answer" resultVariable="answer" /></bpmn:extensionElements></bpmn:businessRuleTask>`;
  const answer = (text: string) => ({
    name: 'answer.dmn',
    content: `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="answers" name="d" namespace="t"><decision id="answer" name="answer"><literalExpression id="l"><text>${text}</text></literalExpression></decision></definitions>`,
  });
  await deployFiles(pool, [{ name: 'asks.bpmn', content: bpmn('asks', rule) }, answer('1')], 'test');
  const before = await loadModel(await resolveModel({ processId: 'asks' }));

  await deployFiles(pool, [answer('2')], 'test');
  const after = await loadModel(await resolveModel({ processId: 'asks' }));

  expect(after.decisions).not.toEqual(before.decisions);
  expect(after.parameters).not.toBe(before.parameters);
});

test('changed content becomes a new version; running cases keep the old one', async () => {
  await deployFiles(pool, [{ name: 'a.bpmn', content: bpmn('a', service('db:case.close')) }], 'test', { jobTypes });
  const [changed] = await deployFiles(
    pool,
    [{ name: 'a.bpmn', content: bpmn('a', service('db:case.accept')) }],
    'test',
    { jobTypes },
  );

  expect(changed!.version).toBe(2);
  expect(await resolveModel({ processId: 'a' })).toEqual(changed);
  const versions = (await listModels(pool)).filter(({ processId }) => processId === 'a').map(({ version }) => version);
  expect(versions).toEqual([2, 1]);
});

test('all faults of all files are reported at once, and nothing is deployed', async () => {
  writeFileSync(join(folder, 'one.bpmn'), bpmn('one', service('db:nobody', 'CPL#251 CPL#9999 XYZ#1')));
  writeFileSync(join(folder, 'two.bpmn'), bpmn('two', service('db:case.close', 'nonsense')));
  writeFileSync(join(folder, 'three.bpmn'), bpmn('two', '<bpmn:complexGateway id="act" />'));
  writeFileSync(join(folder, 'four.dmn'), 'no xml');

  const refused = await deployModels(pool, folder, 'test', { jobTypes, date: '2026-03-02' }).catch(
    (error: unknown) => error,
  );

  expect(refused).toBeInstanceOf(ModelsRefused);
  const faults = (refused as ModelsRefused).faults.map(({ file, elementId, line }) => [file, elementId, line]);
  expect(faults).toEqual(
    expect.arrayContaining([
      ['one.bpmn', 'act', 6],
      ['two.bpmn', 'act', 6],
      ['three.bpmn', 'act', 6],
      ['four.dmn', '', 1],
    ]),
  );
  expect((refused as Error).message).toContain("No handler is registered for job type 'db:nobody'.");
  expect((refused as Error).message).toContain('CPL#9999');
  expect((refused as Error).message).toContain('XYZ');
  await expect(resolveModel({ processId: 'one' })).rejects.toThrow("No process 'one' is deployed");
});

test('a process that only a timer could start is refused with element, line and reason', async () => {
  const content = processStartedBy('daily', 'x')
    .replace('<bpmn:message id="what" name="x" />', '')
    .replace(
      '<bpmn:messageEventDefinition id="by" messageRef="what" />',
      '<bpmn:timerEventDefinition id="by"><bpmn:timeCycle>R/P1D</bpmn:timeCycle></bpmn:timerEventDefinition>',
    );

  const refused = deployFiles(pool, [{ name: 'daily.bpmn', content }], 'test');

  await expect(refused).rejects.toMatchObject({
    faults: [
      { file: 'daily.bpmn', elementId: 'begun', line: 5, reason: expect.stringContaining('A timer has no case') },
    ],
  });
});

const asking = (formDefinition: string) => ({
  name: 'asking.bpmn',
  content: bpmn(
    'asking',
    `<bpmn:userTask id="act"><bpmn:extensionElements><zeebe:userTask /><zeebe:formDefinition ${formDefinition} /></bpmn:extensionElements></bpmn:userTask>`,
  ),
});
const formFile = (id: string, components: readonly object[]) => ({
  name: `${id}.form`,
  content: JSON.stringify({ type: 'default', id, components }),
});

test('a form that is in no deployment is refused with element, line and reason; an earlier deployment is enough', async () => {
  const refused = deployFiles(pool, [asking('formId="question"')], 'test');
  await expect(refused).rejects.toMatchObject({
    faults: [
      { file: 'asking.bpmn', elementId: 'act', line: 6, reason: expect.stringContaining("the form 'question'") },
    ],
  });

  await deployFiles(pool, [formFile('question', [])], 'test');

  expect(await deployFiles(pool, [asking('formId="question"')], 'test')).toMatchObject([{ version: 1 }]);
});

test('the existence of an external form, or of one named by an expression, is not checked', async () => {
  for (const definition of ['externalReference="elsewhere"', 'formId="=kind"'])
    expect(await deployFiles(pool, [asking(definition)], 'test')).toHaveLength(1);
});

test('an unreadable form, or one with an unknown component, is refused with its model', async () => {
  const unknown = formFile('unknown', [{ type: 'filepicker', key: 'proof' }]);
  const files = [asking('formId="unknown"'), unknown, { name: 'broken.form', content: '{' }];

  const refused = await deployFiles(pool, files, 'test').catch((error: unknown) => error);

  expect((refused as ModelsRefused).faults.map(({ file, elementId }) => [file, elementId])).toEqual([
    ['unknown.form', 'proof'],
    ['broken.form', ''],
    ['asking.bpmn', 'act'],
  ]);
});

test('a changed form becomes a new version and is used from then on; the same form again changes nothing', async () => {
  const changed = formFile('growing', [{ type: 'textfield', key: 'more' }]);
  for (const form of [formFile('growing', []), changed, changed]) await deployFiles(pool, [form], 'test');

  const { rows } = await pool.query(`select version from form where id = 'growing' order by version`);
  expect(rows).toEqual([{ version: 1 }, { version: 2 }]);
  expect(await readFormContent(pool, 'growing')).toBe(changed.content);
});

const table = (definitionsId: string, decisionId: string) => ({
  name: `${definitionsId}-${decisionId}.dmn`,
  content: `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="${definitionsId}" name="d" namespace="t"><decision id="${decisionId}" name="d"><literalExpression id="l"><text>1</text></literalExpression></decision></definitions>`,
});

test('a file of decisions is identified by the id of its definitions, not by its file name', async () => {
  const { content } = table('tariffs', 'tariff');
  await deployFiles(pool, [{ name: 'first.dmn', content }], 'test');
  await deployFiles(pool, [{ name: 'renamed.dmn', content }], 'test');

  const { rows } = await pool.query(`select version from decision_model where definitions_id = 'tariffs'`);

  expect(rows).toEqual([{ version: 1 }]);
});

test('a decision id in two files is refused with both files named, also across deployments', async () => {
  const one = table('one-definitions', 'double');
  const other = table('other-definitions', 'double');

  const together = deployFiles(pool, [one, other], 'test');
  await expect(together).rejects.toThrow(
    /other-definitions-double\.dmn double: .* \/ Expected the id once; found it in one-definitions-double\.dmn too\./,
  );

  await deployFiles(pool, [one], 'test');
  await expect(deployFiles(pool, [other], 'test')).rejects.toThrow(
    /other-definitions-double\.dmn double: .* \/ Expected the id once; found it in the deployed definitions 'one-definitions' too\./,
  );
});

test('a copied file with the same id of its definitions does not replace the original', async () => {
  const original = table('copied', 'original');
  const copy = table('copied', 'copy');

  await expect(deployFiles(pool, [original, copy], 'test')).rejects.toThrow(
    /copied-copy\.dmn copied: .* \/ Expected the id once; found it in copied-original\.dmn too\./,
  );

  await deployFiles(pool, [original], 'test');
  await expect(deployFiles(pool, [copy], 'test')).rejects.toThrow(
    /copied-copy\.dmn copied: .* \/ Expected an id of its own for the definitions; found 'copied', which is deployed with original\./,
  );
});

const call = (binding: string) =>
  `<bpmn:callActivity id="act"><bpmn:extensionElements><zeebe:calledElement processId="called" ${binding} /></bpmn:extensionElements></bpmn:callActivity>`;
const called = (tag: string, note: string) => ({
  name: 'called.bpmn',
  content: bpmn('called', `<bpmn:task id="act" name="${note}" />`).replace(
    '<bpmn:startEvent',
    `<bpmn:extensionElements><zeebe:versionTag value="${tag}" /></bpmn:extensionElements><bpmn:startEvent`,
  ),
});

test('a call bound to its deployment uses the version deployed with it, also after a newer one', async () => {
  const caller = { name: 'caller.bpmn', content: bpmn('caller', call('bindingType="deployment"')) };
  const [first, calledFirst] = await deployFiles(pool, [caller, called('v1', 'first')], 'test');
  const [calledNewest] = await deployFiles(pool, [called('v2', 'second')], 'test');

  expect(await resolveModel({ processId: 'called' })).toEqual(calledNewest);
  expect(await resolveModel({ processId: 'called', deployedWith: first! })).toEqual(calledFirst);
  const [second] = await deployFiles(pool, [caller, called('v2', 'second')], 'test');
  expect(second!.version).toBe(2);
  expect(await resolveModel({ processId: 'called', deployedWith: second! })).toEqual(calledNewest);
  expect(await resolveModel({ processId: 'called', deployedWith: first! })).toEqual(calledFirst);
  expect(await deployFiles(pool, [caller, called('v2', 'second')], 'test')).toEqual([second, calledNewest]);
});

test('a call bound to a version tag uses the newest version with the tag', async () => {
  await deployFiles(pool, [called('old', 'third')], 'test');
  const [tagged] = await deployFiles(pool, [called('old', 'fourth')], 'test');
  await deployFiles(pool, [called('new', 'fifth')], 'test');

  expect(await resolveModel({ processId: 'called', versionTag: 'old' })).toEqual(tagged);
  await expect(resolveModel({ processId: 'called', versionTag: 'never' })).rejects.toThrow(
    "No process 'called' is deployed with version tag 'never'.",
  );
});

test('a model that is bound to its deployment must be in it', async () => {
  const alone = deployFiles(
    pool,
    [{ name: 'alone.bpmn', content: bpmn('alone', call('bindingType="deployment"')) }],
    'test',
  );

  await expect(alone).rejects.toThrow(/alone\.bpmn:6 act: .* \/ Expected the process 'called' in the same deployment/);
});

test('a decision bound to its deployment stays as it was deployed; an unbound one is the newest', async () => {
  const bound = { name: 'bound.bpmn', content: bpmn('bound', rule('bindingType="deployment"')) };
  const [before] = await deployFiles(pool, [bound, fee(1)], 'test');
  const [after] = await deployFiles(pool, [bound, fee(2)], 'test');
  const [free] = await deployFiles(pool, [{ name: 'free.bpmn', content: bpmn('free', rule('')) }], 'test');

  expect(await Promise.all([before!, after!, free!].map(fees))).toEqual([[1], [2], [2]]);
});

const rule = (binding: string, id = 'act') =>
  `<bpmn:businessRuleTask id="${id}"><bpmn:extensionElements><zeebe:calledDecision decisionId="fee" resultVariable="${id}" ${binding} /></bpmn:extensionElements></bpmn:businessRuleTask>`;

/** The files of `fee.dmn`, whose decision requires another one; each file may have a tag. */
const fee = (value: number, tag?: string) => ({
  name: 'fee.dmn',
  content: `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" name="d" namespace="t">
    <decision id="rate" name="rate"><variable name="rate" /><literalExpression><text>${value}</text></literalExpression></decision>
    <decision id="fee" name="fee">${tag ? `<extensionElements><zeebe:versionTag value="${tag}" /></extensionElements>` : ''}<variable name="fee" />
      <informationRequirement id="r"><requiredDecision href="#rate" /></informationRequirement><literalExpression><text>rate</text></literalExpression></decision></definitions>`,
});

/** The results of the process's business rule tasks, in order. */
async function fees(ref: ModelRef): Promise<unknown[]> {
  const { commands } = step(await loadModel(ref), null, {
    type: 'started',
    at: '2026-03-02T01:00:00.000Z',
    variables: {},
  });
  return commands.flatMap((command) =>
    command.type === 'record' && command.record.intent === 'evaluated' ? [command.record.data!['value']] : [],
  );
}

test('a decision bound to a version tag is the newest one with the tag, with its required decisions; another task may use the newest', async () => {
  const both = rule('bindingType="versionTag" versionTag="2026"').concat(
    '<bpmn:sequenceFlow id="f3" sourceRef="act" targetRef="free" />',
    rule('', 'free'),
  );
  const tagged = { name: 'tagged.bpmn', content: bpmn('tagged', both) };
  const refused = deployFiles(pool, [tagged], 'test');
  await expect(refused).rejects.toThrow(
    /tagged\.bpmn:6 act: .* \/ Expected a decision 'fee' with the version tag '2026'; found none\./,
  );

  const [ref] = await deployFiles(pool, [tagged, fee(10, '2026')], 'test');
  expect(await fees(ref!)).toEqual([10, 10]);
  await deployFiles(pool, [fee(11, '2026')], 'test');
  await deployFiles(pool, [fee(12, '2027')], 'test');
  expect(await fees(ref!)).toEqual([11, 12]);
});
