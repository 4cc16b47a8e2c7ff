// 法律文书: the documents of a case and their service.
import type { Document, readDocument, Service } from '../../../db/documents.ts';
import {
  date,
  type Fields,
  json,
  legalBasis,
  list,
  named,
  nullable,
  object,
  oneOf,
  text,
  uuid,
} from '../../http/schema.ts';
import { documentExample, serviceExample, textExample } from './examples.ts';

const service = named(
  'Service',
  '送达 / a service of a document',
  object<Service>({
    addressee: text('受送达人 / addressee'),
    method: oneOf<Service['method']>('送达方式 / method', {
      electronic: '电子送达',
      post: '邮寄送达',
      inPerson: '直接送达',
      publicNotice: '公告送达',
      agencyChannel: '经协助单位渠道送达',
    }),
    servedOn: date('送达日期 / served on'),
    proof: json('送达凭证 / proof'),
  }),
  serviceExample,
);

const fields: Fields<Document> = {
  id: uuid('文书 id / document'),
  caseId: uuid('案件 id / case'),
  number: text('文号 / number'),
  type: text('种类 / type'),
  title: text('标题 / title'),
  addressee: nullable(text('致送对象 / addressee')),
  legalBasis,
  issuedOn: date('作出日期 / issued on'),
  elementId: text('作出文书的环节 / element of the model that issued it'),
  contentHash: text('正文的 SHA-256 / of its text'),
  services: list(service, '送达 / services'),
};
export const document = named('Document', '法律文书 / a document', object<Document>(fields), documentExample);

type WithText = NonNullable<Awaited<ReturnType<typeof readDocument>>>;
export const documentWithText = named(
  'DocumentWithText',
  '法律文书全文 / a document with its text',
  object<WithText>({ ...fields, body: text('正文 / text') }),
  textExample,
);
