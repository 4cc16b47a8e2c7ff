// The workflow on the time-skipping server, with the store in memory: the behavior that Temporal adds to the engine.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { startInstanceWith } from '../../activities/steps/start-instance.ts';
import { waitsOf } from '../../activities/steps/waits.ts';
import { dateOfInstant, type Model } from '../../engine/index.ts';
import { read } from '../../engine/read/index.ts';
import { calendar } from '../../law/calendar.ts';
import type { AgencyJob, LocalActivities } from '../../protocol/activities.ts';
import { childId, hostedId, workflowOf } from '../../protocol/instance-id.ts';
import type { StartInput } from '../../protocol/start.ts';
import { type CommittedCause, modelKey, type StepBatch, type StepCommitted } from '../../protocol/steps.ts';
import type { CompleteTask } from '../../protocol/updates.ts';
import { timeSkipping, workflowBundle } from '../../tools/stack/test-temporal.ts';

const actor = { id: 'judge', role: 'judge' };
const models = new Map<string, Model>();
const batches: StepBatch[] = [];
let agency: (job: AgencyJob) => Promise<{ [name: string]: never }> = async () => ({});
/** The store waits for this promise before it commits. */
let committing = async (): Promise<CommittedCause | undefined> => undefined;
let environment: TestWorkflowEnvironment;
let stop: () => Promise<void>;
let count = 0;

/** Where a called process runs. */
const places = [
  { where: "its caller's workflow", isOwn: false },
  { where: 'a workflow of its own', isOwn: true },
];
const call = (processId: string, isOwn = false) =>
  `<callActivity id="call"><extensionElements><zeebe:calledElement processId="${processId}"/>${
    isOwn ? '<zeebe:properties><zeebe:property name="ownWorkflow" value="true"/></zeebe:properties>' : ''
  }</extensionElements></callActivity>`;

beforeAll(async () => {
  environment = await timeSkipping();
  const options = { connection: environment.nativeConnection, workflowBundle: await workflowBundle() };
  const main = await Worker.create({ ...options, taskQueue: 'enforcement', activities: { ...store } });
  const bank = await Worker.create({
    connection: environment.nativeConnection,
    taskQueue: 'agency-bank',
    activities: { callAgency: (job: AgencyJob) => agency(job) },
  });
  const running = Promise.all([main.run(), bank.run()]);
  stop = async () => {
    main.shutdown();
    bank.shutdown();
    await running;
    await environment.teardown();
  };
});

afterAll(() => stop());

/** Records the batches and writes nothing; `db:` jobs answer with their own variables. */
const loadModel: LocalActivities['loadModel'] = async ({ processId }) => ({
  ...models.get(processId)!,
  parameters: '',
});
const store: LocalActivities = {
  startInstance: (instance) =>
    startInstanceWith({ load: loadModel, loadModelWith: loadModel }, store.commitStep)(instance),
  startCalled: async ({ call, known, ...start }) => {
    const ref = await store.resolveModel(call);
    const { model, ...started } = await store.startInstance({ ...start, model: ref });
    const { parameters } = model;
    return { ...started, ref, model: known.includes(modelKey(ref, parameters)) ? { parameters } : model };
  },
  loadModel,
  loadModelWith: loadModel,
  resolveModel: async ({ processId }) => {
    if (!models.has(processId)) throw new Error(`No process '${processId}' is deployed.`);
    return { processId, version: 1, hash: 'x' };
  },
  loadParameters: async () => ({ decisions: {}, calendar, parameters: '' }),
  commitStep: async (batch): Promise<StepCommitted> => {
    const before = await committing();
    // As the real store: Temporal repeats a local activity when the workflow task that asked for it fails.
    const isSame = (one: StepBatch) => one.workflowId === batch.workflowId && one.step === batch.step;
    if (!batches.some(isSame)) batches.push(batch);
    const jobs = batch.commands.flatMap((command) =>
      command.type === 'runJob' && command.jobType.startsWith('db:')
        ? [{ key: command.key, ok: true as const, variables: command.variables }]
        : [],
    );
    const listeners = batches
      .filter(({ commands }) => commands.some(({ type }) => type === 'subscribeSignal'))
      .map(({ workflowId }) => workflowId);
    const signals = batch.commands.flatMap((command) =>
      command.type === 'broadcast'
        ? listeners.map((workflowId) => ({ workflowId, signalName: command.signalName, variables: command.variables }))
        : [],
    );
    return {
      at: batch.at,
      nextDeadline: { due: null, asOf: 0 },
      waits: waitsOf(batch),
      messages: [],
      deliveries: [],
      signals,
      starts: [],
      jobs,
      handler: 'judge-2',
      ...(before ? { before } : {}),
    };
  },
};

