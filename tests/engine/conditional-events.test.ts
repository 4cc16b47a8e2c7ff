// Conditional events (BPMN 2.0.2 §10.5.5) trigger when their condition becomes true.
import { expect, test } from '@jest/globals';
import { read } from '../../engine/read/index.ts';
import { type Run, startXml } from './support/run.ts';

const condition = (text: string) =>
  `<conditionalEventDefinition><condition xsi:type="tFormalExpression">${text}</condition></conditionalEventDefinition>`;

test('a catch event waits until a variable makes its condition true', async () => {
  const run = await startXml(
    `<startEvent id="s" /><intermediateCatchEvent id="enough">${condition('=paid &gt;= 100')}</intermediateCatchEvent><endEvent id="e" />
     <sequenceFlow id="a" sourceRef="s" targetRef="enough" /><sequenceFlow id="b" sourceRef="enough" targetRef="e" />`,
    { paid: 0 },
  );

  const less = run.happens({ type: 'variablesSet', variables: { paid: 99 } });
  expect(less.open).toEqual(['enough']);
  expect(less.happens({ type: 'variablesSet', variables: { paid: 100 } }).status).toBe('completed');
});

test('a condition that is already true does not make the event wait', async () => {
  const run = await startXml(
    `<startEvent id="s" /><intermediateCatchEvent id="enough">${condition('paid &gt;= 100')}</intermediateCatchEvent><endEvent id="e" />
     <sequenceFlow id="a" sourceRef="s" targetRef="enough" /><sequenceFlow id="b" sourceRef="enough" targetRef="e" />`,
    { paid: 100 },
  );

  expect(run.status).toBe('completed');
});

test('a non-interrupting boundary condition triggers each time it becomes true, not as long as it is true', async () => {
  const run = await startXml(
    `<startEvent id="s" /><userTask id="work" /><boundaryEvent id="late" attachedToRef="work" cancelActivity="false">${condition('=days &gt; 30')}</boundaryEvent>
     <userTask id="remind" /><sequenceFlow id="a" sourceRef="s" targetRef="work" /><sequenceFlow id="b" sourceRef="late" targetRef="remind" />`,
    { days: 1 },
  );
  const days = (from: typeof run, number: number) =>
    from.happens({ type: 'variablesSet', variables: { days: number } });

  const once = days(run, 31);
  expect(once.open).toEqual(['work', 'remind']);
  expect(days(once, 32).open).toEqual(['work', 'remind']);
  expect(days(days(once, 5), 40).open).toEqual(['work', 'remind', 'remind']);
});

test('the result of a job may start an event sub-process, which terminates the rest', async () => {
  const run = await startXml(
    `<startEvent id="s" /><serviceTask id="query" /><userTask id="plan" /><sequenceFlow id="a" sourceRef="s" targetRef="query" /><sequenceFlow id="b" sourceRef="query" targetRef="plan" />
     <subProcess id="settled" triggeredByEvent="true"><startEvent id="paid">${condition('=owed = 0')}</startEvent><userTask id="close" /><sequenceFlow id="c" sourceRef="paid" targetRef="close" /></subProcess>`,
    { owed: 100 },
  );

  expect(run.complete('query', { owed: 0 }).open).toEqual(['settled', 'close']);
});

const besides = (text: string) =>
  `<startEvent id="s" /><userTask id="work" /><boundaryEvent id="b" attachedToRef="work">${condition(text)}</boundaryEvent><userTask id="late" /><endEvent id="e" />
   <sequenceFlow id="a" sourceRef="s" targetRef="work" /><sequenceFlow id="g" sourceRef="work" targetRef="e" /><sequenceFlow id="c" sourceRef="b" targetRef="late" />
   <subProcess id="settled" triggeredByEvent="true"><startEvent id="paid">${condition(text)}</startEvent><userTask id="close" /><sequenceFlow id="d" sourceRef="paid" targetRef="close" /></subProcess>`;

test('a condition on a variable that is not there yet waits for it', async () => {
  const run = await startXml(besides('=owed = 0 and asked'));

  expect(run.description.incidents).toEqual([]);
  expect(run.happens({ type: 'variablesSet', variables: { owed: 0, asked: true } }).open).toEqual(['settled', 'close']);
});

