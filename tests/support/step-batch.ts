// Steps as the workflow passes them to the commit activity, for tests without a workflow.

import type { Case } from '../../db/cases.ts';
import type { Command, EngineRecord } from '../../engine/command.ts';
import type { StepBatch } from '../../protocol/steps.ts';

/** The next steps of one instance of the case: 1, 2, 3 … */
export function instanceOf(file: Case, processId = 'enforcement-case') {
  let step = 0;
  const workflowId = processId === 'enforcement-case' ? file.workflowId : `${file.workflowId}/${processId}`;
  return {
    workflowId,
    next(commands: readonly Command[], changes: Partial<StepBatch> = {}): StepBatch {
      step += 1;
      const at = changes.at ?? '2026-03-02T01:00:00.000Z';
      return {
        workflowId,
        runId: 'run',
        model: { processId, version: 1, hash: 'hash' },
        caseId: file.id,
        step,
        at,
        event: { type: 'started', at, variables: {} },
        cause: 'started',
        commands,
        parameters: '',
        ...changes,
      };
    },
  };
}

export function record(
  elementId: string,
  intent: EngineRecord['intent'],
  changes: Partial<EngineRecord> = {},
): Command {
  return {
    type: 'record',
    record: {
      key: 2,
      scopeKey: 1,
      elementId,
      elementType: 'userTask',
      name: elementId,
      intent,
      properties: {},
      ...changes,
    },
  };
}

/** The element that a command belongs to. */
export function from(key: number, elementId: string, properties: { readonly [name: string]: string } = {}) {
  return { key, elementId, name: elementId, properties };
}

/** A task that is opened, with the deadline 审查期限 if it has a due date. */
export const task = (key: number, changes: Partial<Extract<Command, { type: 'openTask' }>> = {}): Command => ({
  type: 'openTask',
  ...from(key, 'review', { deadline: '审查期限', legalBasis: 'EWR#16' }),
  candidateGroups: ['judge'],
  candidateUsers: [],
  priority: 50,
  variables: { caseFile: {} },
  ...changes,
});
export const timer = (key: number, due: string, properties = {}): Command => ({
  type: 'startTimer',
  ...from(key, 'term', { deadline: '执行期限', legalBasis: 'EWR#63', ...properties }),
  due,
});
