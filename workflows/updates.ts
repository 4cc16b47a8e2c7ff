// Requests to a running instance (Temporal Updates). A validator refuses a request before it enters the history; a
// handler returns when the step is committed. A request that arrives before the model is loaded is validated afterward.
import { ApplicationFailure, condition, defineUpdate, setHandler } from '@temporalio/workflow';
import { type EngineEvent, refusal, type UntimedEvent } from '../engine/index.ts';
import { isCarriedOut } from '../engine/state.ts';
import {
  type Act,
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
} from '../protocol/updates.ts';
import { legalNow } from './clock.ts';
import { local } from './local-activities.ts';
import type { Running } from './running.ts';

export function handleUpdates(running: Running): void {
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
    if (!hasStarted(running)) await condition(() => hasStarted(running));
    if (isCarriedOut(running.state!, commandId)) return;
    const loaded = await local.loadModel(model);
    const untimed = { type: 'migrated' as const, mapping, reason, actor, commandId };
    const refused = await running.enqueue(untimed, { model: loaded, ref: model });
    if (refused !== undefined) throw ApplicationFailure.nonRetryable(refused.en, 'INVALID' satisfies Refusal, refused);
  });
}

/** Test it before waiting for it: Temporal evaluates each waiting condition after every turn. */
const hasStarted = ({ model, state }: Running): boolean => model !== undefined && state !== null;

function accept<A extends Act>(running: Running, name: string, toEvent: (act: A) => UntimedEvent): void {
  const eventOf = (act: A): UntimedEvent => ({ ...toEvent(act), actor: act.actor, commandId: act.commandId });
  setHandler(
    defineUpdate<void, [A]>(name),
    async (act) => {
      if (!hasStarted(running)) await condition(() => hasStarted(running));
      refuse(running, eventOf(act));
      const refused = await running.enqueue(eventOf(act));
      // An earlier event of the same turn has changed the state, so that this one is refused now.
      if (refused !== undefined) refuse(running, eventOf(act));
    },
    {
      validator: (act) => {
        if (hasStarted(running)) refuse(running, eventOf(act));
      },
    },
  );
}

/**
 * Refuses an event that the state does not allow, unless its command was carried out before.
 * @throws ApplicationFailure, which the API turns into a problem
 */
function refuse(running: Running, untimed: UntimedEvent): void {
  const { model, state } = running;
  if (state && isCarriedOut(state, untimed.commandId)) return;
  const at = legalNow(running.input);
  const reason = refusal(model!, state, { ...untimed, at } as EngineEvent);
  if (reason === undefined) return;
  const type: Refusal = state && state.status !== 'active' ? 'ENDED' : 'NOT_OPEN';
  throw ApplicationFailure.nonRetryable(reason.en, type, reason);
}
