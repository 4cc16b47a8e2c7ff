import { afterAll, expect, test } from '@jest/globals';
import { createLocalActivities } from '../../../activities/steps/local-activities.ts';
import { readTimeline } from '../../../db/archive.ts';
import { deployCalendar } from '../../../db/models.ts';
import { calendar } from '../../../law/calendar.ts';
import { deployFiles } from '../../../registry/deploy.ts';
import { fileCase } from '../../support/filed-case.ts';
import { testDatabase } from '../../support/postgres.ts';

const database = await testDatabase();
const { pool } = database;
afterAll(() => database.drop());

const asks = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
  <bpmn:process id="asks" name="asks" isExecutable="true">
    <bpmn:startEvent id="start" />
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="ask" />
    <bpmn:businessRuleTask id="ask"><bpmn:extensionElements><zeebe:calledDecision decisionId="answer" resultVariable="answer" /></bpmn:extensionElements></bpmn:businessRuleTask>
    <bpmn:sequenceFlow id="f2" sourceRef="ask" targetRef="look" />
    <bpmn:serviceTask id="look"><bpmn:extensionElements><zeebe:taskDefinition type="db:test.look" /></bpmn:extensionElements></bpmn:serviceTask>
    <bpmn:sequenceFlow id="f3" sourceRef="look" targetRef="wait" />
    <bpmn:userTask id="wait"><bpmn:extensionElements><zeebe:userTask /></bpmn:extensionElements></bpmn:userTask>
    <bpmn:sequenceFlow id="f4" sourceRef="wait" targetRef="end" />
    <bpmn:endEvent id="end" />
  </bpmn:process>
</bpmn:definitions>`;
const answer = (text: string) => ({
  name: 'answer.dmn',
  content: `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="t"><decision id="answer" name="answer"><literalExpression id="l"><text>${text}</text></literalExpression></decision></definitions>`,
});
const at = '2026-03-02T01:00:00.000Z';
const jobs = { 'test.look': async () => ({ seen: true, by: 'clerk' }) };

const deploy = (text: string) => deployFiles(pool, [{ name: 'asks.bpmn', content: asks }, answer(text)], 'test');

test('a start that is repeated after other decisions were deployed answers as the first time and commits nothing again', async () => {
  await deployCalendar(pool, calendar, 'calendar');
  await deploy('1');
  const file = await fileCase(pool);
  const worker = createLocalActivities(pool, { jobs });
  const model = await worker.resolveModel({ processId: 'asks' });
  const instance = {
    workflowId: file.workflowId,
    runId: 'run',
    model,
    caseId: file.id,
    at,
    event: { type: 'started' as const, at, variables: {} },
  };

  const first = await worker.startInstance(instance);
  await deploy('2');
  const later = '2026-03-03T01:00:00.000Z';
  const again = { ...instance, at: later, event: { ...instance.event, at: later } };
  const repeated = await worker.startInstance(again);
  const afterItsRestart = await createLocalActivities(pool, { jobs }).startInstance(again);

  expect(first).toMatchObject({
    jobs: [{ ok: true, variables: { seen: true, by: 'clerk' } }],
    lookahead: [{ jobs: [] }],
  });
  expect(first.model.decisions['answer']).toMatchObject({ logic: { text: '1' } });
  const { parameters } = first.model;
  expect(repeated).toEqual({ ...first, before: { event: instance.event, parameters } });
  expect(afterItsRestart).toEqual(repeated);
  expect(JSON.stringify(repeated.jobs)).toBe(JSON.stringify(first.jobs));
  const records = await readTimeline(pool, file.id);
  expect(records.filter(({ elementId, intent }) => elementId === 'wait' && intent === 'activated')).toHaveLength(1);

  const other = await fileCase(pool);
  const another = await worker.startInstance({ ...instance, workflowId: other.workflowId, caseId: other.id });
  expect(another.model.decisions['answer']).toMatchObject({ logic: { text: '2' } });
});

test('a process that cannot start in this way is refused, and nothing is committed', async () => {
  const file = await fileCase(pool);
  const { startInstance, resolveModel } = createLocalActivities(pool, { jobs });
  const event = { type: 'started' as const, at, variables: {}, startElementId: 'elsewhere' };

  const started = startInstance({
    workflowId: file.workflowId,
    runId: 'run',
    model: await resolveModel({ processId: 'asks' }),
    caseId: file.id,
    at,
    event,
  });

  await expect(started).rejects.toMatchObject({ type: 'INVALID', message: expect.stringContaining("'elsewhere'") });
  expect(await readTimeline(pool, file.id)).toEqual([]);
});
