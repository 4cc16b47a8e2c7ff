// Who does the same in each trial: our one workflow on the model, workflows written by hand, and on PostgreSQL an engine that commits each task to it.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, WorkflowHandle, WorkflowStartOptions } from '@temporalio/client';
import type { Pool } from '../../db/pool.ts';
import { type StartInput, taskQueue, updates } from '../../workflows/contract.ts';
import { startAttributes } from '../../workflows/search-attributes.ts';
import type { Operaton } from '../peers/operaton/index.ts';
import { tasks } from './models.ts';
import { fileCases, inputOf } from './ours.ts';

export const handQueue = 'by-hand';

export interface Trial {
  readonly what: string;
  readonly processId: string;
  /** Cycles: a user task completed, the next one open. */
  readonly unit: 'instances' | 'cycles';
  /** How many run side by side. */
  readonly instances: number;
}

export const trials: readonly Trial[] = [
  { what: '10 tasks in a row', processId: 'row', unit: 'instances', instances: 40 },
  { what: '10-way parallel', processId: 'parallel', unit: 'instances', instances: 40 },
  { what: 'user tasks with a deadline', processId: 'reports', unit: 'cycles', instances: 20 },
];

export interface Measured {
  readonly perSecond: number;
  readonly events?: number;
  readonly bytes?: number;
}

export interface Contender {
  readonly who: string;
  measure(trial: Trial): Promise<Measured>;
}

interface OnTemporal {
  readonly client: Client;
  readonly pool: Pool;
}

export function onTemporal(bench: OnTemporal): Contender[] {
  const byHand = (how: string): Pick<Contender, 'measure'> => ({
    measure: (trial) =>
      measure(bench, trial, `${trial.processId}${how}`, (caseId) => ({
        taskQueue: handQueue,
        args: [{ caseId, tasks }],
      })),
  });
  return [
    {
      who: 'ours',
      measure: (trial) => measure(bench, trial, trial.processId, (caseId) => startOf(inputOf(trial.processId, caseId))),
    },
    { who: 'by hand, naive', ...byHand('Naive') },
    { who: 'by hand, well written', ...byHand('WellWritten') },
  ];
}

export const inOperaton = (operaton: Operaton): Contender => ({
  who: 'Operaton 1.0.3, a commit for each task',
  measure: async ({ processId, instances }) => ({ perSecond: await operaton.measure(processId, instances) }),
});

type Start = Pick<WorkflowStartOptions, 'taskQueue' | 'args' | 'typedSearchAttributes'>;

/** As the API starts it. */
const startOf = (input: StartInput): Start => ({
  taskQueue,
  args: [input],
  typedSearchAttributes: startAttributes(input),
});

async function measure(
  { client, pool }: OnTemporal,
  { unit, instances }: Trial,
  workflowType: string,
  start: (caseId: string) => Start,
): Promise<Measured> {
  const cases = await fileCases(pool, instances);
  let begun = performance.now();
  const handles = await Promise.all(
    cases.map((id) => client.workflow.start(workflowType, { workflowId: `${workflowType}/${id}`, ...start(id) })),
  );
  if (unit === 'cycles') {
    for (const caseId of cases) await openTask(pool, caseId);
    begun = performance.now();
    await Promise.all(cases.map((caseId, index) => completeTasks(pool, handles[index]!, caseId)));
  } else await Promise.all(handles.map((handle) => handle.result()));
  const seconds = (performance.now() - begun) / 1000;
  await Promise.all(handles.map((handle) => handle.result()));
  const { historyLength, historySize = 0 } = await handles[0]!.describe();
  const done = instances * (unit === 'cycles' ? tasks : 1);
  return { perSecond: done / seconds, events: historyLength, bytes: historySize };
}

/** As a person does: sees in the list what is open, completes it, and goes on when that is stored. */
async function completeTasks(pool: Pool, handle: WorkflowHandle, caseId: string): Promise<void> {
  for (let done = 0; done < tasks; done++) {
    const key = await openTask(pool, caseId);
    const commandId = randomUUID();
    await handle.executeUpdate(updates.completeTask, {
      updateId: commandId,
      args: [{ key, variables: {}, actor: { id: 'clerk', role: 'clerk' }, commandId }],
    });
  }
}

async function openTask(pool: Pool, caseId: string): Promise<number> {
  for (;;) {
    const { rows } = await pool.query<{ key: number }>({
      name: 'bench-open-task',
      text: `select key from user_task where case_id = $1 and state = 'open'`,
      values: [caseId],
    });
    if (rows[0]) return rows[0].key;
    await sleep(5);
  }
}
