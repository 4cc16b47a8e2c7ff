// The case's own procedure while the notice to the debtor waits to be signed.
import type { ProcessInstance } from '../../../db/instances.ts';
import type { CommittedState } from '../../../protocol/queries.ts';
import { exampleCase } from '../../example-case.ts';

const { workflowId, number } = exampleCase;

export const instanceExample: ProcessInstance = {
  workflowId,
  caseId: exampleCase.id,
  parentWorkflowId: null,
  processId: 'enforcement-case',
  version: 1,
  state: 'active',
  lastStep: 7,
  startedAt: '2026-03-02T01:00:00.037Z',
  endedAt: null,
};

export const stateExample: Omit<CommittedState, 'variables'> & { readonly instance: string } = {
  instance: workflowId,
  processId: 'enforcement-case',
  name: '执行案件',
  status: 'active',
  open: [
    {
      key: 14,
      scopeKey: 10,
      elementId: 'signNotice',
      name: '签发执行通知书和报告财产令',
      type: 'userTask',
      awaits: 'task',
    },
  ],
  timers: [{ key: 18, elementId: 'termExpired', name: '执行期限届满', due: '2026-09-02T16:00:00.000Z' }],
  messages: [
    { key: 4, elementId: 'clueSubmitted', name: '收到财产线索', messageName: 'property-clue', correlationKey: number },
  ],
  signals: [],
  incidents: [],
  joins: [
    {
      scopeKey: 1,
      elementId: 'exhausted',
      name: '穷尽财产调查',
      type: 'parallelGateway',
      arrived: ['reportAndDiscipline-to-exhausted'],
      awaited: ['areThereClues-to-exhausted'],
    },
  ],
  step: 7,
  idle: true,
};

export const reasonExample = { reason: '双方当事人正在协商执行和解' } as const;

export const modificationExample = {
  activate: [{ elementId: 'signNotice' }],
  terminate: [14],
  reason: '被执行人住址变更，重新签发执行通知书',
} as const;

export const migrationExample = {
  version: 2,
  mapping: { signNotice: 'issueNotice' },
  reason: '采用修订后的执行通知流程',
} as const;
