// Processes of a case that are started by a message or a signal, with everything real: API, Temporal, worker,
// PostgreSQL.

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sweep } from '../../api/sweeper.ts';
import { publishMessage } from '../../db/messages.ts';
import { transaction } from '../../db/pool.ts';
import { scopeFor } from '../../db/scope.ts';
import { dateOfInstant } from '../../engine/calendar.ts';
import type { LocalActivities } from '../../protocol/activities.ts';
import type { StepBatch } from '../../protocol/steps.ts';
import { application, testConfig } from '../support/api.ts';
import { type ApiWorld, apiWorld } from '../support/api-world.ts';
import { processStartedBy } from '../support/started-process.ts';

let world: ApiWorld;
let api: ApiWorld['api'];
let filed = 0;
/** Instances whose worker died after it had committed the first step that starts a process. */
const died = new Set<string>();

const task = (id: string) =>
  `<bpmn:userTask id="${id}" name="${id}"><bpmn:extensionElements><zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="judge" /></bpmn:extensionElements></bpmn:userTask>`;
const flows = (text: string) =>
  text
    .split(' ')
    .map((pair) => pair.split('>'))
    .map(([from, to]) => `<bpmn:sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}" />`)
    .join('');
const bpmn = (id: string, elements: string) => ({
  name: `${id}.bpmn`,
  content: `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
    <bpmn:message id="wanted" name="hearing-wanted"><bpmn:extensionElements><zeebe:subscription correlationKey="=caseFile.number" /></bpmn:extensionElements></bpmn:message>
    <bpmn:signal id="holiday" name="holiday" /><bpmn:process id="${id}" isExecutable="true">${elements}</bpmn:process></bpmn:definitions>`,
});

beforeAll(async () => {
  const call =
    '<bpmn:callActivity id="call"><bpmn:extensionElements><zeebe:calledElement processId="prepare" /></bpmn:extensionElements></bpmn:callActivity>';
  world = await apiWorld(
    [
      bpmn(
        'enforcement-case',
        `<bpmn:startEvent id="filed" />${task('review')}<bpmn:sendTask id="ask" messageRef="wanted" />
         <bpmn:intermediateThrowEvent id="tell"><bpmn:signalEventDefinition signalRef="holiday" /></bpmn:intermediateThrowEvent>${task('go-on')}<bpmn:endEvent id="end" />
         ${flows('filed>review review>ask ask>tell tell>go-on go-on>end')}`,
      ),
      bpmn(
        'hearing',
        `<bpmn:startEvent id="begun"><bpmn:messageEventDefinition messageRef="wanted" /></bpmn:startEvent>${call}<bpmn:endEvent id="heard" />${flows('begun>call call>heard')}`,
      ),
      bpmn(
        'prepare',
        `<bpmn:startEvent id="s" />${task('invite')}<bpmn:endEvent id="e" />${flows('s>invite invite>e')}`,
      ),
      { name: 'notice.bpmn', content: processStartedBy('notice', 'holiday', 'signal') },
      { name: 'objection.bpmn', content: processStartedBy('objection', 'objection-filed') },
    ],
    (local) => ({ ...local, commitStep: storeAndDie(local) }),
  );
  api = world.api;
}, 120_000);

afterAll(() => world.close());

const storeAndDie = (local: LocalActivities) => async (batch: StepBatch) => {
  const stored = await local.commitStep(batch);
  if (stored.starts.length === 0 || died.has(batch.workflowId)) return stored;
  died.add(batch.workflowId);
  throw new Error('The worker died before the workflow heard that the step is stored.');
};

interface Filed {
  readonly id: string;
  readonly number: string;
}

async function file(): Promise<Filed> {
  const filedOn = dateOfInstant(Date.now());
  const { body } = await api.call('judge', 'POST', '/cases', application({ externalId: `case-${++filed}`, filedOn }));
  await openTask(body, 'review');
  return body;
}

const view = async ({ id }: Filed) => (await api.call('judge', 'GET', `/cases/${id}`)).body;
const submit = (to: Filed, messageId: string) =>
  api.call('clerk', 'POST', `/cases/${to.id}/messages`, {
    name: 'objection-filed',
    messageId,
    variables: { messageId },
  });

