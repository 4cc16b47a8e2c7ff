// The review of the application ends with March 9, 2026: the instant `due` is the midnight after it.
import { exampleCase } from '../../example-case.ts';
import type { DeadlineView } from './view.ts';

export const deadlineExample: DeadlineView = {
  workflowId: exampleCase.workflowId,
  key: 11,
  caseId: exampleCase.id,
  elementId: 'reviewApplication',
  label: '立案审查期限',
  due: '2026-03-09T16:00:00.000Z',
  dueOn: '2026-03-09',
  provisional: false,
  legalBasis: ['EWR#16', 'EWR#18', 'CPLI#461', 'CPL#247'],
  whenFired: 'missed',
  state: 'met',
  openedAt: '2026-03-02T01:00:00.387Z',
  closedAt: '2026-03-04T01:00:01.194Z',
};
