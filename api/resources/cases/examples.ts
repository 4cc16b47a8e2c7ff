// Two private lenders apply for the enforcement of a judgment: the application, and the case that it becomes.
import type { Party } from '../../../db/parties.ts';
import { exampleCase } from '../../example-case.ts';
import { requestExample } from '../agency-callbacks/examples.ts';
import { headExample, recordExample } from '../archive/examples.ts';
import { deadlineExample } from '../deadlines/examples.ts';
import { documentExample } from '../documents/examples.ts';
import { incidentExample } from '../incidents/examples.ts';
import { ledgerExample } from '../ledger/examples.ts';
import { instanceExample } from '../operations/examples.ts';
import { assetExample, creditMeasureExample, sanctionExample } from '../property/examples.ts';
import { taskExample } from '../user-tasks/examples.ts';
import type { Application } from './application.ts';
import type { caseView, summaryOf } from './view.ts';

const { applicant, secondApplicant, debtor } = exampleCase;

export const applicationExample: Application = {
  externalId: 'changan-2026-0186',
  court: exampleCase.courtCode,
  filedOn: '2026-03-02',
  instrument: {
    kind: '民事判决书',
    number: '(2025)冀0102民初5821号',
    effectiveOn: '2026-01-16',
    performanceDueOn: '2026-01-26',
    summary: `被告${debtor.name}于判决生效之日起十日内向原告${applicant.name}、${secondApplicant.name}偿还借款本金1860000元及截至2026年1月1日的利息55800元，此后以1860000元为基数按日万分之一计付利息至实际清偿之日；案件受理费21540元由被告负担。`,
  },
  claim: {
    principalFen: 186_000_000,
    interestFen: 5_580_000,
    costsFen: 2_154_000,
    interestFrom: '2026-01-01',
    generalRatePerMillion: 100,
  },
  applicants: [
    {
      name: applicant.name,
      kind: 'person',
      idNumber: applicant.idNumber,
      claimFen: 116_240_400,
      account: { bank: '中国农业银行石家庄长安支行', accountNumber: '6228480638000000186' },
    },
    {
      name: secondApplicant.name,
      kind: 'person',
      idNumber: secondApplicant.idNumber,
      claimFen: 77_493_600,
      account: { bank: '中国银行石家庄分行', accountNumber: '6216610200000000744' },
    },
  ],
  debtors: [{ name: debtor.name, kind: 'person', idNumber: debtor.idNumber, contact: { 电话: '13800000000' } }],
};

/** Just filed, and not yet reviewed. */
export const summaryExample: ReturnType<typeof summaryOf> = {
  id: exampleCase.id,
  externalId: applicationExample.externalId,
  number: exampleCase.number,
  courtCode: exampleCase.courtCode,
  courtName: exampleCase.courtName,
  resumedFrom: null,
  filedOn: '2026-03-02',
  status: 'filed',
  closingWay: null,
  closedOn: null,
  stage: null,
  handler: null,
  claimFen: 193_734_000n,
  workflowId: exampleCase.workflowId,
  clock: null,
  startedAt: null,
  recordedAt: '2026-03-02T01:00:00.236Z',
};

export const registeredExample = {
  ...summaryExample,
  note: '已登记，流程引擎恢复后自动启动 / registered; it starts automatically when the process engine is available again',
} as const;

export const partyExample: Party = {
  ...debtor,
  role: 'debtor',
  kind: 'person',
  contact: { 电话: '13800000000' },
  position: 3,
};

export const caseExample: Awaited<ReturnType<typeof caseView>> = {
  ...summaryExample,
  status: 'accepted',
  stage: '财产调查',
  handler: 'judge',
  startedAt: '2026-03-02T01:00:00.282Z',
  application: applicationExample as never,
  parties: [
    { ...applicant, role: 'applicant', kind: 'person', contact: {}, position: 1 },
    { ...secondApplicant, role: 'applicant', kind: 'person', contact: {}, position: 2 },
    partyExample,
  ],
  assets: [assetExample],
  ledger: ledgerExample,
  documents: [documentExample],
  deadlines: [deadlineExample],
  instances: [instanceExample],
  incidents: [incidentExample],
  tasks: [taskExample],
  requests: [requestExample],
  sanctions: [sanctionExample],
  creditMeasures: [creditMeasureExample],
  linked: [],
  timeline: { length: headExample.seq, latest: [recordExample] },
};

export const cancellationExample = { reason: '同一执行依据重复立案' } as const;
