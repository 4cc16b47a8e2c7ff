// The judge completes the review of the application: two records of the case's chain.
import type { Verification } from '../../../archive/verify.ts';
import type { ArchiveRecord } from '../../../db/archive.ts';
import { exampleCase } from '../../example-case.ts';

type Line = Omit<ArchiveRecord, 'inputDigest' | 'prevHash' | 'hash'>;

export const lineExample: Line = {
  seq: 18,
  legalAt: '2026-03-04T01:00:01.194Z',
  legalDate: '2026-03-04',
  recordedAt: '2026-03-04T01:00:01.300Z',
  workflowId: exampleCase.workflowId,
  step: 2,
  processId: 'case-filing',
  processVersion: 1,
  elementId: 'reviewApplication',
  elementType: 'userTask',
  elementKey: 11,
  scopeKey: 8,
  name: '审查执行申请',
  intent: 'completed',
  actorId: 'judge',
  actorRole: 'judge',
  legalBasis: ['EWR#16', 'EWR#18', 'CPLI#461', 'CPL#247'],
  data: {},
};

export const recordExample: ArchiveRecord = {
  ...lineExample,
  inputDigest: '6dde7e66ecfd13fdf481cfff191326b5b41b687aad17a8743c4ee36698a12afb',
  prevHash: '9e5e7cac9514f49b26083741bfb99b4e61b3d82eb387270e72ed14d6f20f929e',
  hash: '9f33f5c0efeadcd7fea4e5ca66b5cbe0e831ad4840b46556cddda2e247f743b1',
};

export const headExample = {
  seq: 1542,
  hash: '71038e1d3d1f190421d20d86a1af40534716f233c6facb748cf83e0ca5c12afe',
} as const;

export const verificationExample: Verification = { ok: true, length: headExample.seq, hash: headExample.hash };
