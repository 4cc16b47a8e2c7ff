// `npm run bpmn`, as a new user calls it.

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { modelFiles, modelsFolder } from '../../../registry/folder.ts';
import { definitions, script, sketch, tag } from '../../engine/support/sketch.ts';
import { endedIn2026, nextYears } from '../../models/next-years-limits.ts';

const root = join(import.meta.dirname, '..', '..', '..');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bpmn-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function bpmn(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const script = ['--disable-warning=ExperimentalWarning', join(root, 'tools', 'bpmn', 'main.ts'), ...args];
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, script, { maxBuffer: 2 ** 26 });
    return { code: 0, out: stdout, err: stderr };
  } catch (failure) {
    const { code, stdout, stderr } = failure as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, err: stderr };
  }
}

function file(name: string, content: string | object): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** No diagram, no incoming and outgoing elements, an unusual prefix, and only plain BPMN. */
const plain = (elements: string) =>
  `<?xml version="1.0"?><b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="t">${elements}</b:definitions>`;
const claim =
  plain(`<b:process id="claim"><b:startEvent id="s"/><b:serviceTask id="query"/><b:exclusiveGateway id="found" default="no"/>
  <b:userTask id="seize"/><b:endEvent id="e"/><b:sequenceFlow id="f1" sourceRef="s" targetRef="query"/><b:sequenceFlow id="f2" sourceRef="query" targetRef="found"/>
  <b:sequenceFlow id="yes" sourceRef="found" targetRef="seize"><b:conditionExpression xsi:type="b:tFormalExpression">assets &gt; 0</b:conditionExpression></b:sequenceFlow>
  <b:sequenceFlow id="no" sourceRef="found" targetRef="e"/><b:sequenceFlow id="f3" sourceRef="seize" targetRef="e"/></b:process>`);

test('a plain model runs; the trace has each element in order, and the variables at the end', async () => {
  const scenario = file('found.json', { answers: { query: { variables: { assets: 2 } } } });

  const { code, out } = await bpmn('run', file('claim.bpmn', claim), '--scenario', scenario, '--json');

  const played = JSON.parse(out);
  expect(code).toBe(0);
  expect(played).toMatchObject({ process: 'claim', status: 'completed', variables: { assets: 2 }, open: [] });
  expect(
    played.trace
      .filter(({ event }: { event: string }) => event === 'completed' || event === 'taken')
      .map(({ element }: { element: string }) => element),
  ).toEqual(['s', 'f1', 'query', 'f2', 'found', 'yes', 'seize', 'f3', 'e', 'claim']);
});

test('a loop may run longer than one step allows', async () => {
  const looping = sketch('s>x1 x1>t t>x2 x2>e?=n>=20000 x2>x1!', script('t', '=n + 1', 'n'));
  const scenario = file('n.json', { variables: { n: 0 } });

  const { out } = await bpmn('run', file('loop.bpmn', definitions({ loop: looping })), '--scenario', scenario);

  expect(out).toContain('variables: {"n":20000}');
});

test('check reports a model in the Camunda 7 dialect; a model that only declares the namespace is not one', async () => {
  const named = claim.replace('<b:definitions ', '<b:definitions xmlns:camunda="http://camunda.org/schema/1.0/bpmn" ');
  const used = named.replace('<b:userTask ', '<b:userTask camunda:candidateGroups="judges" ');

  expect((await bpmn('check', file('named.bpmn', named))).err).toBe('');
  expect((await bpmn('check', file('used.bpmn', used))).err).toContain('the Camunda 7 dialect');
});

test('listeners of a user task are answered by their job type, not by the answer of the task', async () => {
  const listener = '<zeebe:taskListener eventType="completing" type="tell" />';
  const extensions = `<extensionElements><zeebe:userTask /><zeebe:taskListeners>${listener}</zeebe:taskListeners></extensionElements>`;
  const task = file('told.bpmn', definitions({ told: sketch('s>v v>e', tag('userTask', 'v', extensions)) }));
  const answers = { v: [{ variables: { ok: true } }, { leave: true }] };

  const done = await bpmn('run', task, '--scenario', file('done.json', { $schema: 'bpmn-scenario', answers }));
  const failed = await bpmn(
    'run',
    task,
    '--scenario',
    file('failed.json', { answers: { ...answers, tell: { fail: 'no' } } }),
  );

  expect(done.out).toMatch(/status: completed\n.*variables: {"ok":true}/);
  expect(failed.out).toMatch(/异常 \/ incident at v: 系统任务失败.*no.* \/ no$/m);
});

