// How a user task reads on the wire.
import type { UserTask } from '../../db/user-tasks.ts';
import { encodeId } from '../ids.ts';

export const taskView = (task: UserTask) => ({ id: encodeId(task.workflowId, task.key), ...task });
