// Reports of a called process to its caller, under the key of the caller's call: an event in the same workflow, a
// signal to another one.
import { getExternalWorkflowHandle, workflowInfo } from '@temporalio/workflow';
import type { Command, UntimedEvent } from '../engine/index.ts';
import { workflowOf } from '../protocol/instance-id.ts';
import { type ChildReport, signals } from '../protocol/signals.ts';
import type { Running } from './running.ts';

type Report = Extract<Command, { type: 'escalate' | 'complete' | 'fail' }>;
type Reported = Extract<UntimedEvent, { type: 'childDone' | 'childFailed' | 'childEscalated' }>;

export function reportToCaller({ host, parent, isCallCanceled }: Running, command: Report): void {
  if (!parent || (command.type === 'fail' && isCallCanceled)) return;
  const { instanceId, key } = parent;
  const event = reported(key, command);
  const workflowId = workflowOf(instanceId);
  if (workflowId === workflowInfo().workflowId) return void host.enqueue(instanceId, event);
  const report = { instanceId, event };
  host.send(getExternalWorkflowHandle(workflowId).signal<[ChildReport]>(signals.childReport, report));
}

function reported(key: number, command: Report): Reported {
  switch (command.type) {
    case 'escalate': {
      const { escalationCode, variables, thrower } = command;
      return { type: 'childEscalated', key, escalationCode, variables, ...(thrower ? { thrower } : {}) };
    }
    case 'complete':
      return { type: 'childDone', key, variables: command.variables };
    case 'fail': {
      const { message, messageZh, errorCode, variables } = command;
      return {
        type: 'childFailed',
        key,
        message,
        ...(messageZh ? { messageZh } : {}),
        ...(errorCode ? { errorCode } : {}),
        ...(variables ? { variables } : {}),
      };
    }
    default:
      return command satisfies never;
  }
}