// This test is the first, because the test server counts unfinished work of earlier tests against skipping.
test('five years of half-yearly waiting keep their dates over continue-as-new', async () => {
  await deploy(
    'watch',
    `<startEvent id="s"/><exclusiveGateway id="again"/><intermediateCatchEvent id="wait"><timerEventDefinition><timeDuration>P6M</timeDuration></timerEventDefinition></intermediateCatchEvent>
     <scriptTask id="count"><extensionElements><zeebe:script expression="=n + 1" resultVariable="n"/></extensionElements></scriptTask>
     <exclusiveGateway id="enough" default="count-again"/><endEvent id="e"/>
     <sequenceFlow id="enough-e" sourceRef="enough" targetRef="e"><conditionExpression>=n = 10</conditionExpression></sequenceFlow>
     <sequenceFlow id="count-again" sourceRef="enough" targetRef="again"/>`,
    's>again again>wait wait>count count>enough',
  );
  const realStart = new Date(await environment.currentTimeMs()).toISOString();
  const handle = await start(
    'watch',
    { n: 0 },
    { legalStart: '2026-03-02T01:00:00.000Z', realStart, secondsPerDay: 86_400 },
  );

  await handle.result();

  const fired = batches
    .filter((batch) => batch.workflowId === handle.workflowId && batch.cause === 'timerFired')
    .map((batch) => batch.at.slice(0, 10));
  expect(fired).toHaveLength(10);
  expect(fired[0]).toBe('2026-09-02');
  expect(fired[9]).toBe('2031-03-02');
});

test('a cron cycle turns on the working days of the clock in China', async () => {
  await deploy(
    'rhythm',
    `<startEvent id="s"/><userTask id="watch"/><exclusiveGateway id="enough" default="enough-more"/><endEvent id="more"/>
     <boundaryEvent id="morning" attachedToRef="watch" cancelActivity="false"><timerEventDefinition><timeCycle>0 0 9 * * MON-FRI</timeCycle></timerEventDefinition></boundaryEvent>
     <scriptTask id="count"><extensionElements><zeebe:script expression="=n + 1" resultVariable="n"/></extensionElements></scriptTask>
     <endEvent id="all"><terminateEventDefinition/></endEvent>
     <sequenceFlow id="enough-all" sourceRef="enough" targetRef="all"><conditionExpression>=n = 3</conditionExpression></sequenceFlow>`,
    's>watch morning>count count>enough enough>more',
  );
  const realStart = new Date(await environment.currentTimeMs()).toISOString();
  const handle = await start(
    'rhythm',
    { n: 0 },
    { legalStart: '2026-03-05T02:00:00.000Z', realStart, secondsPerDay: 86_400 },
  );

  await handle.result();

  const fired = batches.filter((batch) => batch.workflowId === handle.workflowId && batch.cause === 'timerFired');
  expect(fired.map(({ at }) => at.slice(0, 10))).toEqual(['2026-03-06', '2026-03-09', '2026-03-10']);
});

test('completing a user task returns when its step is committed, and the process goes on', async () => {
  await deploy('one-task', '<startEvent id="s"/><userTask id="review"/><endEvent id="e"/>', 's>review review>e');
  const handle = await start('one-task', {});
  const key = await openTask(handle, 'review');

  await complete(handle, key, { accepted: true });

  expect(storedIntents(handle.workflowId)).toContain('review completed');
  expect(await handle.result()).toEqual({ status: 'completed' });
  expect(batches.at(-1)!.commands.find((command) => command.type === 'complete')).toMatchObject({
    variables: { accepted: true },
  });
});

