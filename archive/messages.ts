// Messages to people: why the archive of a case is not whole.
import { catalogue, type Messages } from '../engine/catalogue.ts';

export const messages = {
  'archive.order': {
    zh: '应为第 {expected} 条记录，实为第 {found} 条',
    en: 'expected record {expected}, found {found}',
  },
  'archive.link': { zh: '与上一条记录不相衔接', en: 'does not follow the record before' },
  'archive.changed': { zh: '记录被改动', en: 'the record was changed' },
  'archive.length': {
    zh: '应有 {expected} 条记录，实有 {found} 条',
    en: 'expected {expected} records, found {found}',
  },
} as const satisfies Messages;

export const say = catalogue(messages);
