// The notice of acceptance, served on both applicants.
import type { Document, readDocument, Service } from '../../../db/documents.ts';
import { exampleCase } from '../../example-case.ts';

const { applicant, secondApplicant, debtor, number, courtName } = exampleCase;

export const serviceExample: Service = {
  addressee: applicant.name,
  method: 'electronic',
  servedOn: '2026-03-04',
  proof: { messageId: 'SMS-20260304-000117' },
};

export const documentExample: Document = {
  id: 'a83f0f30-df90-4d11-b955-42af69ba04eb',
  caseId: exampleCase.id,
  number: `${number}之一`,
  type: '受理案件通知书',
  title: `${courtName}受理案件通知书`,
  addressee: '申请执行人',
  legalBasis: ['EWR#16'],
  issuedOn: '2026-03-04',
  elementId: 'issueAcceptance',
  contentHash: '7a5280577c34679b026163231187282db57723d683fc02899b529b37b86ffbc2',
  services: [serviceExample, { ...serviceExample, addressee: secondApplicant.name }],
};

const body = `${courtName}
受理案件通知书
${number}之一

${applicant.name}、${secondApplicant.name}：
你（单位）申请执行${debtor.name}（(2025)冀0102民初5821号民事判决书）一案，本院经审查，符合法定受理条件，决定立案执行，案号为${number}。申请执行标的1,937,340.00元。
依据：《最高人民法院关于人民法院执行工作若干问题的规定（试行）》第十六条。
你（单位）应当提供所了解的被执行人的财产状况或线索，并及时告知联系方式的变化。

${courtName}
二〇二六年三月四日
`;
export const textExample: NonNullable<Awaited<ReturnType<typeof readDocument>>> = { ...documentExample, body };
