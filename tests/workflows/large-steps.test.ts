// A single event may cause much work: all of it is committed, in few commits.

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { verifyChain } from '../../archive/verify.ts';
import { dateOfInstant } from '../../engine/calendar.ts';
import type { Model } from '../../engine/index.ts';
import { read } from '../../engine/read/index.ts';
import { calendar } from '../../law/calendar.ts';
import type { StepBatch } from '../../protocol/steps.ts';
import { application } from '../support/api.ts';
import { type ApiWorld, apiWorld } from '../support/api-world.ts';
import { BareRun } from '../support/bare-run.ts';
import { recordHistories } from '../support/histories.ts';

let world: ApiWorld;
let content: string;
const batches: StepBatch[] = [];

const flows = (text: string) =>
  text
    .split(' ')
    .map((pair) => pair.split('>'))
    .map(([from, to]) => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}" />`)
    .join('');
const job = (id: string) =>
  `<serviceTask id="${id}"><extensionElements><zeebe:taskDefinition type="db:count" /></extensionElements></serviceTask>`;
beforeAll(async () => {
  content = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="t">
    <process id="enforcement-case" isExecutable="true"><startEvent id="filed" />
      <subProcess id="each">
        <multiInstanceLoopCharacteristics><loopCardinality xsi:type="tFormalExpression">250</loopCardinality></multiInstanceLoopCharacteristics>
        <startEvent id="s" />${job('first')}${job('second')}<endEvent id="e" />${flows('s>first first>second second>e')}
      </subProcess>
      <endEvent id="end" />${flows('filed>each each>end')}
    </process></definitions>`;
  let counted = 0;
  world = await apiWorld([{ name: 'large.bpmn', content }], undefined, {
    jobs: { count: async () => ({ counted: ++counted }) },
    onCommitted: (batch) => batches.push(batch),
  });
}, 120_000);

afterAll(async () => {
  await recordHistories('large-steps', world.database.pool, world.environment.client);
  await world.close();
});

test('hundreds of jobs that start at once, and the jobs after them, take few commits, and each step equals the bare engine’s', async () => {
  const filedOn = dateOfInstant(Date.now());
  const { body } = await world.api.call('judge', 'POST', '/cases', application({ externalId: 'large', filedOn }));
  await until(async () => (await view(body.id)).instances[0]?.state === 'completed');

  const { rows } = await world.database.pool.query('select count(*)::int as commits from committed_step');
  expect(rows[0].commits).toBeLessThan(10);
  const { graphs } = await read(content);
  const model: Model = { graph: graphs[0]!, decisions: {}, calendar };
  const bare = new BareRun(() => model);
  for (const batch of batches) bare.take(batch);
  expect(bare.differences).toEqual([]);
  expect(bare.active()).toEqual([]);
  expect((await verifyChain(world.database.pool, body.id)).ok).toBe(true);
}, 120_000);

const view = async (id: string) => (await world.api.call('judge', 'GET', `/cases/${id}`)).body;

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It did not come to that.');
}
