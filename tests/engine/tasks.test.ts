// Tasks and call activities (engine/elements/tasks.ts).
import { expect, test } from '@jest/globals';
import { readDecisions } from '../../engine/dmn/index.ts';
import { pending } from '../../engine/index.ts';
import { model } from './support/model.ts';
import { start, startAt } from './support/run.ts';

test('a job carries type, retries, headers and the properties of its element', async () => {
  const run = await start(
    model()
      .startEvent()
      .serviceTask('job', {
        type: '="agency:" + order.agency + ":query"',
        extensions: '<zeebe:taskHeaders><zeebe:header key="a" value="b" /></zeebe:taskHeaders>',
        properties: { legalBasis: 'CPL#253' },
      })
      .endEvent(),
    { order: { agency: 'bank' } },
  );

  expect(run.only('runJob')).toMatchObject({
    elementId: 'job',
    jobType: 'agency:bank:query',
    retries: 3,
    headers: { a: 'b' },
    properties: { legalBasis: 'CPL#253' },
  });
});

test('in plain BPMN a service task without job type takes its own id', async () => {
  const run = await start(model().startEvent().other('<serviceTask id="freeze" />').from('start').to('freeze'));

  expect(run.only('runJob').jobType).toBe('freeze');
});

test('a user task opens with the attributes of its definition', async () => {
  const run = await start(
    model()
      .startEvent()
      .userTask('report', {
        extensions: `<zeebe:userTask /><zeebe:assignmentDefinition assignee="=handler" candidateGroups="judge, officer" candidateUsers='=["a", "b"]' />
          <zeebe:taskSchedule dueDate='="2026-03-17"' followUpDate="2026-03-10T00:00:00Z" /><zeebe:priorityDefinition priority="=10 + 60" />
          <zeebe:formDefinition formId="report-form" />`,
      })
      .endEvent(),
    { handler: 'judge-1' },
  );

  expect(run.only('openTask')).toMatchObject({
    assignee: 'judge-1',
    candidateGroups: ['judge', 'officer'],
    candidateUsers: ['a', 'b'],
    followUpDate: '2026-03-10T00:00:00.000Z',
    priority: 70,
    formId: 'report-form',
  });
});

test('CPL#85: a task due on a date is due at the end of that day in Asia/Shanghai', async () => {
  const run = await start(
    model()
      .startEvent()
      .userTask('report', { extensions: '<zeebe:taskSchedule dueDate="=date(&quot;2026-03-17&quot;)" />' })
      .endEvent(),
  );

  expect(run.only('openTask').dueDate).toBe('2026-03-17T16:00:00.000Z');
});

test('a task is assigned and given back, on record', async () => {
  const run = await start(model().startEvent().userTask('report').endEvent());
  const { key } = run.only('openTask');

  const assigned = run.happens({ type: 'taskAssigned', key, assignee: 'judge-1' });
  const returned = assigned.happens({ type: 'taskAssigned', key, assignee: null });

  expect(assigned.description.open[0]!.assignee).toBe('judge-1');
  expect(assigned.records[0]).toMatchObject({ intent: 'assigned', data: { assignee: 'judge-1' } });
  expect(returned.description.open[0]!.assignee).toBeUndefined();
});

test('completing a task closes it as completed', async () => {
  const run = (await start(model().startEvent().userTask('report').endEvent())).complete('report');

  expect(run.only('closeTask')).toMatchObject({ elementId: 'report', reason: 'completed' });
});

test('a receive task waits for its message under its correlation key', async () => {
  const run = await start(model().startEvent().receiveTask('answer', '=request.id', 'wait').endEvent(), {
    request: { id: 'r-1' },
  });

  expect(run.only('subscribe')).toMatchObject({ messageName: 'answer', correlationKey: 'r-1', elementId: 'wait' });
  expect(run.message('wait', { answer: 1 }).result).toEqual({ request: { id: 'r-1' }, answer: 1 });
});

test('a send task publishes its message with the variables that its input mappings choose, and goes on', async () => {
  const run = await start(
    model()
      .startEvent()
      .sendTask('clue', '=number', 'send', { inputs: { clue: '={assets: []}' } })
      .endEvent(),
    { number: '执1号' },
  );

  expect(run.only('publish')).toMatchObject({
    messageName: 'clue',
    correlationKey: '执1号',
    variables: { clue: { assets: [] } },
  });
  expect(run.status).toBe('completed');
});