test('steps run in order; an element that a later step names stays open until then', async () => {
  const scenario = file('steps.json', {
    variables: { assets: 1 },
    strict: true,
    steps: [{ complete: { element: 'query' } }, { complete: { element: 'seize', variables: { done: true } } }],
  });
  const half = file('half.json', {
    variables: { assets: 1 },
    strict: true,
    steps: [{ complete: { element: 'query' } }],
  });
  const model = file('claim.bpmn', claim);

  expect(JSON.parse((await bpmn('run', model, '--scenario', scenario, '--json')).out).variables).toEqual({
    assets: 1,
    done: true,
  });
  expect(JSON.parse((await bpmn('run', model, '--scenario', half, '--json')).out)).toMatchObject({
    status: 'active',
    open: ['seize'],
  });
});

test('time passes by itself, errors are caught, messages and signals arrive', async () => {
  const model = file(
    'events.bpmn',
    plain(`<b:message id="m" name="paid"/><b:error id="x" errorCode="refused"/><b:process id="p"><b:startEvent id="s"/><b:serviceTask id="ask"/>
      <b:boundaryEvent id="no" attachedToRef="ask"><b:errorEventDefinition errorRef="x"/></b:boundaryEvent>
      <b:intermediateCatchEvent id="wait"><b:timerEventDefinition><b:timeDuration xsi:type="b:tFormalExpression">P3D</b:timeDuration></b:timerEventDefinition></b:intermediateCatchEvent>
      <b:receiveTask id="payment" messageRef="m"/><b:endEvent id="e"/><b:sequenceFlow id="a" sourceRef="s" targetRef="ask"/><b:sequenceFlow id="c" sourceRef="no" targetRef="wait"/>
      <b:sequenceFlow id="d" sourceRef="wait" targetRef="payment"/><b:sequenceFlow id="f" sourceRef="payment" targetRef="e"/></b:process>`),
  );
  const scenario = file('events.json', {
    answers: { ask: { error: 'refused' } },
    steps: [{ advance: 'P4D' }, { message: { name: 'paid', variables: { fen: 100 } } }],
  });

  const played = JSON.parse((await bpmn('run', model, '--scenario', scenario, '--json')).out);

  expect(played).toMatchObject({ status: 'completed', variables: { fen: 100 } });
  expect(played.trace.find(({ element }: { element: string }) => element === 'payment').at).toBe(
    '2026-03-05T01:00:00.000Z',
  );
});

test('a scenario migrates to a model that lies beside it', async () => {
  file(
    'claim-2.bpmn',
    claim
      .replace('<b:endEvent id="e"/>', '<b:endEvent id="e"/><b:userTask id="recheck"/>')
      .replace('sourceRef="seize" targetRef="e"', 'sourceRef="seize" targetRef="recheck"'),
  );
  const scenario = file('migrating.json', {
    variables: { assets: 1 },
    strict: true,
    steps: [
      { complete: { element: 'query' } },
      { migrate: { model: 'claim-2.bpmn' } },
      { complete: { element: 'seize' } },
    ],
  });

  const { out } = await bpmn('run', file('claim.bpmn', claim), '--scenario', scenario, '--json');

  expect(JSON.parse(out)).toMatchObject({ status: 'active', open: ['recheck'] });
});

test('an invalid scenario is refused with each faulty field', async () => {
  const { code, err } = await bpmn(
    'run',
    file('claim.bpmn', claim),
    '--scenario',
    file('bad.json', { steps: [{ wait: 'P1D' }], strict: 'yes' }),
  );

  expect(code).toBe(2);
  expect(err).toContain('/strict must be boolean');
  expect(err).toContain('/steps/0');
});

