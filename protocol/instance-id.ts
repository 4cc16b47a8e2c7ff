// Ids of process instances. `<process id>/<case number>[/<n>]` starts beside others; a called process is named after
// its caller: `<caller>/<call id>` when the model gives it a workflow of its own, `<caller>:<call id>` when it runs in
// its caller's workflow. So the id of the workflow that hosts an instance can be read from the instance's id.
import type { Command } from '../engine/command.ts';

type Call = Pick<Extract<Command, { type: 'callProcess' }>, 'callId' | 'properties'>;

/** The model's zeebe:property of a call activity whose called process has a life, and so a workflow, of its own. */
const ownWorkflow = 'ownWorkflow';

export const hasOwnWorkflow = ({ properties }: Pick<Call, 'properties'>): boolean => properties[ownWorkflow] === 'true';

export const hostedId = (caller: string, callId: string): string => `${caller}:${callId}`;

export const childId = (caller: string, callId: string): string => `${caller}/${callId}`;

/** Where the called process runs by its model. */
export const calledId = (caller: string, call: Call): string =>
  (hasOwnWorkflow(call) ? childId : hostedId)(caller, call.callId);

/** Temporal's id of the workflow in which the instance runs. */
export const workflowOf = (instanceId: string): string => instanceId.replace(/:[^/]*$/, '');

/** The caller's id and the id of its call, if the instance was called. */
export function callOf(instanceId: string): { readonly caller: string; readonly callId: string } {
  const end = Math.max(instanceId.lastIndexOf('/'), instanceId.lastIndexOf(':'));
  return { caller: instanceId.slice(0, end), callId: instanceId.slice(end + 1) };
}

/** The same id for a called instance wherever it runs. */
export const callerPath = (instanceId: string): string => instanceId.replaceAll(':', '/');
