// A stand-in for Temporal that really runs instances: the engine and the database code are the product's; only
// durability, timers and children are missing. For tests of the API.
import { ApplicationFailure, WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import { jobs } from '../../activities/jobs/index.ts';
import { createLocalActivities } from '../../activities/steps/local-activities.ts';
import type { Temporal } from '../../api/temporal.ts';
import type { Pool } from '../../db/pool.ts';
import { type EngineEvent, type Model, refusal, type State, step, type UntimedEvent } from '../../engine/index.ts';
import type { StartInput } from '../../protocol/start.ts';

interface Instance {
  readonly input: StartInput;
  readonly model: Model;
  state: State | null;
  step: number;
}

type Argument = { readonly [name: string]: unknown };

const eventTypes: { readonly [update: string]: EngineEvent['type'] } = {
  completeTask: 'taskCompleted',
  assignTask: 'taskAssigned',
  updateTask: 'taskUpdated',
  publishMessage: 'message',
  message: 'message',
  resolveIncident: 'incidentResolved',
  cancel: 'cancelled',
};

export function inMemoryTemporal(pool: Pool, now: () => Date): Temporal {
  const local = createLocalActivities(pool, { jobs });
  const instances = new Map<string, Instance>();

  async function take(workflowId: string, untimed: UntimedEvent): Promise<void> {
    const instance = instances.get(workflowId)!;
    const event = { ...untimed, at: now().toISOString() } as EngineEvent;
    const { state, commands } = step(instance.model, instance.state, event);
    if (state === instance.state) return;
    instance.state = state;
    instance.step += 1;
    const { model, caseId } = instance.input;
    const { actor } = event;
    const batch = {
      workflowId,
      runId: 'run',
      model,
      caseId,
      step: instance.step,
      at: event.at,
      event,
      cause: event.type,
      commands,
      parameters: '',
    };
    await local.commitStep({ ...batch, ...(actor && { actor }) });
  }

  async function start(_type: string, options: { workflowId: string; args: [StartInput] }): Promise<void> {
    const [input] = options.args;
    const model = (await local.loadModel(input.model)) as Model;
    instances.set(options.workflowId, { input, model, state: null, step: 0 });
    const { variables, actor, startElementId } = input;
    await take(options.workflowId, {
      type: 'started',
      variables,
      actor,
      ...(startElementId === undefined ? {} : { startElementId }),
    });
  }

  async function happen(workflowId: string, name: string, { instanceId: _same, ...argument }: Argument): Promise<void> {
    const instance = instances.get(workflowId);
    if (instance?.state?.status !== 'active')
      throw new WorkflowNotFoundError('workflow not found', workflowId, undefined);
    const untimed = { ...argument, type: eventTypes[name] } as unknown as UntimedEvent;
    const reason = refusal(instance.model, instance.state, { ...untimed, at: now().toISOString() } as EngineEvent);
    if (reason)
      throw new WorkflowUpdateFailedError('refused', ApplicationFailure.nonRetryable(reason.en, 'NOT_OPEN', reason));
    await take(workflowId, untimed);
  }

  return {
    workflow: {
      start,
      getHandle: (workflowId: string) => ({
        executeUpdate: (name: string, { args }: { args: [Argument] }) => happen(workflowId, name, args[0]),
        signal: (name: string, argument: Argument) => happen(workflowId, name, argument),
      }),
    },
    connection: {
      withDeadline: (_deadline: Date | number, work: () => Promise<unknown>) => work(),
      workflowService: { getSystemInfo: async () => ({}) },
    },
  } as unknown as Temporal;
}
