// The same models with the same answers leave the same records on the bare engine, on the time-skipping server and on
// the dev server. (The example cases: tests/examples/same-trace.ts.)
import { beforeAll, expect, test } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { startInstanceWith } from '../../activities/steps/start-instance.ts';
import type { Command, Model } from '../../engine/index.ts';
import { read } from '../../engine/read/index.ts';
import { calendar } from '../../law/calendar.ts';
import type { LocalActivities } from '../../protocol/activities.ts';
import type { StartInput } from '../../protocol/start.ts';
import type { StepBatch, StepCommitted } from '../../protocol/steps.ts';
import { Simulation } from '../../tools/bpmn/simulation.ts';
import { devServer, timeSkipping, workflowBundle } from '../../tools/stack/test-temporal.ts';

const flows = (text: string) =>
  text
    .split(' ')
    .map((pair) => pair.split('>'))
    .map(([from, to]) => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}" />`)
    .join('');
const job = (id: string, more = '') =>
  `<serviceTask id="${id}"><extensionElements><zeebe:taskDefinition type="db:${id}" /></extensionElements>${more}</serviceTask>`;
const timer = (text: string) =>
  `<timerEventDefinition><timeDuration xsi:type="tFormalExpression">${text}</timeDuration></timerEventDefinition>`;
const call = (id: string, processId: string) =>
  `<callActivity id="${id}"><extensionElements><zeebe:calledElement processId="${processId}" /></extensionElements></callActivity>`;

/** The answers of the jobs: results by type, or a BPMN error. */
const answers: { readonly [type: string]: { readonly [name: string]: number } | string } = {
  'db:search': { found: 2 },
  'db:refuse': 'refused',
  'db:one': { done: 1 },
  'db:undo': {},
};

const processes: { readonly [id: string]: string } = {
  branching: `<startEvent id="s" />${job('search')}<inclusiveGateway id="fork" />${job('one')}<subProcess id="sub"><startEvent id="t" /><task id="in" />${flows('t>in')}</subProcess><inclusiveGateway id="join" /><endEvent id="e" />${flows('s>search search>fork one>join sub>join join>e')}<sequenceFlow id="fork-one" sourceRef="fork" targetRef="one"><conditionExpression xsi:type="tFormalExpression">=found &gt; 1</conditionExpression></sequenceFlow><sequenceFlow id="fork-sub" sourceRef="fork" targetRef="sub"><conditionExpression xsi:type="tFormalExpression">=found &gt; 0</conditionExpression></sequenceFlow>`,
  waiting: `<startEvent id="s" /><intermediateCatchEvent id="wait">${timer('PT2S')}</intermediateCatchEvent><userTask id="never" /><boundaryEvent id="late" attachedToRef="never">${timer('PT1S')}</boundaryEvent><endEvent id="e" />${flows('s>wait wait>never late>e')}`,
  calling: `<startEvent id="s" />${call('first', 'called')}${call('second', 'failing')}<boundaryEvent id="caught" attachedToRef="second"><errorEventDefinition errorRef="refused" /></boundaryEvent><endEvent id="e" /><endEvent id="r" />${flows('s>first first>second second>e caught>r')}`,
  called: `<startEvent id="s" />${job('one')}<endEvent id="e" />${flows('s>one one>e')}`,
  failing: `<startEvent id="s" />${job('refuse')}<endEvent id="e" />${flows('s>refuse refuse>e')}`,
  undoing: `<startEvent id="s" />${job('one')}<boundaryEvent id="b" attachedToRef="one"><compensateEventDefinition /></boundaryEvent>${job('undo').replace('<serviceTask', '<serviceTask isForCompensation="true"')}<association id="a" sourceRef="b" targetRef="undo" /><userTask id="repeated"><multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics inputCollection="=[]" /></extensionElements></multiInstanceLoopCharacteristics></userTask><endEvent id="e"><compensateEventDefinition /></endEvent>${flows('s>one one>repeated repeated>e')}`,
};
const started = ['branching', 'waiting', 'calling', 'undoing'];
const models = new Map<string, Model>();