test('a supervisor reads the handler of the case, each open element once, and each period by its last day in China', async () => {
  await deploy(
    'shown',
    `<startEvent id="s"/>
     <userTask id="review" name="审查"><extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="judge"/><zeebe:properties><zeebe:property name="legalBasis" value="CPL#253"/></zeebe:properties></extensionElements><multiInstanceLoopCharacteristics><extensionElements>
       <zeebe:loopCharacteristics inputCollection="=[1, 2]"/></extensionElements></multiInstanceLoopCharacteristics></userTask>
     <boundaryEvent id="late" name="审查期限" attachedToRef="review" cancelActivity="false">${deadline('审查期限')}<timerEventDefinition><timeDate>2100-05-24T16:00:00Z</timeDate></timerEventDefinition></boundaryEvent>
     <boundaryEvent id="call" name="开拍" attachedToRef="review" cancelActivity="false">${deadline('开拍')}<timerEventDefinition><timeDate>2100-05-25T02:00:00Z</timeDate></timerEventDefinition></boundaryEvent>
     <endEvent id="e"/><endEvent id="n"/><endEvent id="m"/>`,
    's>review review>e late>n call>m',
  );
  const handle = await start('shown', {});
  await openTask(handle, 'review');

  const { currentDetails } = await until(
    () => handle.query<{ currentDetails: string }>('__temporal_workflow_metadata'),
    (metadata) => metadata.currentDetails.includes('审查期限'),
  );
  const { typedSearchAttributes } = await handle.describe();

  const today = dateOfInstant(await environment.currentTimeMs());
  expect(currentDetails.split('\n').filter((line) => line.startsWith('- '))).toEqual([
    `- 审查：等待法官，自${today}起（《中华人民共和国民事诉讼法》第二百五十三条）`,
    `- 审查期限：自${today}起，至2100-05-24止`,
    `- 开拍：自${today}起，至2100-05-25 10:00止`,
  ]);
  expect(typedSearchAttributes.getAll()).toContainEqual(
    expect.objectContaining({ key: expect.objectContaining({ name: 'Handler' }), value: 'judge-2' }),
  );
  for (const { key } of (await stateOf(handle)).open.filter(({ elementId }) => elementId === 'review').slice(1))
    await complete(handle, key, {});
  await handle.result();
});

test('a request that the state does not allow is refused and leaves no event in history', async () => {
  await deploy('refusing', '<startEvent id="s"/><userTask id="review"/><endEvent id="e"/>', 's>review review>e');
  const handle = await start('refusing', {});
  await openTask(handle, 'review');
  await expect(complete(handle, 999, {})).rejects.toMatchObject({ cause: { type: 'NOT_OPEN' } });

  const { events } = await handle.fetchHistory();
  expect(events!.filter((event) => event.workflowExecutionUpdateAcceptedEventAttributes)).toEqual([]);
  await handle.terminate();
});

test('the same command twice changes nothing the second time', async () => {
  await deploy(
    'two-tasks',
    '<startEvent id="s"/><userTask id="a"/><userTask id="b"/><endEvent id="e"/>',
    's>a a>b b>e',
  );
  const handle = await start('two-tasks', {});
  const key = await openTask(handle, 'a');
  const command: CompleteTask = { actor, commandId: 'once', key, variables: {} };

  await handle.executeUpdate('completeTask', { args: [command] });
  await handle.executeUpdate('completeTask', { args: [command] });

  expect(storedIntents(handle.workflowId).filter((line) => line === 'a completed')).toHaveLength(1);
  await handle.terminate();
});

test('a boundary timer fires on its legal day although the training clock starts elsewhere', async () => {
  await deploy(
    'timed',
    `<startEvent id="s"/><userTask id="report"/><endEvent id="e"/><endEvent id="late"/>
     <boundaryEvent id="overdue" attachedToRef="report"><timerEventDefinition><timeDate>=endOf(periodEnd(today(), 10, "day"))</timeDate></timerEventDefinition></boundaryEvent>`,
    's>report report>e overdue>late',
  );
  const realStart = new Date(await environment.currentTimeMs()).toISOString();
  const handle = await start('timed', {}, { legalStart: '2026-03-02T01:00:00.000Z', realStart, secondsPerDay: 86_400 });

  await handle.result();

  // Ten days after 2 March 2026 is Thursday the 12th; the period ends with that day in Asia/Shanghai.
  const fired = batches.find((batch) => batch.workflowId === handle.workflowId && batch.cause === 'timerFired')!;
  expect(fired.at.slice(0, 16)).toBe('2026-03-12T16:00');
});