test('a step that cannot run reports what is missing', async () => {
  const scenario = file('missing.json', { steps: [{ complete: { element: 'nobody' } }] });

  expect(await bpmn('run', file('claim.bpmn', claim), '--scenario', scenario)).toMatchObject({
    code: 2,
    err: expect.stringContaining("Expected an open job or user task at 'nobody'"),
  });
});

test('check reports refused and unsound elements with line, reason and remedy', async () => {
  const refused = file(
    'refused.bpmn',
    plain('<b:process id="p"><b:startEvent id="s"/>\n<b:complexGateway id="g"/></b:process>'),
  );
  const unsound = file(
    'unsound.bpmn',
    plain(
      '<b:process id="p"><b:startEvent id="s"/><b:task id="t"/><b:sequenceFlow id="f" sourceRef="s" targetRef="t"/>\n<b:task id="far"/></b:process>',
    ),
  );

  expect(await bpmn('check', refused)).toMatchObject({
    code: 1,
    out: expect.stringContaining(':2: g: 拒绝 / refused: 系统不执行复杂网关。 / A complex gateway is not executed.'),
  });
  expect(await bpmn('check', unsound)).toMatchObject({
    code: 1,
    out: expect.stringMatching(/:2: far: 有误 \/ unsound \(unreachable\): .* Lead a sequence flow to it/),
  });
});

test('invalid XML is refused with its line, and an invalid timer with an example of a valid one', async () => {
  const broken = file('broken.bpmn', '<definitions>\n<process id="p"><<</definitions>');
  const timed = file(
    'timed.bpmn',
    plain(
      '<b:process id="p"><b:startEvent id="s"/><b:intermediateCatchEvent id="t"><b:timerEventDefinition><b:timeDuration>="soon"</b:timeDuration></b:timerEventDefinition></b:intermediateCatchEvent><b:sequenceFlow id="f" sourceRef="s" targetRef="t"/></b:process>',
    ),
  );

  expect((await bpmn('check', broken)).out).toMatch(/broken\.bpmn:2: 拒绝 \/ refused: .*Expected well-formed BPMN/);
  expect((await bpmn('check', timed)).out).toContain('is no timer duration. Write an ISO 8601 duration, like P15D.');
});

test('check states its assumptions, and assumes nothing that a form or a caller among the files defines', async () => {
  const beside = mkdtempSync(join(folder, 'beside-'));
  const put = (name: string, content: string) => file(join(basename(beside), name), content);
  const asking = put(
    'asking.bpmn',
    definitions({
      asking: sketch(
        's>c c>u1 u1>x1 x1>u2?=agreed=given x1>e! u2>e',
        `${script('c', '=1', 'n')}${tag('userTask', 'u1', '<extensionElements><zeebe:formDefinition formId="ask" /></extensionElements>')}`,
      ),
    }),
  );
  const reads = (name: string) => new RegExp(`:1: x1-u2: .* / (.*) \\(variables\\): .* reads '${name}'`);

  const alone = await bpmn('check', asking);
  expect({ ...alone, out: reads('agreed').exec(alone.out)?.[1] }).toMatchObject({ code: 0, out: 'assumed' });
  expect(alone.out).toMatch(/^外部配合到位即无误 \/ Sound, if the assumptions hold: asking\.$/m);

  put(
    'ask.form',
    '{"type":"default","id":"ask","components":[{"type":"checkbox","id":"a","key":"agreed","label":"a"}]}',
  );
  const call = `<zeebe:calledElement processId="asking" propagateAllParentVariables="false" /><zeebe:ioMapping><zeebe:input source="=1" target="other" /></zeebe:ioMapping>`;
  const calling = tag('callActivity', 'k', `<extensionElements>${call}</extensionElements>`);
  put('caller.bpmn', definitions({ caller: sketch('s>k k>e', calling) }));
  put('broken.bpmn', '<');
  const known = await bpmn('check', asking);
  expect(reads('agreed').exec(known.out)).toBeNull();
  expect({ ...known, out: reads('given').exec(known.out)?.[1] }).toMatchObject({ code: 1, out: 'possibly unsound' });
});

