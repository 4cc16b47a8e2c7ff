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
  instructions: '审查执行申请，登记是否受理；不予受理的，写明理由。',
  instructionsEn: 'Review the application and record whether it is accepted; if it is refused, give the reason.',
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
  executionPlatform: 'Camunda Cloud',
  executionPlatformVersion: '8.7.0',
  components: [
    {
      type: 'radio',
      id: 'Field_accepted',
      key: 'accepted',
      label: '是否受理',
      values: [
        { label: '是', value: true },
        { label: '否', value: false },
      ],
      validate: { required: true },
      properties: { labelEn: 'accepted', 'labelEn.true': 'yes', 'labelEn.false': 'no' },
    },
    {
      type: 'textarea',
      id: 'Field_reason',
      key: 'reason',
      label: '不予受理的理由',
      validate: { required: true, maxLength: 5000 },
      conditional: { hide: '=accepted != false' },
      properties: { labelEn: 'reason of refusal' },
    },
  ],
};

export const resultsExample = { variables: { accepted: true } } as const;

export const changesExample = { dueDate: '2026-03-08', priority: 80, reason: '申请执行人年老，优先办理' } as const;