test('an unreadable condition beside running work is an incident there, and a retry starts nothing twice', async () => {
  const run = await startXml(besides('=owed + 1'), { owed: 1 });

  expect(run.description.incidents.map(({ elementId }) => elementId)).toEqual(['process', 'work']);
  const retried = run.resolve('process').resolve('work');
  expect(retried.open).toEqual(['work']);
  expect(retried.description.incidents).toHaveLength(2);
  const done = retried.complete('work');
  expect(done.status).toBe('completed');
  expect(done.of('resolveIncident').map(({ elementId }) => elementId)).toEqual(['work', 'process']);
});

test('skipping a task for its unreadable condition cancels the task', async () => {
  const run = (await startXml(besides('=owed + 1'), { owed: 1 })).resolve('work', 'skip');

  expect(run.only('closeTask')).toMatchObject({ elementId: 'work', reason: 'terminated' });
  expect(run.status).toBe('completed');
});

test('a condition that becomes true beside an open incident triggers its event', async () => {
  const run = await startXml(
    `<startEvent id="s" /><serviceTask id="query" /><boundaryEvent id="b" attachedToRef="query">${condition('=withdrawn')}</boundaryEvent><userTask id="close" />
     <sequenceFlow id="a" sourceRef="s" targetRef="query" /><sequenceFlow id="c" sourceRef="b" targetRef="close" />`,
  );

  const withdrawn = run.fail('query', 'down').happens({ type: 'variablesSet', variables: { withdrawn: true } });
  expect(withdrawn.open).toEqual(['close']);
  expect(withdrawn.description.incidents).toEqual([]);
});

test('a condition that becomes true while the instance is suspended triggers its event on resumption', async () => {
  const run = (await startXml(besides('=owed = 0'), { owed: 9 })).happens({ type: 'suspended', reason: '' });

  const changed = run.happens({ type: 'variablesSet', variables: { owed: 0 } });
  expect(changed.open).toEqual(['work']);
  expect(changed.happens({ type: 'resumed', reason: '' }).open).toEqual(['settled', 'close']);
});

test('a condition that gives neither true nor false is an incident at the waiting element', async () => {
  const run = await startXml(
    `<startEvent id="s" /><intermediateCatchEvent id="enough">${condition('=paid + 1')}</intermediateCatchEvent><sequenceFlow id="a" sourceRef="s" targetRef="enough" />`,
    { paid: 1 },
  );

  expect(run.incident('enough').message).toContain('Expected true or false');
});

const watched = (text: string) =>
  `<startEvent id="s" /><userTask id="work" /><endEvent id="e" /><sequenceFlow id="a" sourceRef="s" targetRef="work" /><sequenceFlow id="b" sourceRef="work" targetRef="e" />
   <subProcess id="settled" triggeredByEvent="true"><startEvent id="paid">${condition(text)}</startEvent><userTask id="close" /><sequenceFlow id="c" sourceRef="paid" targetRef="close" /></subProcess>`;

test('a condition that names a missing variable is not true', async () => {
  const run = await startXml(watched('=paid &gt;= 100'));

  expect(run.description.incidents).toEqual([]);
  expect(run.happens({ type: 'variablesSet', variables: { paid: 100 } }).open).toEqual(['settled', 'close']);
});

test('an undecidable condition beside running work stops nothing; when it is decided again, nothing starts twice', async () => {
  const run = await startXml(watched('=paid + 1 &gt;= 100'), { paid: 'much' });

  expect(run.incident('process').message).toContain('Expected true or false');
  const done = run.complete('work');
  expect(done.status).toBe('completed');
  expect(done.of('resolveIncident')).toHaveLength(1);
  const retried = run.resolve('process', 'retry', { paid: 1 });
  expect(retried.description.incidents).toEqual([]);
  expect(retried.open).toEqual(['work']);
  expect(retried.happens({ type: 'variablesSet', variables: { paid: 99 } }).open).toEqual(['settled', 'close']);
});

