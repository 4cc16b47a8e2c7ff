// Our one workflow against workflows written by hand, doing the same with the same database on the same dev server: ten tasks in a row, each recorded.
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { commitStep } from '../activities/commit-step.ts';
import type { LocalActivities } from '../activities/contract.ts';
import { insertCase } from '../db/cases.ts';
import { startEmbeddedPostgres } from '../db/embedded.ts';
import { prepareDatabase } from '../db/migrate.ts';
import { createPool, transaction } from '../db/pool.ts';
import { freePorts } from '../scripts/stack.ts';
import { findTemporal } from '../scripts/temporal-binaries.ts';
import { type StartInput, searchAttributes, taskQueue } from '../workflows/contract.ts';
import { compiled } from './core.ts';

interface Step {
  readonly workflowId: string;
  readonly caseId: string;
  readonly step: number;
  readonly isLast: boolean;
}
export interface ByHand {
  work(): Promise<void>;
  store(step: Step): Promise<void>;
}

export interface DurableLine {
  readonly what: string;
  readonly instancesPerSecond: number;
  readonly events: number;
  readonly bytes: number;
}

const tasks = 10;
const instances = 60;
const rounds = 3;

let isInstalled = false;
function installQuietRuntime(): void {
  if (!isInstalled) Runtime.install({ logger: new DefaultLogger('ERROR') });
  isInstalled = true;
}

/** @param isOnFile the dev server keeps its histories in a file, else in memory */
export async function durable(isOnFile: boolean): Promise<DurableLine[]> {
  installQuietRuntime();
  const folder = mkdtempSync(join(tmpdir(), 'enforcement-bench-'));
  chmodSync(folder, 0o755);
  const postgres = await startEmbeddedPostgres({
    dataDir: join(folder, 'postgres'),
    port: (await freePorts()).postgres,
  });
  const pool = createPool(await prepareDatabase({ ownerUrl: postgres.url, appPassword: 'bench' }));
  const attributes = Object.entries(searchAttributes).flatMap(([name, type]) => [
    '--search-attribute',
    `${name}=${type}`,
  ]);
  const environment = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path: await findTemporal('cli') },
      extraArgs: attributes,
      log: { format: 'pretty', level: 'error' },
      ...(isOnFile ? { dbFilename: join(folder, 'temporal.db') } : {}),
    },
  });
  const model = await compiled(row());
  const jobs = { work: async () => ({}) };
  const loaded = { ...model, parameters: 'bench' };
  const ours: LocalActivities = {
    loadModel: async () => loaded,
    resolveModel: async () => ({ processId: 'process', version: 1, hash: 'bench' }),
    loadParameters: async () => ({}),
    commitStep: (batch) => commitStep(pool, { jobs, modelOf: async () => loaded }, batch),
  };
  const byHand: ByHand = {
    work: async () => {},
    store: async (step) => void (await commitStep(pool, { jobs: {} }, batchOf(step))),
  };
  const worker = await Worker.create({
    connection: environment.nativeConnection,
    taskQueue,
    workflowsPath: join(import.meta.dirname, 'durable-workflows.ts'),
    activities: { ...ours, ...byHand },
  });
  const running = worker.run();

  const cases = async (): Promise<string[]> => {
    await pool.query(`insert into court (code, name) values ('冀0102', '长安区人民法院') on conflict do nothing`);
    const ids: string[] = [];
    for (let count = 0; count < instances; count++) {
      const id = randomUUID();
      const filed = {
        id,
        courtCode: '冀0102',
        typeWord: '执',
        filedOn: '2026-03-02',
        claimFen: 1n,
        application: {},
        processId: 'process',
        parties: [],
      };
      await transaction(pool, (tx) => insertCase(tx, filed));
      ids.push(id);
    }
    return ids;
  };
  const kinds: { readonly what: string; readonly type: string; readonly args: (caseId: string) => [object] }[] = [
    { what: 'our workflow on the model', type: 'process', args: (caseId) => [inputOf(caseId)] },
    { what: 'by hand, naive', type: 'naive', args: (caseId) => [{ caseId, tasks }] },
    { what: 'by hand, well written', type: 'wellWritten', args: (caseId) => [{ caseId, tasks }] },
  ];
  const measured = new Map<string, DurableLine[]>();
  for (let round = 0; round < rounds; round++) {
    for (const { what, type, args } of kinds) {
      const ids = await cases();
      const begun = performance.now();
      const handles = await Promise.all(
        ids.map((id) =>
          environment.client.workflow.start(type, { taskQueue, workflowId: `${type}/${id}`, args: args(id) }),
        ),
      );
      await Promise.all(handles.map((handle) => handle.result()));
      const seconds = (performance.now() - begun) / 1000;
      const { historyLength, historySize = 0 } = await handles[0]!.describe();
      const line = { what, instancesPerSecond: instances / seconds, events: historyLength, bytes: historySize };
      measured.set(what, [...(measured.get(what) ?? []), line]);
    }
  }

  worker.shutdown();
  await running;
  await environment.teardown();
  await pool.end();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
  return [...measured.values()].map(
    (lines) => [...lines].sort((a, b) => a.instancesPerSecond - b.instancesPerSecond)[Math.floor(lines.length / 2)]!,
  );
}

function row(): string {
  const ids = Array.from({ length: tasks }, (_, index) => `t${index}`);
  const flows = ['s', ...ids].map(
    (from, index) => `<sequenceFlow id="f${index}" sourceRef="${from}" targetRef="${ids[index] ?? 'e'}" />`,
  );
  const nodes = ids.map(
    (id) =>
      `<serviceTask id="${id}"><extensionElements><zeebe:taskDefinition type="db:work" /></extensionElements></serviceTask>`,
  );
  return `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="bench"><process id="process" isExecutable="true"><startEvent id="s" />${nodes.join('')}<endEvent id="e" />${flows.join('')}</process></definitions>`;
}

const inputOf = (caseId: string): StartInput => ({
  model: { processId: 'process', version: 1, hash: 'bench' },
  caseId,
  caseNumber: caseId,
  variables: {},
  actor: { id: 'bench', role: 'system' },
  search: { CaseNumber: caseId, Court: '冀0102' },
});

/** The step as our workflow would store it: activated, completed. */
function batchOf({ workflowId, caseId, step, isLast }: Step): Parameters<typeof commitStep>[2] {
  const at = '2026-03-02T01:00:00.000Z';
  const record = (intent: 'activated' | 'completed') => ({
    type: 'record' as const,
    record: {
      key: step,
      scopeKey: 1,
      elementId: `t${step}`,
      elementType: 'serviceTask',
      name: `t${step}`,
      intent,
      properties: {},
    },
  });
  return {
    workflowId,
    runId: 'run',
    model: { processId: 'process', version: 1, hash: 'bench' },
    caseId,
    step,
    at,
    event: { type: 'started', at, variables: {} },
    cause: 'started',
    commands: [
      record('activated'),
      record('completed'),
      ...(isLast ? [{ type: 'complete' as const, variables: {} }] : []),
    ],
  };
}
