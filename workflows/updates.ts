// What may be asked of a running instance. Validators refuse before the request enters history; a handler returns when its
// step is stored. A request that comes before the model is loaded is checked when it is.
import { ApplicationFailure, condition, defineUpdate, setHandler } from '@temporalio/workflow';
import type { LocalActivities } from '../activities/contract.ts';
import { type EngineEvent, type Happening, refusal } from '../engine/index.ts';
import { legalTime, temporalNow } from './clock.ts';
import {
  type AssignTask,
  type Cancel,
  type CompleteTask,
  type Migrate,
  type Modify,
  type PublishMessage,
  type Refusal,
  type ResolveIncident,
  type SetVariables,
  type Suspend,
  type UpdateTask,
  updates,
} from './contract.ts';
import type { Running } from './running.ts';

export function handleUpdates(running: Running, local: LocalActivities): void {
  accept<CompleteTask>(running, updates.completeTask, ({ key, variables }) => ({
    type: 'taskCompleted',
    key,
    variables,
  }));
  accept<AssignTask>(running, updates.assignTask, ({ key, assignee }) => ({ type: 'taskAssigned', key, assignee }));
  accept<UpdateTask>(running, updates.updateTask, ({ key, changes, reason }) => ({
    type: 'taskUpdated',
    key,
    changes,
    reason,
  }));
  accept<PublishMessage>(running, updates.publishMessage, ({ key, messageId, variables }) => ({
    type: 'message',
    key,
    messageId,
    variables,
  }));
  accept<ResolveIncident>(running, updates.resolveIncident, ({ key, action, variables, reason }) => ({
    type: 'incidentResolved',
    key,
    action,
    reason,
    ...(variables ? { variables } : {}),
  }));
  accept<SetVariables>(running, updates.setVariables, ({ variables, reason }) => ({
    type: 'variablesSet',
    variables,
    reason,
  }));
  accept<Cancel>(running, updates.cancel, ({ reason }) => ({ type: 'cancelled', reason }));
  accept<Modify>(running, updates.modify, ({ activate, terminate, reason }) => ({
    type: 'modified',
    activate,
    terminate,
    reason,
  }));
  accept<Suspend>(running, updates.suspend, ({ reason }) => ({ type: 'suspended', reason }));
  accept<Suspend>(running, updates.resume, ({ reason }) => ({ type: 'resumed', reason }));
  setHandler(defineUpdate<void, [Migrate]>(updates.migrate), async ({ model, mapping, reason, actor, commandId }) => {
    if (!hasBegun(running)) await condition(() => hasBegun(running));
    if (running.state!.commandIds.includes(commandId)) return;
    const loaded = await local.loadModel(model);
    const happening = { type: 'migrated' as const, mapping, reason, actor, commandId };
    const refused = await running.enqueue(happening, { model: loaded, ref: model });
    if (refused !== undefined) throw ApplicationFailure.nonRetryable(refused, 'INVALID' satisfies Refusal);
  });
}

/** Asked before a condition waits for it: each one costs Temporal a look after every turn. */
const hasBegun = ({ model, state }: Running): boolean => model !== undefined && state !== null;

interface Act {
  readonly actor: EngineEvent['actor'] & object;
  readonly commandId: string;
}

function accept<A extends Act>(running: Running, name: string, toEvent: (act: A) => Happening): void {
  const happeningOf = (act: A): Happening => ({ ...toEvent(act), actor: act.actor, commandId: act.commandId });
  setHandler(
    defineUpdate<void, [A]>(name),
    async (act) => {
      if (!hasBegun(running)) await condition(() => hasBegun(running));
      refuse(running, happeningOf(act));
      const refused = await running.enqueue(happeningOf(act));
      // What came before it in the same turn has changed what may be done.
      if (refused !== undefined) refuse(running, happeningOf(act));
    },
    {
      validator: (act) => {
        if (hasBegun(running)) refuse(running, happeningOf(act));
      },
    },
  );
}

/** Throws what the API turns into a problem; nothing for a command that was carried out before. */
function refuse(running: Running, happening: Happening): void {
  const { model, state } = running;
  if (happening.commandId && state?.commandIds.includes(happening.commandId)) return;
  const at = legalTime(temporalNow(), running.input.clock);
  const reason = refusal(model!, state, { ...happening, at } as EngineEvent);
  if (reason === undefined) return;
  const type: Refusal = state && state.status !== 'active' ? 'ENDED' : 'NOT_OPEN';
  throw ApplicationFailure.nonRetryable(reason, type);
}