test.each(places)('a called process runs in $where and its result comes back', async ({ isOwn }) => {
  await deploy('child', '<startEvent id="s"/><userTask id="work"/><endEvent id="e"/>', 's>work work>e');
  await deploy('parent', `<startEvent id="s"/>${call('child', isOwn)}<endEvent id="e"/>`, 's>call call>e');
  const handle = await start('parent', { subject: 'deposit' });
  const child = await childOf(handle, 'call', isOwn);

  await complete(child, await openTask(child, 'work'), { frozenFen: 500 });

  expect(await handle.result()).toEqual({ status: 'completed' });
  const last = batches.filter((batch) => batch.workflowId === handle.workflowId).at(-1)!;
  expect(last.commands.find((command) => command.type === 'complete')).toMatchObject({
    variables: { subject: 'deposit', frozenFen: 500 },
  });
});

test('a called process goes on in the next run of its workflow, and is refused what comes after its end', async () => {
  await deploy('patient', '<startEvent id="s"/><userTask id="work"/><endEvent id="e"/>', 's>work work>e');
  await deploy(
    'caller',
    `<startEvent id="s"/><parallelGateway id="both"/>${call('patient')}<userTask id="last"/><endEvent id="e"/><endEvent id="f"/>
     <exclusiveGateway id="again"/><intermediateCatchEvent id="wait"><timerEventDefinition><timeDuration>PT1M</timeDuration></timerEventDefinition></intermediateCatchEvent>
     <scriptTask id="count"><extensionElements><zeebe:script expression="=n + 1" resultVariable="n"/></extensionElements></scriptTask>
     <exclusiveGateway id="enough" default="enough-again"/>
     <sequenceFlow id="enough-f" sourceRef="enough" targetRef="f"><conditionExpression>=n = 80</conditionExpression></sequenceFlow>`,
    's>both both>call call>last last>e both>again again>wait wait>count count>enough enough>again',
  );
  const first = await start('caller', { n: 0 });
  const handle = environment.client.workflow.getHandle(first.workflowId);
  const child = await childOf(handle, 'call');
  await environment.sleep('90 minutes');
  await until(async () => storedIntents(handle.workflowId).includes('f completed'), Boolean);

  expect((await handle.describe()).runId).not.toBe(first.firstExecutionRunId);
  const key = await openTask(child, 'work');
  await complete(child, key, { found: true });
  expect(await child.result()).toEqual({ status: 'completed' });
  await expect(
    child.executeUpdate('completeTask', { args: [{ actor, commandId: 'late', key, variables: {} }] }),
  ).rejects.toMatchObject({ cause: { type: 'ENDED' } });
  await complete(handle, await openTask(handle, 'last'), {});
  expect(await handle.result()).toEqual({ status: 'completed' });
});

test('a called process that ends in its first step leaves the workflow, whose history has its model once', async () => {
  await deploy('short', '<startEvent id="s"/><endEvent id="e"/>', 's>e');
  await deploy(
    'repeating',
    `<startEvent id="s"/>${call('short').replace(
      '</callActivity>',
      '<multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics inputCollection="=[1, 2, 3]"/></extensionElements></multiInstanceLoopCharacteristics></callActivity>',
    )}<userTask id="last"/><endEvent id="e"/>`,
    's>call call>last last>e',
  );
  const handle = await start('repeating', {});
  const key = await openTask(handle, 'last');

  const { instances } = await handle.query<{ instances: readonly { readonly id: string }[] }>('progress');

  expect(instances.map(({ id }) => id)).toEqual([handle.workflowId]);
  const { events } = await handle.fetchHistory();
  const results = events!.flatMap(
    ({ markerRecordedEventAttributes: marker }) => marker?.details?.['result']?.payloads ?? [],
  );
  const models = results.filter(({ data }) => Buffer.from(data!).includes('"graph"'));
  expect(models).toHaveLength(2);
  await complete(handle, key, {});
  expect(await handle.result()).toEqual({ status: 'completed' });
});

