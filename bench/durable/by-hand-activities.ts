// The activities of the workflows written by hand: they commit the same records as ours, with the same code.
import { commitStep } from '../../activities/steps/commit.ts';
import type { Pool } from '../../db/pool.ts';
import type { Command } from '../../engine/index.ts';

export interface Task {
  readonly workflowId: string;
  readonly caseId: string;
  readonly step: number;
  readonly isLast: boolean;
}

export interface ByHand {
  work(): Promise<void>;
  /** Commits that a task's work is done. */
  commit(task: Task): Promise<void>;
  /** Commits that the sub-process around the task has started or ended. */
  enter(task: Task): Promise<void>;
  leave(task: Task): Promise<void>;
  /**
   * Commits the start of a sub-process and the work of its task; for the last task also the end of all sub-processes.
   */
  commitNested(task: Task): Promise<void>;
  /** Commits that the user task before is completed and this one is open. */
  moveOn(task: Task): Promise<void>;
}

const at = '2026-03-02T01:00:00.000Z';

export function byHand(pool: Pool): ByHand {
  const commitWork = async (task: Task, commands: readonly Command[]) => {
    await commitStep(pool, { jobs: {} }, batchOf(task, commands));
  };
  return {
    work: async () => {},
    commit: (task) =>
      commitWork(task, [
        ...records(task.step, 'serviceTask', 'activated', 'completed'),
        ...(task.isLast ? completed : []),
      ]),
    enter: (task) => commitWork(task, records(task.step, 'subProcess', 'activated')),
    leave: (task) =>
      commitWork(task, [...records(task.step, 'subProcess', 'completed'), ...(task.isLast ? completed : [])]),
    commitNested: (task) =>
      commitWork(task, [
        ...records(task.step, 'subProcess', 'activated'),
        ...records(task.step, 'serviceTask', 'activated', 'completed'),
        ...(task.isLast ? [...allLeft(task.step), ...completed] : []),
      ]),
    moveOn: (task) => commitWork(task, [...closed(task.step - 1), ...opened(task)]),
  };
}

const completed: readonly Command[] = [{ type: 'complete', variables: {} }];

const allLeft = (depth: number): Command[] =>
  Array.from({ length: depth }, (_, index) => records(depth - index, 'subProcess', 'completed')).flat();

function closed(key: number): Command[] {
  if (key === 0) return [];
  const source = { key, elementId: `t${key}`, name: `t${key}`, properties: {} };
  return [{ type: 'closeTask', ...source, reason: 'completed' }, ...records(key, 'userTask', 'completed')];
}

function opened({ step: key, isLast }: Task): Command[] {
  if (isLast) return [...completed];
  const source = { key, elementId: `t${key}`, name: `t${key}`, properties: {} };
  const offered = { candidateGroups: [], candidateUsers: [], priority: 50, variables: {} };
  return [{ type: 'openTask', ...source, ...offered }, ...records(key, 'userTask', 'activated')];
}

function records(
  key: number,
  elementType: 'serviceTask' | 'userTask' | 'subProcess',
  ...intents: ('activated' | 'completed')[]
): Command[] {
  return intents.map((intent) => ({
    type: 'record',
    record: { key, scopeKey: 1, elementId: `t${key}`, elementType, name: `t${key}`, intent, properties: {} },
  }));
}

function batchOf({ workflowId, caseId, step }: Task, commands: readonly Command[]): Parameters<typeof commitStep>[2] {
  return {
    workflowId,
    runId: 'run',
    model: { processId: 'process', version: 1, hash: 'bench' },
    caseId,
    step,
    at,
    event: { type: 'started', at, variables: {} },
    cause: 'started',
    commands,
    parameters: '',
  };
}