test('an old copy of a model in the same folder hides no fault that check finds in the model', async () => {
  const beside = mkdtempSync(join(folder, 'copy-'));
  const calling = (code: string) =>
    plain(
      `<b:process id="caller"><b:startEvent id="s"/><b:callActivity id="call" calledElement="called"/><b:boundaryEvent id="caught" attachedToRef="call"><b:escalationEventDefinition escalationRef="x"/></b:boundaryEvent><b:endEvent id="e"/><b:endEvent id="e2"/><b:sequenceFlow id="f1" sourceRef="s" targetRef="call"/><b:sequenceFlow id="f2" sourceRef="call" targetRef="e"/><b:sequenceFlow id="f3" sourceRef="caught" targetRef="e2"/></b:process><b:escalation id="x" escalationCode="${code}"/>`,
    );
  const throwing = plain(
    '<b:process id="called"><b:startEvent id="s"/><b:endEvent id="late"><b:escalationEventDefinition escalationRef="x"/></b:endEvent><b:sequenceFlow id="f1" sourceRef="s" targetRef="late"/></b:process><b:escalation id="x" escalationCode="LATE"/>',
  );
  const caller = file(join(basename(beside), 'caller.bpmn'), calling('OTHER'));
  const called = file(join(basename(beside), 'called.bpmn'), throwing);
  file(join(basename(beside), 'old.bpmn'), calling('LATE'));

  expect(await bpmn('check', caller, called)).toMatchObject({ code: 1, out: expect.stringContaining("'LATE'") });
});

test('our own models are sound, one alone and all together', async () => {
  const models = modelFiles().filter(({ name }) => name.endsWith('.bpmn'));
  const paths = models.map(({ name }) => join(modelsFolder, name));

  const { code, out } = await bpmn('check', paths.find((path) => path.endsWith('/enforcement-case.bpmn'))!);
  expect({ code, out }).toEqual({ code: 0, out: '无误 / Sound: enforcement-case.\n' });
  expect(await bpmn('check', ...paths)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^无误 \/ Sound: [\w, -]+\.\n$/),
  });
});

test('our own decision tables have no overlap and no gap, and a newer row beside an older one without an end is reported', async () => {
  const tables = modelFiles().filter(({ name }) => name.endsWith('.dmn'));
  const limits = tables.find(({ name }) => name.endsWith('/sanction-limits.dmn'))!.content;
  const newer = file('sanction-limits.dmn', nextYears(limits));

  expect(await bpmn('check', ...tables.map(({ name }) => join(modelsFolder, name)))).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^无误 \/ Sound: [\w, -]+\.\n$/),
  });
  expect(await bpmn('check', newer)).toMatchObject({
    code: 1,
    out: expect.stringMatching(
      /sanction-limits\.dmn:\d+: sanction-limits: 有误 \/ unsound \(overlaps\): .*rows 1 and 5/,
    ),
  });
  expect(await bpmn('check', file('ended.dmn', nextYears(endedIn2026(limits))))).toMatchObject({ code: 0 });
});

test('check finds a job type without a handler, and citations of elements and rows that do not resolve', async () => {
  const extensions =
    '<extensionElements><zeebe:taskDefinition type="db:nobody" /><zeebe:properties><zeebe:property name="legalBasis" value="CPL#8888" /></zeebe:properties></extensionElements>';
  const unknown = sketch('s>j j>e', tag('serviceTask', 'j', extensions));
  const limits = modelFiles().find(({ name }) => name.endsWith('/sanction-limits.dmn'))!.content;
  const unfounded = file('unfounded.dmn', limits.replace('CPL#118 ', 'CPL#9999 '));
  const model = file('unknown.bpmn', definitions({ unknown }));

  const { code, out } = await bpmn('check', model, unfounded);

  expect(code).toBe(1);
  expect(out).toContain("No handler is registered for job type 'db:nobody'.");
  expect(out).toContain('CPL (2023-09-01) has no article 8888.');
  expect(out).toMatch(/unfounded\.dmn:11: sanction-limits: 拒绝 \/ refused: .*the citation of row 1/);
});

