// The bank is asked to freeze the debtor's account, accepts the request and answers a day later.
import type { AgencyCallback } from '../../../db/agency-callbacks.ts';
import type { AgencyRequest } from '../../../db/agency-requests.ts';
import { exampleCase } from '../../example-case.ts';

const { id: caseId, workflowId } = exampleCase;
const answer = { frozenFen: 31_245_060, position: 1, frozenOn: '2026-03-12' };

export const requestExample: AgencyRequest = {
  id: `${workflowId}-62`,
  caseId,
  workflowId,
  key: 62,
  agency: 'bank',
  provider: 'icbc',
  operation: 'freeze',
  channel: 'http',
  request: { externalRef: '6222020402000031186', amountFen: 31_245_060, until: '2027-03-11' },
  state: 'answered',
  sentAt: '2026-03-11T01:00:01.498Z',
  reason: null,
  answer,
  providerRef: 'ICBC-2026-0311-004417',
  answeredAt: '2026-03-12T02:12:44.638Z',
  nextPollAt: null,
  recordedAt: '2026-03-11T01:00:01.523Z',
};

export const callbackExample: AgencyCallback = {
  requestId: requestExample.id,
  state: 'answered',
  answer,
};
