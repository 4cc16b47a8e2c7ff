// The words of a case's news: Chinese with English beside it. Names of acts, documents and periods are the models' own.
import { catalogue, type Messages } from '../engine/catalogue.ts';

export const messages = {
  judge: { zh: '法官', en: 'judge' },
  officer: { zh: '执行员', en: 'enforcement officer' },
  clerk: { zh: '书记员', en: 'clerk' },
  president: { zh: '院长', en: 'president' },
  supervisor: { zh: '上级法院', en: 'higher court' },
  incident: { zh: '异常', en: 'incident' },
  document: { zh: '文书', en: 'document' },
  to: { zh: '致', en: 'to' },
  until: { zh: '至', en: 'until' },
  open: { zh: '登记期限', en: 'deadline noted' },
  met: { zh: '期限内完成', en: 'met in time' },
  missed: { zh: '期限届满', en: 'deadline passed' },
  cancelled: { zh: '期限取消', en: 'deadline canceled' },
} as const satisfies Messages;

export const say = catalogue(messages);