test('a run that starts hundreds of timers again is not too long at once', async () => {
  await deploy(
    'crowded',
    `<startEvent id="s"/><parallelGateway id="both"/><userTask id="first"/><userTask id="last"/><endEvent id="e"/><endEvent id="f"/>
     <subProcess id="each"><multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics inputCollection="=for i in 1..450 return i"/></extensionElements></multiInstanceLoopCharacteristics>
       <startEvent id="t"/><intermediateCatchEvent id="wait"><timerEventDefinition><timeDuration>P900D</timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id="u"/>
       <sequenceFlow id="tw" sourceRef="t" targetRef="wait"/><sequenceFlow id="wu" sourceRef="wait" targetRef="u"/></subProcess>`,
    's>both both>first first>last last>e both>each each>f',
  );
  const { workflowId } = await start('crowded', {});
  const handle = environment.client.workflow.getHandle(workflowId);
  const runOf = async () => (await handle.describe()).runId;
  const before = await runOf();
  await complete(handle, await openTask(handle, 'first'), {});
  await until(runOf, (run) => run !== before);
  const run = await runOf();
  const key = await openTask(handle, 'last');

  for (const assignee of ['one', 'two'])
    await handle.executeUpdate('assignTask', { args: [{ actor, commandId: assignee, key, assignee }] });

  await openTask(handle, 'last');
  expect(await runOf()).toBe(run);
  await handle.terminate();
}, 60_000);

test('a request for an instance that nobody has called keeps no workflow from its next run or its end', async () => {
  await deploy(
    'misread',
    `<startEvent id="s"/><parallelGateway id="both"/><userTask id="last"/><endEvent id="e"/><endEvent id="f"/>
     <exclusiveGateway id="again"/><intermediateCatchEvent id="wait"><timerEventDefinition><timeDuration>PT1M</timeDuration></timerEventDefinition></intermediateCatchEvent>
     <scriptTask id="count"><extensionElements><zeebe:script expression="=n + 1" resultVariable="n"/></extensionElements></scriptTask>
     <exclusiveGateway id="enough" default="enough-again"/>
     <sequenceFlow id="enough-f" sourceRef="enough" targetRef="f"><conditionExpression>=n = 80</conditionExpression></sequenceFlow>`,
    's>both both>last last>e both>again again>wait wait>count count>enough enough>again',
  );
  const first = await start('misread', { n: 0 });
  const handle = environment.client.workflow.getHandle(first.workflowId);
  const key = await openTask(handle, 'last');
  const ask = (commandId: string) =>
    handle
      .executeUpdate('completeTask', {
        args: [{ actor, commandId, key: 1, variables: {}, instanceId: hostedId(handle.workflowId, 'call-999999') }],
      })
      .catch(({ cause }) => cause.type);
  const before = ask('before');
  await environment.sleep('90 minutes');
  await until(async () => storedIntents(handle.workflowId).includes('f completed'), Boolean);
  const after = ask('after');
  await complete(handle, key, {});

  expect(await before).toBe('ENDED');
  expect(await after).toBe('ENDED');
  expect(await handle.result()).toEqual({ status: 'completed' });
}, 60_000);

test.each([true, false].flatMap((interrupting) => places.map((place) => ({ ...place, interrupting }))))(
  'an escalation waits for a suspended caller; in $where, interrupting: $interrupting',
  async ({ isOwn, interrupting }) => {
    const shared = '<escalation id="late" escalationCode="late" />';
    const escalation = '<escalationEventDefinition escalationRef="late" />';
    await deploy(
      'raising',
      `<startEvent id="s"/><userTask id="work"/><intermediateThrowEvent id="raise">${escalation}</intermediateThrowEvent><task id="after"/><endEvent id="e"/>`,
      's>work work>raise raise>after after>e',
      shared,
    );
    await deploy('between', `<startEvent id="s"/>${call('raising', isOwn)}<endEvent id="e"/>`, 's>call call>e');
    await deploy(
      'catching',
      `<startEvent id="s"/>${call('between')}<boundaryEvent id="caught" attachedToRef="call" cancelActivity="${interrupting}">${escalation}</boundaryEvent><endEvent id="e"/><endEvent id="seen"/>`,
      's>call call>e caught>seen',
      shared,
    );
    const handle = await start('catching', {});
    const between = await childOf(handle, 'call');
    const raising = await childOf(between, 'call', isOwn);
    await handle.executeUpdate('suspend', { args: [{ actor, commandId: 's', reason: 'r' }] });

    await complete(raising, await openTask(raising, 'work'), {});
    await until(async () => storedCauses(handle.workflowId).includes('childEscalated'), Boolean);
    expect((await stateOf(raising)).open).toMatchObject([{ elementId: 'raise', awaits: 'answer' }]);
    await handle.executeUpdate('resume', { args: [{ actor, commandId: 'r', reason: 'r' }] });

    expect(await handle.result()).toEqual({ status: 'completed' });
    const ended = { status: interrupting ? 'cancelled' : 'completed' };
    expect([await between.result(), await raising.result()]).toEqual([ended, ended]);
    expect(storedIntents(raising.workflowId).includes('after activated')).toBe(!interrupting);
    expect(storedIntents(handle.workflowId)).toContain('seen completed');
  },
);

