// Retrying the incident of a failed called process calls it again, with everything real.

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dateOfInstant } from '../../engine/calendar.ts';
import { application } from '../support/api.ts';
import { type ApiWorld, apiWorld } from '../support/api-world.ts';

let world: ApiWorld;
let api: ApiWorld['api'];

const bpmn = (id: string, elements: string) => ({
  name: `${id}.bpmn`,
  content: `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
    <bpmn:error id="x" errorCode="refused" /><bpmn:process id="${id}" isExecutable="true">${elements}</bpmn:process></bpmn:definitions>`,
});
const flow = (from: string, to: string) =>
  `<bpmn:sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}" />`;

beforeAll(async () => {
  world = await apiWorld([
    bpmn(
      'enforcement-case',
      `<bpmn:startEvent id="s" /><bpmn:callActivity id="call"><bpmn:extensionElements><zeebe:calledElement processId="failing" /></bpmn:extensionElements></bpmn:callActivity><bpmn:endEvent id="e" />${flow('s', 'call')}${flow('call', 'e')}`,
    ),
    bpmn(
      'failing',
      `<bpmn:startEvent id="fs" /><bpmn:userTask id="act"><bpmn:extensionElements><zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="judge" /></bpmn:extensionElements></bpmn:userTask>
         <bpmn:exclusiveGateway id="g" default="g-bad" /><bpmn:endEvent id="good" /><bpmn:endEvent id="bad"><bpmn:errorEventDefinition errorRef="x" /></bpmn:endEvent>${flow('fs', 'act')}${flow('act', 'g')}${flow('g', 'bad')}<bpmn:sequenceFlow id="g-good" sourceRef="g" targetRef="good"><bpmn:conditionExpression>=fine = true</bpmn:conditionExpression></bpmn:sequenceFlow>`,
    ),
  ]);
  api = world.api;
}, 120_000);

afterAll(() => world.close());

test('a retry calls the process anew: its tasks open again, its steps are archived', async () => {
  const filedOn = dateOfInstant(Date.now());
  const { body: filed } = await api.call('judge', 'POST', '/cases', application({ filedOn }));
  const path = `/cases/${filed.id}`;
  const first = await openTask(path);
  await api.call('judge', 'POST', `/user-tasks/${first}/complete`, { variables: {} });
  const incident = await until(async () => (await api.call('judge', 'GET', `/incidents`)).body.items[0]);

  await api.call('judge', 'POST', `/incidents/${incident.id}/resolve`, { action: 'retry', reason: 'again' });
  const second = await openTask(path);
  await api.call('judge', 'POST', `/user-tasks/${second}/complete`, { variables: { fine: true } });
  await until(async () => {
    const { instances } = (await api.call('judge', 'GET', path)).body;
    return instances.every(({ state }: { state: string }) => state !== 'active') && instances;
  });
  const { items } = (await api.call('judge', 'GET', `${path}/timeline`)).body;
  const happened = items.map(
    ({ elementId, intent }: { elementId: string; intent: string }) => `${elementId} ${intent}`,
  );
  expect(happened.filter((line: string) => line === 'act completed')).toHaveLength(2);
  expect(happened).toContain('good completed');
}, 60_000);

const openTask = (path: string): Promise<string> =>
  until(async () =>
    (await api.call('judge', 'GET', path)).body.tasks.find(({ state }: { state: string }) => state === 'open'),
  ).then(({ id }) => id);

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the API answers
async function until(look: () => Promise<any>): Promise<any> {
  for (let tries = 0; tries < 200; tries++) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('What was waited for did not come.');
}
