// The judge reviews the application: the task, its form, and the results that complete it.
import type { Actor, Json } from '../../../engine/event.ts';
import { exampleCase } from '../../example-case.ts';
import { encodeId } from '../../http/ids.ts';
import type { TaskView } from './view.ts';

const key = 11;

export const actorExample: Actor = { id: 'judge', role: 'judge', court: exampleCase.courtCode };

export const taskExample: TaskView = {
  id: encodeId(exampleCase.workflowId, key),
  workflowId: exampleCase.workflowId,
  key,
  caseId: exampleCase.id,
  caseNumber: exampleCase.number,
  courtCode: exampleCase.courtCode,
  processId: 'case-filing',
  processVersion: 1,
  elementId: 'reviewApplication',
  name: '审查执行申请',
  instructions: '登记是否受理；不予受理的写明理由。',
  state: 'open',
  assignee: null,
  candidateGroups: ['judge'],
  candidateUsers: [],
  due: '2026-03-09T16:00:00.000Z',
  dueOn: '2026-03-09',
  followUp: null,
  priority: 50,
  formId: 'review-application',
  properties: { deadline: '立案审查期限', legalBasis: 'EWR#16 EWR#18 CPLI#461 CPL#247' },
  variables: { filingDays: 7 },
  openedAt: '2026-03-02T01:00:00.387Z',
  closedAt: null,
  completedBy: null,
};

export const formExample: Json = {
  type: 'default',
  id: 'review-application',
  schemaVersion: 16,
  components: [
    {
      type: 'radio',
      id: 'Field_accepted',
      key: 'accepted',
      label: '是否受理 / accepted',
      values: [
        { label: '受理 / yes', value: true },
        { label: '不予受理 / no', value: false },
      ],
      validate: { required: true },
    },
  ],
};

export const resultsExample = { variables: { accepted: true } } as const;

export const changesExample = { dueDate: '2026-03-08', priority: 80, reason: '申请执行人年老，优先办理' } as const;