/** The id of the n-th task, once it is open. */
async function openTask(of: Filed, elementId: string, nth = 0): Promise<string> {
  const found = await until(
    async () =>
      (await view(of)).tasks.filter(
        (one: { elementId: string; state: string }) => one.elementId === elementId && one.state === 'open',
      )[nth],
  );
  return found.id;
}

async function complete(of: Filed, elementId: string): Promise<void> {
  const done = await api.call('judge', 'POST', `/user-tasks/${await openTask(of, elementId)}/complete`, {
    variables: {},
  });
  expect(done.status).toBe(200);
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 400; tries++) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('What was waited for did not come within 20 seconds.');
}

const instancesOf = async (of: Filed): Promise<string[]> =>
  (await view(of)).instances.map(({ workflowId }: { workflowId: string }) => workflowId);

test('a message and a signal of a procedure start others in its case once, even when the worker dies after the commit; they are listed, archived and end by themselves', async () => {
  const of = await file();
  await complete(of, 'review');
  await openTask(of, 'invite');
  await until(async () => (await api.call('judge', 'GET', `/cases/${of.id}/clock`)).body.settled || undefined);
  await complete(of, 'invite');
  await complete(of, 'handle');
  await complete(of, 'go-on');

  const ended = await until(async () => {
    const { instances } = await view(of);
    return instances.every(({ state }: { state: string }) => state === 'completed') && instances;
  });
  expect(ended.map(({ workflowId }: { workflowId: string }) => workflowId).sort()).toEqual([
    `enforcement-case/${of.number}`,
    `hearing/${of.number}/1`,
    expect.stringMatching(`^hearing/.*/1:call-\\d+$`),
    `notice/${of.number}/1`,
  ]);
  expect(died).toContain(`enforcement-case/${of.number}`);
  const { items } = (await api.call('judge', 'GET', `/cases/${of.id}/timeline`)).body;
  const recorded = items.map(
    ({ elementId, intent }: { elementId: string; intent: string }) => `${elementId} ${intent}`,
  );
  expect(recorded).toEqual(expect.arrayContaining(['begun completed', 'heard completed', 'notice completed']));
  expect((await api.call('judge', 'GET', `/cases/${of.id}/archive/verification`)).body.ok).toBe(true);
}, 60_000);

test('a message submitted over the API starts a process once; the next one starts when that has ended', async () => {
  const of = await file();

  const first = await submit(of, '1');
  const again = await submit(of, '1');
  const second = await submit(of, '2');
  await complete(of, 'handle');
  await until(async () => (await instancesOf(of)).includes(`objection/${of.number}/2`));
  await complete(of, 'handle');

  expect([first.status, first.body.outcome]).toEqual([202, 'started']);
  expect([again.status, again.body.outcome]).toEqual([200, 'repeated']);
  expect([second.status, second.body.outcome]).toEqual([202, 'buffered']);
  expect((await instancesOf(of)).filter((id) => id.startsWith('objection')).sort()).toEqual(
    [1, 2].map((n) => `objection/${of.number}/${n}`),
  );
}, 60_000);

test('the same message from many senders at once starts one instance', async () => {
  const of = await file();

  const answers = await Promise.all(Array.from({ length: 12 }, () => submit(of, 'same')));

  expect(answers.map(({ body }) => body.outcome).sort()).toEqual([...Array(11).fill('repeated'), 'started']);
  await openTask(of, 'handle');
  expect((await instancesOf(of)).filter((id) => id.startsWith('objection'))).toEqual([`objection/${of.number}/1`]);
}, 60_000);

test('race on start: one of many different messages starts the process, the others follow one after another, and none starts it twice', async () => {
  const of = await file();

  const answers = await Promise.all(Array.from({ length: 6 }, (_, nth) => submit(of, `m-${nth}`)));
  for (let nth = 0; nth < 6; nth++) await complete(of, 'handle');

  expect(answers.map(({ body }) => body.outcome).sort()).toEqual([...Array(5).fill('buffered'), 'started']);
  const { rows } = await world.database.pool.query(
    `select input -> 'variables' ->> 'messageId' as message from process_start where case_id = $1 order by workflow_id`,
    [of.id],
  );
  expect(rows.map(({ message }) => message).sort()).toEqual(Array.from({ length: 6 }, (_, nth) => `m-${nth}`));
}, 60_000);

