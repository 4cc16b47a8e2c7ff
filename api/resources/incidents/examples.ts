// The request to a registry failed for good and waits for the judge.
import { exampleCase } from '../../example-case.ts';
import { say } from '../../problems/messages.ts';
import { incidentView } from './view.ts';

const { zh, en } = say('incident.job');

export const incidentExample: ReturnType<typeof incidentView> = incidentView({
  workflowId: exampleCase.workflowId,
  key: 48,
  caseId: exampleCase.id,
  elementId: 'query',
  name: '查询不动产登记',
  type: 'job',
  message: `The request to realEstate/shijiazhuang was answered with status 500 (${en}).`,
  messageZh: `不动产登记机构答复了状态 500（${zh}）。`,
  raisedStep: 9,
  raisedAt: '2026-03-09T01:05:12.480Z',
  resolvedAt: null,
  caseNumber: exampleCase.number,
  courtCode: exampleCase.courtCode,
  processId: 'property-investigation',
});

export const resolutionExample = { action: 'retry', reason: '不动产登记机构的接口已恢复' } as const;
