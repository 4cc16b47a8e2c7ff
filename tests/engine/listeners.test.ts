// Listeners (Camunda 8): jobs around an element's work and during a user task's life cycle.
import { expect, test } from '@jest/globals';
import { startXml } from './support/run.ts';

const execution = (...listeners: [eventType: string, type: string][]) =>
  `<zeebe:executionListeners>${listeners.map(([eventType, type]) => `<zeebe:executionListener eventType="${eventType}" type="${type}" />`).join('')}</zeebe:executionListeners>`;
const ofTask = (...listeners: [eventType: string, type: string][]) =>
  `<zeebe:taskListeners>${listeners.map(([eventType, type]) => `<zeebe:taskListener eventType="${eventType}" type="${type}" />`).join('')}</zeebe:taskListeners>`;
const around = (element: string) =>
  `<startEvent id="s" />${element}<endEvent id="e" /><sequenceFlow id="a" sourceRef="s" targetRef="x" /><sequenceFlow id="b" sourceRef="x" targetRef="e" />`;

test('listeners run before and after the work, one after the other; end listeners add to its results', async () => {
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

test('a failed listener is an incident, and a retry runs it again', async () => {
  const run = await startXml(
    around(`<userTask id="x"><extensionElements>${execution(['start', 'first'])}</extensionElements></userTask>`),
  );

  const retried = run.fail('x', 'not reached').resolve('x');

  expect(retried.only('runJob').jobType).toBe('first');
  expect(retried.complete('x').of('openTask')).toHaveLength(1);
});

test('a user task opens after its creating listeners, and completes after its completing ones', async () => {
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

const withListeners = (...listeners: [eventType: string, type: string][]) =>
  `<userTask id="x"><extensionElements>${ofTask(...listeners)}</extensionElements></userTask>`;
const late =
  '<boundaryEvent id="late" attachedToRef="x"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">P1D</timeDuration></timerEventDefinition></boundaryEvent><endEvent id="l" /><sequenceFlow id="t" sourceRef="late" targetRef="l" />';

test('a user task is changed after its updating listeners; dates become instants', async () => {
  const run = await startXml(around(withListeners(['updating', 'check'])));
  const { key } = run.only('openTask');

  const checking = run.happens({
    type: 'taskUpdated',
    key,
    changes: { dueDate: '2026-03-09', priority: 70, candidateGroups: ['clerk'] },
    reason: 'asked for',
  });
  expect(checking.records).toEqual([]);
  const changed = checking.complete('x');

  expect(changed.records).toMatchObject([
    {
      intent: 'updated',
      data: { dueDate: '2026-03-09T16:00:00.000Z', priority: 70, candidateGroups: ['clerk'], reason: 'asked for' },
    },
  ]);
  expect(changed.complete('x').status).toBe('completed');
});

test('an update that changes nothing, or sets an invalid date, is refused', async () => {
  const run = await startXml(around(withListeners(['updating', 'check'])));
  const { key } = run.only('openTask');

  for (const changes of [{}, { dueDate: 'soon' }])
    expect(run.happens({ type: 'taskUpdated', key, changes }).state).toBe(run.state);
});

test('the cancellation of a user task waits until its canceling listeners have completed', async () => {
  const run = await startXml(around(withListeners(['canceling', 'tell'], ['canceling', 'tell again'])) + late);

  const telling = run.timerFired('late');
  expect(telling.only('runJob').jobType).toBe('tell');
  expect(telling.of('closeTask')).toEqual([]);
  const again = telling.complete('x');
  expect(again.only('runJob').jobType).toBe('tell again');
  const done = again.complete('x');
  expect(done.of('closeTask')).toMatchObject([{ reason: 'terminated' }]);
  expect(done.terminated).toEqual(['x']);
  expect(done.completed).toEqual(['late', 'l']);
  expect(done.status).toBe('completed');
});

test('events during canceling listeners wait until these have completed; requests from people are refused', async () => {
  const run = await startXml(
    `${around(withListeners(['canceling', 'tell']))}${late}<task id="y" /><sequenceFlow id="c" sourceRef="s" targetRef="z" /><userTask id="z" /><sequenceFlow id="d" sourceRef="z" targetRef="y" />`,
  );

  const telling = run.timerFired('late');
  const key = telling.description.open.find(({ elementId }) => elementId === 'z')!.key;
  expect(telling.happens({ type: 'taskCompleted', key, variables: {} }).state).toBe(telling.state);
  const behind = telling.happens({ type: 'cancelled', reason: 'withdrawn' });
  expect(behind.status).toBe('active');
  const ended = behind.complete('x');
  expect(ended.terminated).toEqual(['x', 'z']);
  expect(ended.status).toBe('cancelled');
});

test('a failed canceling listener is an incident; when it is skipped, the task is canceled', async () => {
  const run = await startXml(around(withListeners(['canceling', 'tell'])) + late);

  const failed = run.timerFired('late').fail('x', 'not reached', 'no-such-error');
  expect(failed.incident('x').message).toContain('not reached');
  expect(failed.resolve('x').only('runJob').jobType).toBe('tell');
  const skipped = failed.resolve('x', 'skip');
  expect(skipped.completed).toEqual(['late', 'l']);
  expect(skipped.status).toBe('completed');
});

test('a canceled instance ends when its canceling listeners have completed, also while it is suspended', async () => {
  const run = await startXml(around(withListeners(['canceling', 'tell'])));

  const telling = run.happens({ type: 'suspended', reason: 'r' }).happens({ type: 'cancelled', reason: 'over' });
  expect(telling.status).toBe('active');
  expect(telling.complete('x').status).toBe('cancelled');
});

test('skipping a completing listener closes its task', async () => {
  const run = await startXml(around(withListeners(['completing', 'check'])));

  const skipped = run.complete('x').fail('x', 'not reached').resolve('x', 'skip');

  expect(skipped.of('closeTask')).toHaveLength(1);
  expect(skipped.status).toBe('completed');
});

test('a token goes on by a link after the listeners at the end of its throw event', async () => {
  const link = '<linkEventDefinition name="on" />';
  const run = await startXml(
    `<startEvent id="s" /><intermediateThrowEvent id="t"><extensionElements>${execution(['end', 'note'])}</extensionElements>${link}</intermediateThrowEvent><sequenceFlow id="a" sourceRef="s" targetRef="t" /><intermediateCatchEvent id="c">${link}</intermediateCatchEvent><userTask id="u" /><sequenceFlow id="b" sourceRef="c" targetRef="u" />`,
  );

  expect(run.open).toEqual(['t']);
  expect(run.complete('t').open).toEqual(['u']);
});

test('an assignee that the model names is assigned after the assigning listeners', async () => {
  const run = await startXml(
    around(
      `<userTask id="x"><extensionElements><zeebe:assignmentDefinition assignee="judge-1" />${ofTask(['assigning', 'tell'])}</extensionElements></userTask>`,
    ),
  );

  expect(run.only('openTask')).not.toHaveProperty('assignee');
  expect(run.only('runJob').jobType).toBe('tell');
  const assigned = run.complete('x');
  expect(assigned.records).toMatchObject([{ intent: 'assigned', data: { assignee: 'judge-1' } }]);
  expect(assigned.complete('x').status).toBe('completed');
});

test('end listeners see the variables after the output mappings; their results are set in the scope around the element', async () => {
  const run = await startXml(
    around(
      `<serviceTask id="x"><extensionElements><zeebe:ioMapping><zeebe:output source="=amount * 2" target="doubled" /></zeebe:ioMapping>${execution(['end', 'note'])}</extensionElements></serviceTask>`,
    ),
  );

  const telling = run.complete('x', { amount: 2 });
  expect(telling.only('runJob').variables).toEqual({ amount: 2, doubled: 4 });
  expect(telling.complete('x', { noted: true }).result).toEqual({ doubled: 4, noted: true });
});

test('a listener whose job type cannot be read is an incident, also when it is not the first', async () => {
  const cases = [
    `<serviceTask id="x"><extensionElements>${execution(['start', 'first'], ['start', '=second'])}</extensionElements></serviceTask>`,
    withListeners(['creating', 'first'], ['creating', '=second']),
    `<task id="x"><extensionElements>${execution(['end', 'first'], ['end', '=second'])}</extensionElements></task>`,
  ];
  for (const element of cases) {
    const stopped = (await startXml(around(element))).complete('x');
    expect(stopped.incident('x').message).toContain("'=second' gave null");
    expect(stopped.resolve('x').incident('x').message).toContain("'=second' gave null");
    expect(stopped.resolve('x', 'retry', { second: 'told' }).only('runJob').jobType).toBe('told');
  }
  const open = await startXml(around(withListeners(['completing', '=check'])));
  expect(open.complete('x').incident('x').message).toContain("'=check' gave null");
});

test('a scope accepts no further event while its end listeners run', async () => {
  const run = await startXml(
    `<extensionElements>${execution(['end', 'finish'])}</extensionElements>${around('<userTask id="x" />')}
    <subProcess id="late" triggeredByEvent="true"><startEvent id="bell" isInterrupting="false"><signalEventDefinition signalRef="bell-signal" /></startEvent><userTask id="answer" /><sequenceFlow id="c" sourceRef="bell" targetRef="answer" /></subProcess>`,
    {},
    '<signal id="bell-signal" name="bell" />',
  );

  const finishing = run.complete('x');

  expect(finishing.of('unsubscribeSignal')).toHaveLength(1);
  expect(finishing.signal('bell').state).toBe(finishing.state);
  expect(finishing.happens({ type: 'jobDone', key: 1, variables: {} }).status).toBe('completed');
});