test('the archive is authoritative: the event committed under a step number is replayed first, then the requested one', async () => {
  await deploy(
    'twice',
    '<startEvent id="s"/><userTask id="one"/><userTask id="two"/><endEvent id="e"/>',
    's>one one>two two>e',
  );
  const handle = await start('twice', {});
  const key = await openTask(handle, 'one');
  const at = new Date(await environment.currentTimeMs()).toISOString();
  const variables = { by: 'who was first' };
  committing = async () => {
    committing = async () => undefined;
    return { event: { type: 'taskCompleted', key, variables, actor, commandId: 'first', at }, parameters: '' };
  };

  await expect(complete(handle, key, { by: 'who came later' })).rejects.toMatchObject({ cause: { type: 'NOT_OPEN' } });
  await complete(handle, await openTask(handle, 'two'), {});

  expect(await handle.result()).toEqual({ status: 'completed' });
  const last = batches.filter((batch) => batch.workflowId === handle.workflowId).at(-1)!;
  expect(last.commands.find((command) => command.type === 'complete')).toMatchObject({ variables });
});

test('one of two users who complete the last task at once is told that it is already done', async () => {
  await deploy('last', '<startEvent id="s"/><userTask id="one"/><endEvent id="e"/>', 's>one one>e');
  const handle = await start('last', {});
  const key = await openTask(handle, 'one');

  const by = (commandId: string) =>
    handle.executeUpdate('completeTask', { args: [{ actor, commandId, key, variables: {} }] });
  const told = await Promise.allSettled([by('one'), by('other')]);

  expect(told.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await handle.result()).toEqual({ status: 'completed' });
});

test.each(places)('canceling ends the process and what it called in $where', async ({ isOwn }) => {
  await deploy('long-child', '<startEvent id="s"/><userTask id="work"/><endEvent id="e"/>', 's>work work>e');
  await deploy('long-parent', `<startEvent id="s"/>${call('long-child', isOwn)}<endEvent id="e"/>`, 's>call call>e');
  const handle = await start('long-parent', {});
  const child = await childOf(handle, 'call', isOwn);

  await handle.executeUpdate('cancel', { args: [{ actor, commandId: 'c', reason: 'withdrawn' }] });

  expect(await handle.result()).toEqual({ status: 'cancelled' });
  expect(await child.result()).toEqual({ status: 'cancelled' });
});

test("Temporal's own cancellation ends the process by its rules, also in the middle of a step", async () => {
  await deploy('watched', '<startEvent id="s"/><userTask id="a"/><endEvent id="e"/>', 's>a a>e');
  await deploy('slow', '<startEvent id="s"/><userTask id="b"/><endEvent id="e"/>', 's>b b>e');
  const atRest = await start('watched', {});
  await openTask(atRest, 'a');
  let goOn = () => {};
  const isHeld = new Promise<void>((held) => {
    committing = () => {
      committing = async () => undefined;
      held();
      return new Promise((stored) => {
        goOn = () => stored(undefined);
      });
    };
  });
  const slow = await start('slow', {});
  await isHeld;

  await atRest.cancel();
  await slow.cancel();
  goOn();

  expect(await atRest.result()).toEqual({ status: 'cancelled' });
  expect(await slow.result()).toEqual({ status: 'cancelled' });
  expect(storedCauses(slow.workflowId)).toEqual(['started', 'cancelled']);
});

test('a process that is canceled before its start starts and ends as canceled', async () => {
  await deploy('called-off', '<startEvent id="s"/><userTask id="a"/><endEvent id="e"/>', 's>a a>e');
  const handle = await environment.client.workflow.signalWithStart('called-off', {
    ...startOptions('called-off', {}),
    signal: 'cancelCall',
    signalArgs: [{ reason: 'withdrawn' }],
  });

  expect(await handle.result()).toEqual({ status: 'cancelled' });
  expect(storedCauses(handle.workflowId)).toEqual(['started', 'cancelled']);
});

