// The contenders that do the same work in each trial: our one workflow on the model, workflows written by hand, and an
// engine that commits each task to PostgreSQL.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, WorkflowHandle, WorkflowStartOptions } from '@temporalio/client';
import type { Pool } from '../../db/pool.ts';
import { startAttributes } from '../../protocol/search-attributes.ts';
import type { StartInput } from '../../protocol/start.ts';
import { taskQueue } from '../../protocol/task-queues.ts';
import { updates } from '../../protocol/updates.ts';
import type { Operaton } from '../peers/operaton/index.ts';
import { depth, items, tasks, turns } from './models.ts';
import { fileCases, inputOf } from './ours.ts';

export const handQueue = 'by-hand';

const clients = 8;

export interface Trial {
  readonly what: string;
  readonly processId: string;
  /** `cycles`: from completing one user task to the next open one. */
  readonly unit: 'instances' | 'cycles' | 'items' | 'turns';
  /** The number of tasks, levels, items or turns of one instance. */
  readonly size: number;
  /** The number of instances that run side by side. */
  readonly instances: number;
  readonly rounds: number;
  /** The workflow written by hand, with a smaller size when the whole would not fit into one history. */
  readonly byHand: { readonly type: string; readonly size?: number };
}

const short = { instances: 100, rounds: 3 } as const;
/** For trials in which one instance takes many steps. */
const long = { instances: 1, rounds: 1 } as const;

export const trials: readonly Trial[] = [
  { what: '10 tasks in a row', processId: 'row', unit: 'instances', size: tasks, ...short, byHand: { type: 'row' } },
  {
    what: '10-way parallel',
    processId: 'parallel',
    unit: 'instances',
    size: tasks,
    ...short,
    byHand: { type: 'parallel' },
  },
  {
    what: 'user tasks with a deadline',
    processId: 'reports',
    unit: 'cycles',
    size: tasks,
    instances: 40,
    rounds: 3,
    byHand: { type: 'reports' },
  },
  {
    what: `nested sub-processes (${depth} deep)`,
    processId: 'nested',
    unit: 'instances',
    size: depth,
    ...short,
    byHand: { type: 'nested' },
  },
  {
    what: `multi-instance over ${items}`,
    processId: 'items',
    unit: 'items',
    size: items,
    ...long,
    byHand: { type: 'parallel' },
  },
  {
    what: `loop of ${turns}`,
    processId: 'loop',
    unit: 'turns',
    size: turns,
    ...long,
    byHand: { type: 'row', size: 200 },
  },
];

export interface Measured {
  readonly perSecond: number;
  readonly events?: number;
  readonly bytes?: number;
}

export interface Contender {
  who(trial: Trial): string;
  measure(trial: Trial): Promise<Measured>;
}

interface OnTemporal {
  readonly client: Client;
  readonly pool: Pool;
}

export function onTemporal(bench: OnTemporal): Contender[] {
  const byHand = (words: string, suffix: string, share: number): Contender => ({
    who: ({ unit, byHand: { size } }) => `by hand, ${words}${size === undefined ? '' : `, ${size} ${unit}`}`,
    measure: (trial) => {
      const { type, size = trial.size } = trial.byHand;
      const start = (caseId: string) => ({ taskQueue: handQueue, args: [{ caseId, tasks: size }] });
      const instances = Math.ceil(trial.instances * share);
      return measure(bench, { ...trial, size, instances }, `${type}${suffix}`, start);
    },
  });
  return [
    {
      who: () => 'ours',
      measure: (trial) => measure(bench, trial, trial.processId, (caseId) => startOf(inputOf(trial.processId, caseId))),
    },
    // A fifth of the instances: the naive one has the same speed with fewer, and a round of all would take minutes.
    byHand('naive', 'Naive', 0.2),
    byHand('well written', 'WellWritten', 1),
  ];
}

export const inOperaton = (operaton: Operaton): Contender => ({
  who: ({ unit }) => `Operaton 1.0.3, ${unit === 'turns' ? 'one commit' : 'a commit for each task'}`,
  measure: async (trial) => ({
    perSecond: (await operaton.measure(trial.processId, trial.instances)) * unitsOf(trial),
  }),
});

type Start = Pick<WorkflowStartOptions, 'taskQueue' | 'args' | 'typedSearchAttributes'>;

/** Start options as the API uses them. */
const startOf = (input: StartInput): Start => ({
  taskQueue,
  args: [input],
  typedSearchAttributes: startAttributes(input),
});

async function measure(
  { client, pool }: OnTemporal,
  trial: Trial,
  workflowType: string,
  start: (caseId: string) => Start,
): Promise<Measured> {
  const { unit, instances } = trial;
  const cases = await fileCases(pool, instances);
  let startedAt = performance.now();
  const handles = await byClients(cases, (id) =>
    client.workflow.start(workflowType, { workflowId: `${workflowType}/${id}`, ...start(id) }),
  );
  if (unit === 'cycles') {
    for (const caseId of cases) await openTask(pool, caseId);
    startedAt = performance.now();
    await byClients(cases, (caseId, index) => completeTasks(pool, handles[index]!, caseId));
  } else await Promise.all(handles.map((handle) => handle.result()));
  const seconds = (performance.now() - startedAt) / 1000;
  await Promise.all(handles.map((handle) => handle.result()));
  const { historyLength, historySize = 0 } = await handles[0]!.describe();
  return { perSecond: (instances * unitsOf(trial)) / seconds, events: historyLength, bytes: historySize };
}

/** Does the work with as many parallel clients as Operaton has threads. */
async function byClients<T, R>(all: readonly T[], work: (one: T, index: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const left = all.entries();
  const client = async () => {
    for (const [index, one] of left) results[index] = await work(one, index);
  };
  await Promise.all(Array.from({ length: clients }, client));
  return results;
}

const unitsOf = ({ unit, size }: Trial): number => (unit === 'instances' ? 1 : size);

/** Acts like a person: finds the open task in the list, completes it, and continues when that is committed. */
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
