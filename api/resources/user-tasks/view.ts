// A user task in the API's answers: with the instructions from its model.
import { readXml } from '../../../db/models.ts';
import type { Queryable } from '../../../db/pool.ts';
import type { UserTask } from '../../../db/user-tasks.ts';
import { lastDayOf } from '../../../engine/calendar.ts';
import { readDocumentation } from '../../../engine/read/documentation.ts';
import { encodeId } from '../../http/ids.ts';

export type TaskView = Awaited<ReturnType<typeof taskView>>;
type Texts = Awaited<ReturnType<typeof readDocumentation>>;

/** Cached by process and version, because a deployed version never changes. */
const known = new Map<string, Texts>();

export const tasksView = (db: Queryable, tasks: readonly UserTask[]) =>
  Promise.all(tasks.map((task) => taskView(db, task)));

export async function taskView(db: Queryable, task: UserTask) {
  const { zh, en } = (await documentationOf(db, task))[task.elementId] ?? {};
  return {
    id: encodeId(task.workflowId, task.key),
    ...task,
    /** Last day for the task; null without a due date. */
    dueOn: task.due && lastDayOf(task.due),
    /** The expected results, from the element's documentation in the model. */
    instructions: zh ?? null,
    instructionsEn: en ?? null,
  };
}

async function documentationOf(db: Queryable, { processId, processVersion }: UserTask): Promise<Texts> {
  const name = `${processId} ${processVersion}`;
  const found = known.get(name);
  if (found) return found;
  const xml = await readXml(db, { processId, version: processVersion });
  const documentation = await readDocumentation(xml ?? '');
  known.set(name, documentation);
  return documentation;
}