test("an agency's job that fails finally is an incident, and a retry does it again", async () => {
  let tries = 0;
  const { ApplicationFailure } = await import('@temporalio/common');
  agency = async () => {
    if (tries++ === 0)
      throw ApplicationFailure.nonRetryable('no such account', 'FAULTY', { zh: '没有该账户', en: 'no such account' });
    return {};
  };
  await deploy('asking', `<startEvent id="s"/>${job('agency:bank:freeze')}<endEvent id="e"/>`, 's>job job>e');
  const handle = await start('asking', {});
  const [incident] = await until(
    async () => (await stateOf(handle)).incidents,
    (found) => found.length > 0,
  );

  await handle.executeUpdate('resolveIncident', {
    args: [{ actor, commandId: 'r', key: incident!.key, action: 'retry', reason: 'corrected' }],
  });

  expect(incident).toMatchObject({ message: 'no such account', messageZh: '没有该账户' });
  expect(await handle.result()).toEqual({ status: 'completed' });
  expect(tries).toBe(2);
});

test('a signal that one instance throws reaches another that listens for it', async () => {
  const signal = '<signalEventDefinition signalRef="call" />';
  await deploy(
    'listener',
    `<startEvent id="s"/><intermediateCatchEvent id="heard">${signal}</intermediateCatchEvent><endEvent id="e"/>`,
    's>heard heard>e',
    '<signal id="call" name="call" />',
  );
  await deploy(
    'caller',
    `<startEvent id="s"/><endEvent id="e">${signal}</endEvent>`,
    's>e',
    '<signal id="call" name="call" />',
  );
  const listener = await start('listener', {});
  await openTask(listener, 'heard');

  await (await start('caller', {})).result();

  expect(await listener.result()).toEqual({ status: 'completed' });
});

test('a person modifies, suspends, resumes and migrates a running instance; each operation is committed with actor and reason', async () => {
  await deploy(
    'operated',
    '<startEvent id="s"/><userTask id="a"/><userTask id="b"/><userTask id="c"/><endEvent id="e"/>',
    's>a a>b b>c c>e',
  );
  const handle = await start('operated', {});
  const a = await openTask(handle, 'a');
  const act = (commandId: string) => ({ actor, commandId, reason: 'objection upheld' });
  const open = async () => (await stateOf(handle)).open.map(({ elementId }) => elementId);

  await handle.executeUpdate('modify', { args: [{ ...act('m'), activate: [{ elementId: 'b' }], terminate: [a] }] });
  expect(await open()).toEqual(['b']);

  await handle.executeUpdate('suspend', { args: [act('s')] });
  const b = await openTask(handle, 'b');
  await expect(complete(handle, b, {})).rejects.toMatchObject({
    cause: {
      message: expect.stringContaining('suspended since'),
      details: [{ zh: expect.stringMatching(/^该流程自 .* 起暂停/), en: expect.stringContaining('suspended since') }],
    },
  });
  await handle.executeUpdate('resume', { args: [act('r')] });

  await deploy('operated', '<startEvent id="s"/><userTask id="b2"/><endEvent id="e"/>', 's>b2 b2>e');
  const model = { processId: 'operated', version: 2, hash: 'y' };
  await expect(
    handle.executeUpdate('migrate', { args: [{ ...act('wrong'), model, mapping: {} }] }),
  ).rejects.toMatchObject({ cause: { type: 'INVALID', message: expect.stringContaining("has no 'b'") } });
  const migrate = () =>
    handle.executeUpdate('migrate', { args: [{ ...act('right'), model, mapping: { b: 'b2', 'a-b': 's-b2' } }] });
  // Sent twice at once, the request is carried out once, and both senders get its result.
  await Promise.all([migrate(), migrate()]);
  expect(await open()).toEqual(['b2']);
  await complete(handle, b, {});

  expect(await handle.result()).toEqual({ status: 'completed' });
  const operations = batches
    .filter(({ workflowId }) => workflowId === handle.workflowId)
    .flatMap(({ commands }) => commands);
  const stored = operations.flatMap((one) =>
    one.type === 'record' && ['modified', 'suspended', 'resumed', 'migrated'].includes(one.record.intent)
      ? [[one.record.intent, one.record.actor?.id, one.record.data?.['reason']]]
      : [],
  );
  expect(stored).toEqual(
    ['modified', 'suspended', 'resumed', 'migrated'].map((intent) => [intent, actor.id, 'objection upheld']),
  );
  expect(batches.filter(({ workflowId }) => workflowId === handle.workflowId).at(-1)!.model.version).toBe(2);
});