const filtered = (filter: string, text: string) =>
  `<conditionalEventDefinition><extensionElements><zeebe:conditionalFilter ${filter} /></extensionElements><condition xsi:type="tFormalExpression">${text}</condition></conditionalEventDefinition>`;
const reminding = (filter: string, text: string) =>
  `<startEvent id="s" /><userTask id="work" /><boundaryEvent id="late" attachedToRef="work" cancelActivity="false">${filtered(filter, text)}</boundaryEvent>
   <userTask id="remind" /><sequenceFlow id="a" sourceRef="s" targetRef="work" /><sequenceFlow id="b" sourceRef="late" targetRef="remind" />`;
const setting = (run: Run, variables: { [name: string]: number }) => run.happens({ type: 'variablesSet', variables });

test('a condition with a filter by names is evaluated when one of these variables changes', async () => {
  const run = await startXml(reminding('variableNames="days, term"', '=days + owed &gt; 30'), {
    days: 1,
    term: 0,
    owed: 0,
  });

  const owed = setting(run, { owed: 100 });
  expect(owed.open).toEqual(['work']);
  // Setting a variable to its present value changes nothing.
  expect(setting(owed, { days: 1 }).open).toEqual(['work']);
  expect(setting(owed, { term: 1 }).open).toEqual(['work', 'remind']);
  expect(setting(owed, { days: 2 }).open).toEqual(['work', 'remind']);
});

test('a condition with a filter by events is evaluated when a variable is created, or when it is changed', async () => {
  const created = await startXml(reminding('variableEvents="create"', '=days &gt; 30 or found = 1'), { days: 1 });
  expect(setting(created, { days: 40 }).open).toEqual(['work']);
  expect(setting(created, { found: 1 }).open).toEqual(['work', 'remind']);

  const updated = await startXml(reminding('variableNames="found" variableEvents="update"', '=found &gt; 0'), {});
  expect(setting(updated, { found: 1 }).open).toEqual(['work']);
  expect(setting(setting(updated, { found: 1 }), { found: 2 }).open).toEqual(['work', 'remind']);
});

test('a condition with a filter is evaluated when it starts to wait, and when a suspended instance goes on', async () => {
  const model = reminding('variableNames="days"', '=days &gt; 30 or owed = 0');
  expect((await startXml(model, { days: 40, owed: 1 })).open).toEqual(['work', 'remind']);

  const suspended = (await startXml(model, { days: 1, owed: 1 })).happens({ type: 'suspended', reason: '' });
  expect(setting(suspended, { days: 31 }).happens({ type: 'resumed', reason: '' }).open).toEqual(['work', 'remind']);
});

test('a change of a variable that the waiting element cannot see does not match its filter', async () => {
  const box = (id: string) =>
    `<subProcess id="${id}"><extensionElements><zeebe:ioMapping><zeebe:input source="=0" target="days" /></zeebe:ioMapping></extensionElements><startEvent id="${id}-s" /><userTask id="${id}-work" />
     <boundaryEvent id="${id}-late" attachedToRef="${id}-work" cancelActivity="false">${filtered('variableNames="days"', '=days + more &gt; 30')}</boundaryEvent><userTask id="${id}-remind" />
     <sequenceFlow id="${id}-a" sourceRef="${id}-s" targetRef="${id}-work" /><sequenceFlow id="${id}-b" sourceRef="${id}-late" targetRef="${id}-remind" /></subProcess>`;
  const run = setting(await startXml(`${box('one')}${box('other')}`, { more: 0 }), { more: 30 });
  const scopeKey = run.description.open.find(({ elementId }) => elementId === 'one')!.key;

  const changed = run.happens({ type: 'variablesSet', scopeKey, variables: { days: 1 } });
  expect(changed.open.filter((id) => id.endsWith('remind'))).toEqual(['one-remind']);
});

test('a filter for other events than creating and changing is refused', async () => {
  const { faults } = await read(
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><process id="p">${reminding('variableEvents="create, delete"', '=x')}</process></definitions>`,
  );

  expect(faults).toMatchObject([{ elementId: 'late', reason: expect.stringContaining("found 'delete'") }]);
});