test('a message throw event publishes with the time to live of its property', async () => {
  const run = await start(
    model()
      .startEvent()
      .throwMessage('clue', 'k', 'send', { properties: { timeToLive: 'P1D' } })
      .endEvent(),
  );

  expect(run.only('publish')).toMatchObject({
    messageName: 'clue',
    correlationKey: 'k',
    timeToLive: 'P1D',
    variables: {},
  });
});

const dmn = `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="x">
<decision id="period" name="period"><decisionTable id="t"><input id="i"><inputExpression id="ie" typeRef="number"><text>amount</text></inputExpression></input>
<output id="o" name="days" typeRef="number"/><annotation name="law"/><rule id="r1"><inputEntry id="a"><text>&lt; 10</text></inputEntry><outputEntry id="b"><text>3</text></outputEntry><annotationEntry><text>CPL#1</text></annotationEntry></rule></decisionTable></decision></definitions>`;

const rules = () =>
  model()
    .startEvent()
    .other(
      '<businessRuleTask id="decide"><extensionElements><zeebe:calledDecision decisionId="period" resultVariable="days" /></extensionElements></businessRuleTask>',
    )
    .from('start')
    .to('decide')
    .from('decide')
    .endEvent();

test('a business rule task decides, and records the rules the value rests on', async () => {
  const { decisions } = await readDecisions(dmn);
  const byId = Object.fromEntries(decisions.map((decision) => [decision.id, decision]));

  const run = await start(rules(), { amount: 5 }, { model: { decisions: byId } });

  expect(run.result).toMatchObject({ days: 3 });
  const evaluated = run.records.find(({ intent }) => intent === 'evaluated');
  expect(evaluated).toMatchObject({ elementId: 'decide', data: { decisionId: 'period', value: 3 } });
  expect(JSON.stringify(evaluated!.data)).toContain('CPL#1');
});

test('a decision that is not deployed is an incident, resolved by a retry once it is', async () => {
  const { decisions } = await readDecisions(dmn);
  const byId = Object.fromEntries(decisions.map((decision) => [decision.id, decision]));
  const run = await start(rules(), { amount: 5 });

  expect(run.incident('decide').message).toMatch(/period/);
  expect(run.with({ decisions: byId }).resolve('decide').result).toMatchObject({ days: 3 });
});

test('a call activity starts the process its expression names, with all visible variables or those it maps', async () => {
  const all = await start(model().startEvent().callActivity('call', '=name').endEvent(), { name: 'assistance-order' });
  const mapped = await start(
    model()
      .startEvent()
      .callActivity('call', 'order', {
        inputs: { order: '=1' },
        attributes: 'propagateAllParentVariables="false" bindingType="versionTag" versionTag="v2"',
      })
      .endEvent(),
    { other: 2 },
  );

  expect(all.only('callProcess')).toMatchObject({
    processId: 'assistance-order',
    binding: 'latest',
    variables: { name: 'assistance-order' },
  });
  expect(mapped.only('callProcess')).toMatchObject({
    binding: 'versionTag',
    versionTag: 'v2',
    variables: { order: 1 },
  });
});

test('a called process brings back all its variables, the mapped ones, or none', async () => {
  const called = (options: object) => model().startEvent().callActivity('call', 'p', options).endEvent();
  const brought = { result: { state: 'performed' }, noise: 1 };

  const all = (await start(called({}))).complete('call', brought);
  const some = (
    await start(called({ outputs: { state: '=result.state' }, attributes: 'propagateAllChildVariables="false"' }))
  ).complete('call', brought);
  const none = (await start(called({ attributes: 'propagateAllChildVariables="false"' }))).complete('call', brought);

  expect(all.result).toEqual(brought);
  expect(some.result).toEqual({ state: 'performed' });
  expect(none.result).toEqual({});
});

test('pending commands are those of running jobs and timers, not of tasks and calls', async () => {
  const run = await start(
    model()
      .startEvent()
      .parallel('fork')
      .serviceTask('job', { inputs: { a: '=1' } })
      .from('fork')
      .userTask('report')
      .boundaryTimer('P15D', 'overdue')
      .from('fork')
      .callActivity('call', 'p'),
  );

  const again = pending(run.model, run.state!, startAt);

  expect(again).toEqual([...run.of('startTimer'), ...run.of('runJob')]);
});