async function deploy(id: string, nodes: string, flows: string, shared = ''): Promise<void> {
  const drawn = flows
    .split(' ')
    .map((flow) => flow.split('>'))
    .map(([from, to]) => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}"/>`);
  const { graphs, faults } = await read(
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d">${shared}
     <process id="${id}" isExecutable="true">${nodes}${drawn.join('')}</process></definitions>`,
  );
  expect(faults).toEqual([]);
  models.set(id, { graph: graphs[0]!, decisions: {}, calendar });
}

const deadline = (label: string) =>
  `<extensionElements><zeebe:properties><zeebe:property name="deadline" value="${label}"/></zeebe:properties></extensionElements>`;
const job = (type: string) =>
  `<serviceTask id="job"><extensionElements><zeebe:taskDefinition type="${type}"/></extensionElements></serviceTask>`;

const start = (processId: string, variables: StartInput['variables'], clock?: StartInput['clock']) =>
  environment.client.workflow.start(processId, startOptions(processId, variables, clock));

function startOptions(processId: string, variables: StartInput['variables'], clock?: StartInput['clock']) {
  const input: StartInput = {
    model: { processId, version: 1, hash: 'x' },
    caseId: 'case',
    caseNumber: '(2026)冀0102执1号',
    variables,
    actor,
    search: { CaseNumber: '(2026)冀0102执1号', Court: '冀0102' },
    ...(clock ? { clock } : {}),
  };
  return { taskQueue: 'enforcement', workflowId: `${processId}/${++count}`, args: [input] };
}

interface Described {
  readonly open: readonly { readonly key: number; readonly elementId: string }[];
  readonly incidents: readonly { readonly key: number; readonly message: string; readonly messageZh: string }[];
}

const stateOf = async (handle: Pick<Instance, 'query'>): Promise<Described> =>
  (await handle.query<Described | null>('state')) ?? { open: [], incidents: [] };

async function openTask(handle: Pick<Instance, 'query'>, elementId: string): Promise<number> {
  const { open } = await until(
    () => stateOf(handle),
    (state) => state.open.some((element) => element.elementId === elementId),
  );
  return open.find((element) => element.elementId === elementId)!.key;
}

const complete = (handle: Pick<Instance, 'executeUpdate'>, key: number, variables: StartInput['variables']) =>
  handle.executeUpdate('completeTask', { args: [{ actor, commandId: `complete-${key}`, key, variables }] });

async function childOf(caller: Instance, elementId: string, isOwn = false): Promise<Instance> {
  const key = await openTask(caller, elementId);
  const id = (isOwn ? childId : hostedId)(caller.workflowId, `${elementId}-${key}`);
  const workflow = environment.client.workflow.getHandle(workflowOf(id));
  const child: Instance = {
    workflowId: id,
    query: (name) => workflow.query(name, id),
    executeUpdate: (name, { args: [act] }) => workflow.executeUpdate(name, { args: [{ ...act, instanceId: id }] }),
    result: async () => ({
      status: await until(
        async () => endOf(id),
        (status) => status !== undefined,
      ),
    }),
  };
  await until(
    () => stateOf(child).catch(() => ({ open: [] })),
    ({ open }) => open.length > 0,
  );
  return child;
}

/** A process instance wherever it runs. */
interface Instance {
  readonly workflowId: string;
  query<T>(name: string): Promise<T>;
  executeUpdate(name: string, options: { readonly args: [object] }): Promise<unknown>;
  result(): Promise<unknown>;
}

/** How the instance ended, as the store knows it. */
function endOf(id: string): string | undefined {
  const { commands, cause } = batches.filter(({ workflowId }) => workflowId === id).at(-1)!;
  if (commands.some(({ type }) => type === 'complete')) return 'completed';
  return commands.some(({ type }) => type === 'fail') && cause === 'cancelled' ? 'cancelled' : undefined;
}

async function until<T>(look: () => Promise<T>, isThere: (found: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 200; tries++) {
    const found = await look();
    if (isThere(found)) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('What was waited for did not come.');
}

const storedCauses = (workflowId: string) =>
  batches.filter((batch) => batch.workflowId === workflowId).map(({ cause }) => cause);

const storedIntents = (workflowId: string) =>
  batches
    .filter((batch) => batch.workflowId === workflowId)
    .flatMap(({ commands }) =>
      commands.flatMap((command) =>
        command.type === 'record' ? [`${command.record.elementId} ${command.record.intent}`] : [],
      ),
    );