test('a message submitted while the case is suspended starts its process on resumption', async () => {
  const of = await file();
  const operate = (what: string) => api.call('judge', 'POST', `/cases/${of.id}/${what}`, { reason: '异议审查' });

  await operate('suspend');
  const submitted = await submit(of, '1');
  const before = await instancesOf(of);
  await operate('resume');
  await openTask(of, 'handle');

  expect([submitted.body.outcome, before]).toEqual(['buffered', [`enforcement-case/${of.number}`]]);
  expect(await instancesOf(of)).toEqual([`enforcement-case/${of.number}`, `objection/${of.number}/1`]);
}, 60_000);

test('canceling the case ends the processes started beside it, and kept messages start nothing', async () => {
  const of = await file();
  await submit(of, '1');
  await submit(of, '2');
  await openTask(of, 'handle');

  const { status, body } = await api.call('president', 'POST', `/cases/${of.id}/cancel`, { reason: '立案有误' });

  expect([status, body.status]).toEqual([200, 'cancelled']);
  const { instances } = await view(of);
  expect(instances.map(({ workflowId, state }: { workflowId: string; state: string }) => [workflowId, state])).toEqual([
    [`enforcement-case/${of.number}`, 'cancelled'],
    [`objection/${of.number}/1`, 'cancelled'],
  ]);
  expect((await submit(of, '3')).body.code).toBe('ENDED');
}, 60_000);

test('the sweeper starts a pending process after the API was killed; once, also when it has ended since', async () => {
  const of = await file();
  const message = {
    id: `${of.number}/lost`,
    caseId: of.id,
    messageName: 'objection-filed',
    correlationKey: of.number,
    variables: {},
    publishedAt: new Date().toISOString(),
    expiresAt: null,
  };
  await transaction(world.database.pool, (tx) => publishMessage(tx, message));
  await world.database.pool.query(
    `update process_start set decided_at = now() - interval '1 minute' where case_id = $1`,
    [of.id],
  );
  const db = scopeFor(world.database.pool, 'system');
  const services = {
    temporal: world.environment.client,
    config: testConfig,
    now: () => new Date(),
  };
  const forget = () =>
    world.database.pool.query('update process_start set first_step_at = null where case_id = $1', [of.id]);

  await Promise.all([sweep(db, services, api.app.log), sweep(db, services, api.app.log)]);
  await complete(of, 'handle');
  await world.environment.client.workflow.getHandle(`objection/${of.number}/1`).result();
  await forget();
  await sweep(db, services, api.app.log);

  const { rows } = await world.database.pool.query(
    `select count(*)::int as begun from archive_record where case_id = $1 and element_id = 'begun' and intent = 'completed'`,
    [of.id],
  );
  expect(rows).toEqual([{ begun: 1 }]);
  const run = await world.environment.client.workflow.getHandle(`objection/${of.number}/1`).describe();
  expect(run.status.name).toBe('COMPLETED');
}, 60_000);

test('a message for a case that ends in the same instant is accepted before the end, or refused after it and then starts nothing', async () => {
  const rounds = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const of = await file();
      await complete(of, 'review');
      await complete(of, 'invite');
      await complete(of, 'handle');
      await until(
        async () =>
          (await view(of)).instances.filter(({ state }: { state: string }) => state === 'active').length === 1,
      );
      return { of, last: await openTask(of, 'go-on') };
    }),
  );

  const outcomes = await Promise.all(
    rounds.map(async ({ of, last }, round) => {
      const end = () => api.call('judge', 'POST', `/user-tasks/${last}/complete`, { variables: {} });
      const [message] = await Promise.all(
        round % 2 === 0 ? [submit(of, 'late'), end()] : [end().then(() => submit(of, 'late')), undefined],
      );
      const { rows } = await world.database.pool.query(
        `select from process_start where case_id = $1 and process_id = 'objection'`,
        [of.id],
      );
      return [message.status, message.body.outcome ?? message.body.code, rows.length];
    }),
  );

  for (const outcome of outcomes)
    expect([
      [202, 'started', 1],
      [409, 'ENDED', 0],
    ]).toContainEqual(outcome);
  expect(outcomes.filter((_, round) => round % 2 === 1)).toEqual(Array(4).fill([409, 'ENDED', 0]));
}, 120_000);