beforeAll(async () => {
  for (const [id, elements] of Object.entries(processes)) {
    const { graphs, faults } = await read(
      `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="t"><error id="refused" errorCode="refused" /><process id="${id}" isExecutable="true">${elements}</process></definitions>`,
    );
    expect(faults).toEqual([]);
    models.set(id, { graph: graphs[0]!, decisions: {}, calendar });
  }
});

/** The records of each process, in order. */
type Records = { [processId: string]: string[] };

function note(records: Records, processId: string, line: string): void {
  records[processId] = [...(records[processId] ?? []), line];
}

function bare(): Records {
  const behavior = {
    job: ({ jobType }: { jobType: string }) => {
      const answer = answers[jobType]!;
      return typeof answer === 'string' ? { errorCode: answer, message: answer } : { variables: answer };
    },
    task: () => undefined,
  };
  const simulation = new Simulation(models, behavior, '2026-03-02T01:00:00.000Z');
  for (const id of started) simulation.start(id, {});
  simulation.run();
  const records: Records = {};
  for (const { processId, elementId, intent } of simulation.trace) note(records, processId, `${elementId} ${intent}`);
  return records;
}

async function durable(environment: TestWorkflowEnvironment): Promise<Records> {
  const batches: StepBatch[] = [];
  const answered = (commands: readonly Command[]): StepCommitted['jobs'] =>
    commands.flatMap((command): StepCommitted['jobs'][number][] => {
      if (command.type !== 'runJob') return [];
      const answer = answers[command.jobType]!;
      return typeof answer === 'string'
        ? [{ key: command.key, ok: false as const, message: answer, errorCode: answer }]
        : [{ key: command.key, ok: true as const, variables: answer }];
    });
  const loadModel: LocalActivities['loadModel'] = async ({ processId }) => ({
    ...models.get(processId)!,
    parameters: '',
  });
  const store: LocalActivities = {
    startInstance: (instance) =>
      startInstanceWith({ load: loadModel, loadModelWith: loadModel }, store.commitStep)(instance),
    startCalled: async ({ call, known: _known, ...start }) => {
      const ref = await store.resolveModel(call);
      return { ...(await store.startInstance({ ...start, model: ref })), ref };
    },
    loadModel,
    loadModelWith: loadModel,
    resolveModel: async ({ processId }) => ({ processId, version: 1, hash: 'x' }),
    loadParameters: async () => ({ decisions: {}, calendar, parameters: '' }),
    commitStep: async (batch) => {
      // As the real store: Temporal repeats a local activity when the workflow task that asked for it fails.
      const isSame = (one: StepBatch) => one.workflowId === batch.workflowId && one.step === batch.step;
      if (!batches.some(isSame)) batches.push(batch);
      return {
        at: batch.at,
        nextDeadline: { due: null, asOf: 0 },
        messages: [],
        deliveries: [],
        signals: [],
        starts: [],
        jobs: answered(batch.commands),
      };
    },
  };
  const worker = await Worker.create({
    connection: environment.nativeConnection,
    taskQueue: 'enforcement',
    workflowBundle: await workflowBundle(),
    activities: { ...store },
  });
  await worker.runUntil(async () => {
    for (const processId of started) {
      const input: StartInput = {
        model: { processId, version: 1, hash: 'x' },
        caseId: 'case',
        caseNumber: 'case',
        variables: {},
        actor: { id: 'judge', role: 'judge' },
        search: { CaseNumber: 'case', Court: '冀0102' },
      };
      await environment.client.workflow.execute(processId, {
        taskQueue: 'enforcement',
        workflowId: processId,
        args: [input],
      });
    }
  });
  await environment.teardown();
  const records: Records = {};
  for (const { model, commands } of batches)
    for (const command of commands)
      if (command.type === 'record')
        note(records, model.processId, `${command.record.elementId} ${command.record.intent}`);
  return records;
}

test('the time-skipping server', async () => {
  expect(await durable(await timeSkipping())).toEqual(bare());
});

test('the dev server', async () => {
  expect(await durable(await devServer())).toEqual(bare());
});
