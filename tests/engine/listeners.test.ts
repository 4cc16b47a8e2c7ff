// Listeners (Camunda 8): jobs around an element's work and a user task's life.
import { expect, test } from '@jest/globals';
import { startXml } from './support/run.ts';

const execution = (...listeners: [eventType: string, type: string][]) =>
  `<zeebe:executionListeners>${listeners.map(([eventType, type]) => `<zeebe:executionListener eventType="${eventType}" type="${type}" />`).join('')}</zeebe:executionListeners>`;
const ofTask = (...listeners: [eventType: string, type: string][]) =>
  `<zeebe:taskListeners>${listeners.map(([eventType, type]) => `<zeebe:taskListener eventType="${eventType}" type="${type}" />`).join('')}</zeebe:taskListeners>`;
const around = (element: string) =>
  `<startEvent id="s" />${element}<endEvent id="e" /><sequenceFlow id="a" sourceRef="s" targetRef="x" /><sequenceFlow id="b" sourceRef="x" targetRef="e" />`;

test('listeners come before and after the work, one after the other; the last ones add to its results', async () => {
  const run = await startXml(
    around(
      `<serviceTask id="x"><extensionElements><zeebe:taskDefinition type="work" />${execution(['start', 'first'], ['start', 'second'], ['end', 'after'])}</extensionElements></serviceTask>`,
    ),
  );
  const job = (of: typeof run) => of.only('runJob').jobType;

  expect(job(run)).toBe('first');
  const second = run.complete('x', { prepared: 1 });
  expect(job(second)).toBe('second');
  const work = second.complete('x');
  expect(job(work)).toBe('work');
  expect(work.only('runJob').variables).toMatchObject({ prepared: 1 });
  const after = work.complete('x', { result: 2 });
  expect(job(after)).toBe('after');
  const end = after.complete('x', { checked: true });
  expect(end.status).toBe('completed');
  expect(end.result).toEqual({ result: 2, checked: true });
});

test('a listener that fails is an incident; retried, it is asked again', async () => {
  const run = await startXml(
    around(`<userTask id="x"><extensionElements>${execution(['start', 'first'])}</extensionElements></userTask>`),
  );

  const retried = run.fail('x', 'not reached').resolve('x');

  expect(retried.only('runJob').jobType).toBe('first');
  expect(retried.complete('x').of('openTask')).toHaveLength(1);
});

test('a user task is opened after its creating listeners, and completed after its completing ones', async () => {
  const run = await startXml(
    around(
      `<userTask id="x"><extensionElements>${ofTask(['creating', 'prepare'], ['completing', 'check'])}</extensionElements></userTask>`,
    ),
  );

  expect(run.of('openTask')).toEqual([]);
  const open = run.complete('x');
  expect(open.of('openTask')).toHaveLength(1);
  const checking = open.complete('x', { agreed: true });
  expect(checking.only('runJob').jobType).toBe('check');
  expect(checking.of('closeTask')).toEqual([]);
  const done = checking.complete('x', { sealed: true });
  expect(done.of('closeTask')).toHaveLength(1);
  expect(done.result).toEqual({ agreed: true, sealed: true });
});

test('gateways and the process have listeners too', async () => {
  const run = await startXml(
    `<extensionElements>${execution(['start', 'begin'], ['end', 'finish'])}</extensionElements>${around(`<exclusiveGateway id="x"><extensionElements>${execution(['end', 'note'])}</extensionElements></exclusiveGateway>`)}`,
  );

  expect(run.only('runJob').jobType).toBe('begin');
  const gateway = run.happens({ type: 'jobDone', key: 1, variables: {} });
  expect(gateway.only('runJob').jobType).toBe('note');
  const finishing = gateway.complete('x');
  expect(finishing.only('runJob').jobType).toBe('finish');
  expect(finishing.happens({ type: 'jobDone', key: 1, variables: {} }).status).toBe('completed');
});
