// Reports of a called process to its caller, under the key of the caller's call.
import { getExternalWorkflowHandle } from '@temporalio/workflow';
import type { Command } from '../engine/index.ts';
import { type ChildEnded, type ChildEscalated, signals } from '../protocol/signals.ts';
import type { Send } from './commands.ts';
import type { Running } from './running.ts';

type Report = Extract<Command, { type: 'escalate' | 'complete' | 'fail' }>;

export function reportToCaller(running: Running, send: Send, command: Report): void {
  const { parent } = running.input;
  if (!parent || (command.type === 'fail' && running.isCallCanceled)) return;
  const caller = getExternalWorkflowHandle(parent.workflowId);
  const { key } = parent;
  switch (command.type) {
    case 'escalate': {
      const { escalationCode, variables, thrower } = command;
      const escalated = { key, escalationCode, variables, ...(thrower ? { thrower } : {}) };
      return send(caller.signal<[ChildEscalated]>(signals.childEscalated, escalated));
    }
    case 'complete':
      return send(caller.signal<[ChildEnded]>(signals.childEnded, { key, ok: true, variables: command.variables }));
    case 'fail': {
      const { message, messageZh, errorCode, variables } = command;
      const failed = {
        key,
        ok: false as const,
        message,
        ...(messageZh ? { messageZh } : {}),
        ...(errorCode ? { errorCode } : {}),
        ...(variables ? { variables } : {}),
      };
      return send(caller.signal<[ChildEnded]>(signals.childEnded, failed));
    }
    default:
      return command satisfies never;
  }
}