test('a wrong request is answered in both languages: which file is missing, and how the command is used', async () => {
  const missing = join(folder, 'missing.bpmn');

  expect(await bpmn('check', missing)).toEqual({
    code: 2,
    out: '',
    err: `找不到文件“${missing}”，请核对路径和文件名。 / The file '${missing}' does not exist. Check its path and name.\n`,
  });
  expect((await bpmn('check', folder)).err).toMatch(/是文件夹.* is a folder/);
  expect(await bpmn('chek', missing)).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^用法 \/ Usage:\n {2}npm run bpmn -- run .*/),
  });
  expect((await bpmn('run', missing, '--verbose')).err).toMatch(
    /^命令的选项有误.*--verbose.* \/ An option .* wrong.*\n用法/,
  );
  expect((await bpmn('convert', file('other.bpmn', '<a/>'))).err).toMatch(
    /^文件不是 BPMN 2\.0 模型.* \/ The file is no BPMN/,
  );
});

test('a form in one language passes with a remark; our own forms have none', async () => {
  const component = { type: 'checkbox', id: 'a', key: 'agreed', label: 'Agreed' };
  const foreign = file('foreign.form', { type: 'default', id: 'ask', components: [component] });
  const ours = modelFiles().filter(({ name }) => name.endsWith('.form'));

  const { code, out } = await bpmn('check', foreign);
  expect({ code, out }).toMatchObject({
    code: 0,
    out: expect.stringMatching(/: ask: 提示 \/ remark \(languages\): .*Agreed.*\n无误 \/ Sound: ask\.\n$/),
  });
  expect(await bpmn('check', ...ours.map(({ name }) => join(modelsFolder, name)))).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^无误 \/ Sound: [\w, -]+\.\n$/),
  });
});

test('a called process that was not given is an incident of the call', async () => {
  const model = plain('<b:process id="p"><b:callActivity id="call" calledElement="elsewhere"/></b:process>');

  const { code, out } = await bpmn('run', file('call.bpmn', model));

  expect(code).toBe(0);
  expect(out).toContain(
    "异常 / incident at call: 所给文件中应有流程“elsewhere”的模型；实际没有。 / Expected the model of the process 'elsewhere' among the files; it is not there.",
  );
});

test('a scenario with a number that is not held exactly is refused', async () => {
  const scenario = file('long.json', '{"variables": {"text": "12345678901234567", "account": 12345678901234567}}');

  expect(await bpmn('run', file('claim.bpmn', claim), '--scenario', scenario)).toMatchObject({
    code: 2,
    err: expect.stringContaining('found 12345678901234567. Write it as a text.'),
  });
});

test('the trace shows names and changed variables; --variables sets some, and filters choose lines', async () => {
  const model = file('named.bpmn', claim.replace('id="query"', 'id="query" name="查询财产"'));
  const scenario = file('found.json', {
    variables: { assets: 0, court: '0102' },
    answers: { query: { variables: { assets: 2 } } },
  });
  const run = (...filters: string[]) =>
    bpmn('run', model, '--scenario', scenario, '--variables', '{"assets": 1}', ...filters);

  expect((await run('--element', 'query', '--event', 'completed')).out).toMatch(
    /^\S+ {2}claim {2}query {2}serviceTask {2}completed {2}“查询财产”\n\n状态 \/ status: completed/,
  );
  expect((await run('--event', 'variables', '--instance', 'claim')).out.split('\n').slice(0, 3)).toEqual([
    expect.stringMatching(/claim {2}claim {2}process {2}variables {2}{"assets":1,"court":"0102"}$/),
    expect.stringMatching(/variables {2}{"assets":2}$/),
    '',
  ]);
  expect((await run('--instance', 'other')).out).toMatch(/^\n状态 \/ status: completed/);
  expect(await bpmn('run', model, '--variables', '{assets}')).toMatchObject({
    code: 2,
    err: expect.stringContaining('--variables: Expected JSON'),
  });
});
