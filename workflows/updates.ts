// Requests to a running instance (Temporal Updates). A validator refuses a request before it enters the history; a
// handler returns when the step is committed. A request that arrives before the model is loaded is validated afterward.
import { ApplicationFailure, condition, defineUpdate, setHandler } from '@temporalio/workflow';
import { type EngineEvent, refusal, refusalOfEnded, type UntimedEvent } from '../engine/index.ts';
import { isCarriedOut } from '../engine/state.ts';
import type { ToInstance } from '../protocol/signals.ts';
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
import { hasEnded, rootId } from './host.ts';
import { local } from './local-activities.ts';
import type { Host, Running } from './running.ts';

export function handleUpdates(host: Host): void {
  accept<CompleteTask>(host, updates.completeTask, ({ key, variables }) => ({
    type: 'taskCompleted',
    key,
    variables,
  }));
  accept<AssignTask>(host, updates.assignTask, ({ key, assignee }) => ({ type: 'taskAssigned', key, assignee }));
  accept<UpdateTask>(host, updates.updateTask, ({ key, changes, reason }) => ({
    type: 'taskUpdated',
    key,
    changes,
    reason,
  }));
  accept<PublishMessage>(host, updates.publishMessage, ({ key, messageId, variables }) => ({
    type: 'message',
    key,
    messageId,
    variables,
  }));
  accept<ResolveIncident>(host, updates.resolveIncident, ({ key, action, variables, reason }) => ({
    type: 'incidentResolved',
    key,
    action,
    reason,
    ...(variables ? { variables } : {}),
  }));
  accept<SetVariables>(host, updates.setVariables, ({ variables, reason }) => ({
    type: 'variablesSet',
    variables,
    reason,
  }));
  accept<Cancel>(host, updates.cancel, ({ reason }) => ({ type: 'cancelled', reason }));
  accept<Modify>(host, updates.modify, ({ activate, terminate, reason }) => ({
    type: 'modified',
    activate,
    terminate,
    reason,
  }));
  accept<Suspend>(host, updates.suspend, ({ reason }) => ({ type: 'suspended', reason }));
  accept<Suspend>(host, updates.resume, ({ reason }) => ({ type: 'resumed', reason }));
  setHandler(
    defineUpdate<void, [Migrate & ToInstance]>(updates.migrate),
    async ({ instanceId, model, mapping, reason, actor, commandId }) => {
      const { id, state } = (await started(host, instanceId)) ?? refuseEnded();
      if (isCarriedOut(state!, commandId)) return;
      const untimed = { type: 'migrated' as const, mapping, reason, actor, commandId };
      const refused = await inTurn(host, async () => {
        const migration = { model: await local.loadModel(model), ref: model };
        return { settled: host.enqueue(id, untimed, { migration }) };
      });
      if (refused !== undefined)
        throw ApplicationFailure.nonRetryable(refused.en, 'INVALID' satisfies Refusal, refused);
    },
  );
}

/** Does what needs a local activity in a turn of its own, so that no two local activities run side by side. */
async function inTurn<T>(host: Host, work: () => Promise<{ readonly settled: Promise<T> }>): Promise<T> {
  const { settled } = await new Promise<{ readonly settled: Promise<T> }>((resolve, reject) => {
    host.turns.push({ type: 'other', take: () => work().then(resolve, reject) });
    host.wake();
  });
  return settled;
}

const hasStarted = (running: Running | undefined): boolean => running?.model !== undefined && running.state !== null;

/** The instance, once it has started; undefined when it has ended, or when nobody has called it by the run's end. */
async function started(host: Host, instanceId = rootId()): Promise<Running | undefined> {
  const isKnown = () =>
    hasStarted(host.instances.get(instanceId)) || (isAtRest(host) && (host.isEnding || hasEnded(host, instanceId)));
  // Tested before waiting for it: Temporal evaluates each waiting condition after every turn.
  if (!isKnown()) await condition(isKnown);
  return host.instances.get(instanceId);
}

const isAtRest = ({ isBusy, turns }: Host): boolean => !isBusy && turns.length === 0;

function accept<A extends Act>(host: Host, name: string, toEvent: (act: A) => UntimedEvent): void {
  const eventOf = (act: A): UntimedEvent => ({ ...toEvent(act), actor: act.actor, commandId: act.commandId });
  setHandler(
    defineUpdate<void, [A & ToInstance]>(name),
    async (act) => {
      const running = (await started(host, act.instanceId)) ?? refuseEnded();
      refuse(running, eventOf(act));
      const refused = await host.enqueue(running.id, eventOf(act));
      // An earlier event of the same turn has changed the state, so that this one is refused now.
      if (refused !== undefined) refuse(running, eventOf(act));
    },
    {
      validator: (act) => {
        const { instanceId = rootId() } = act;
        const running = host.instances.get(instanceId);
        if (running && hasStarted(running)) refuse(running, eventOf(act));
        else if (isAtRest(host) && hasEnded(host, instanceId)) refuseEnded();
      },
    },
  );
}

/**
 * Refuses an event that the state does not allow, unless its command was carried out before.
 * @throws ApplicationFailure, which the API turns into a problem
 */
function refuse({ host, model, state }: Running, untimed: UntimedEvent): void {
  if (state && isCarriedOut(state, untimed.commandId)) return;
  const at = legalNow(host.input);
  const reason = refusal(model!, state, { ...untimed, at } as EngineEvent);
  if (reason === undefined) return;
  const type: Refusal = state && state.status !== 'active' ? 'ENDED' : 'NOT_OPEN';
  throw ApplicationFailure.nonRetryable(reason.en, type, reason);
}

/** @throws ApplicationFailure ENDED: only instances that have ended leave the workflow that hosts them */
function refuseEnded(): never {
  const reason = refusalOfEnded({ status: 'completed' });
  throw ApplicationFailure.nonRetryable(reason.en, 'ENDED' satisfies Refusal, reason);
}
