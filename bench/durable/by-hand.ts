// The models of models.ts as workflows written by hand: naive (an activity for each piece of work and one for
// each record), and well (one local activity that does and records it).
import {
  allHandlersFinished,
  CancellationScope,
  condition,
  defineUpdate,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { ByHand, Task } from './by-hand-activities.ts';

const remote = proxyActivities<ByHand>({ startToCloseTimeout: '30 seconds' });
const local = proxyLocalActivities<ByHand>({ startToCloseTimeout: '30 seconds' });

interface Input {
  readonly caseId: string;
  readonly tasks: number;
}

const task = ({ caseId }: Input, step: number, isLast: boolean): Task => ({
  workflowId: workflowInfo().workflowId,
  caseId,
  step,
  isLast,
});

export async function rowNaive(input: Input): Promise<void> {
  for (let step = 1; step <= input.tasks; step++) {
    await remote.work();
    await remote.commit(task(input, step, step === input.tasks));
  }
}

export async function rowWellWritten(input: Input): Promise<void> {
  for (let step = 1; step <= input.tasks; step++) await local.commit(task(input, step, step === input.tasks));
}

export async function parallelNaive(input: Input): Promise<void> {
  const one = async (step: number) => {
    await remote.work();
    await remote.commit(task(input, step, step === input.tasks));
  };
  await Promise.all(numbers(input.tasks).map(one));
}

export async function parallelWellWritten(input: Input): Promise<void> {
  await Promise.all(numbers(input.tasks).map((step) => local.commit(task(input, step, step === input.tasks))));
}

/** Each sub-process contains a task and the next sub-process. */
export async function nestedNaive(input: Input): Promise<void> {
  let committed = 0;
  const next = (isLast: boolean) => task(input, ++committed, isLast);
  const within = async (level: number): Promise<void> => {
    await remote.enter(next(false));
    await remote.work();
    await remote.commit(next(false));
    if (level < input.tasks) await within(level + 1);
    await remote.leave(next(level === 1));
  };
  await within(1);
}

export async function nestedWellWritten(input: Input): Promise<void> {
  for (let step = 1; step <= input.tasks; step++) await local.commitNested(task(input, step, step === input.tasks));
}

export const reportsNaive = (input: Input) => reports(input, (step) => remote.moveOn(step));
export const reportsWellWritten = (input: Input) => reports(input, (step) => local.moveOn(step));

/**
 * One user task after the other, each with a deadline of an hour. The update returns when the next one is committed.
 */
async function reports(input: Input, commit: (step: Task) => Promise<void>): Promise<void> {
  let open = 0;
  let deadline: CancellationScope | undefined;
  const moveOn = async () => {
    deadline?.cancel();
    open++;
    await commit(task(input, open, open > input.tasks));
    if (open > input.tasks) return;
    deadline = new CancellationScope();
    deadline
      .run(() => sleep('1 hour'))
      .catch((error) => {
        if (!isCancellation(error)) throw error;
      });
  };
  await moveOn();
  setHandler(defineUpdate<void, [{ key: number }]>('completeTask'), moveOn, {
    validator: ({ key }) => {
      if (key !== open) throw new Error(`Task ${key} is not open.`);
    },
  });
  await condition(() => open > input.tasks && allHandlersFinished());
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
