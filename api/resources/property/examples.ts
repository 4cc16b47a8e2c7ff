// The debtor's bank deposit, frozen for a year; a fine on a bank that does not assist; a listed debtor.
import type { Asset } from '../../../db/assets.ts';
import type { ControlMeasure } from '../../../db/control-measures.ts';
import type { CreditMeasure } from '../../../db/credit-measures.ts';
import type { Sanction } from '../../../db/sanctions.ts';
import { exampleCase } from '../../example-case.ts';

const assetId = '6d9770e8-acc3-45a0-9c1a-3ce61f700d26';

export const measureExample: ControlMeasure = {
  id: '8cd1b9b3-5f33-4ff5-b413-cf9273c0e6b1',
  assetId,
  kind: 'freeze',
  position: 1,
  amountFen: 31_245_060n,
  beginsOn: '2026-03-11',
  expiresOn: '2027-03-11',
  releasedOn: null,
  releaseReason: null,
  legalBasis: ['SFR#1', 'CPLI#485', 'SFR#26'],
};

export const assetExample: Asset = {
  id: assetId,
  ownerPartyId: exampleCase.debtor.id,
  kind: 'deposit',
  description: '中国工商银行尾号1186账户存款',
  source: 'bank',
  externalRef: '6222020402000031186',
  valueFen: 31_245_060n,
  details: { provider: 'icbc', providerName: '中国工商银行' },
  foundOn: '2026-03-10',
  status: 'controlled',
  measures: [measureExample],
};

export const sanctionExample: Sanction = {
  id: '79d79481-6ff9-478c-8c71-5f2728405a7f',
  subject: '河北银行',
  subjectKind: 'unit',
  kind: 'fine',
  amountFen: 20_000_000n,
  days: null,
  decidedOn: '2026-05-11',
  servedOn: '2026-05-12',
  state: 'decided',
  details: {
    ground: '拒不协助执行：协助控制河北银行尾号4094账户存款',
    documentId: '4819c916-0f0e-4d43-8e5d-d999ab06f73c',
  },
  legalBasis: ['CPL#117', 'CPL#118', 'CPL#119'],
};

export const creditMeasureExample: CreditMeasure = {
  id: '0a7c2f5e-51f4-4b0e-8a43-6d1f6b0c9d22',
  partyId: exampleCase.debtor.id,
  kind: 'dishonestList',
  ground: '违反财产报告制度',
  beginsOn: '2026-03-24',
  endsOn: '2028-03-23',
  liftedOn: null,
  liftReason: null,
  legalBasis: ['CPL#266', 'DJD#1'],
};
