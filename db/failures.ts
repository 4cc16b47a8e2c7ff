// Failures of PostgreSQL, and of the way to it, in words. The driver's own text stays as a technical detail.
import { DatabaseError } from 'pg';
import { type Bilingual, catalogue, type Messages } from '../engine/catalogue.ts';

export const messages = {
  'database.connection': {
    zh: '与数据库的连接中断（技术信息：{detail}）。',
    en: 'The connection to the database was lost ({detail}).',
  },
  'database.conflict': {
    zh: '同一数据正由另一操作修改，本次未能写入（技术信息：{detail}）。',
    en: 'Another transaction changed the same data at the same time ({detail}).',
  },
  'database.unavailable': {
    zh: '数据库正在停止，或者资源不足（技术信息：{detail}）。',
    en: 'The database is shutting down or has no resources left ({detail}).',
  },
  'database.duplicate': {
    zh: '数据库中已有相同的记录（技术信息：{detail}）。',
    en: 'The database has this record already ({detail}).',
  },
  'database.reference': {
    zh: '所引用的记录在数据库中不存在，或者仍被引用（技术信息：{detail}）。',
    en: 'A record that is referred to does not exist, or is referred to still ({detail}).',
  },
  'database.constraint': {
    zh: '数据不符合数据库的约束条件（技术信息：{detail}）。',
    en: 'The data break a rule of the database ({detail}).',
  },
  'database.value': {
    zh: '某个值的格式或者范围不为数据库接受（技术信息：{detail}）。',
    en: 'A value has a form or range that the database does not accept ({detail}).',
  },
  'database.other': {
    zh: '数据库未能执行该操作（技术信息：{detail}）。',
    en: 'The database could not carry out the operation ({detail}).',
  },
} as const satisfies Messages;

const say = catalogue(messages);

type Id = keyof typeof messages;
export type FailureKind = Id extends infer I ? (I extends `database.${infer Kind}` ? Kind : never) : never;

/** By SQLSTATE, or by its class (PostgreSQL, appendix A). */
const kinds: { readonly [code: string]: FailureKind } = {
  '08': 'connection',
  '22': 'value',
  '23': 'constraint',
  '23503': 'reference',
  '23505': 'duplicate',
  '40': 'conflict',
  '53': 'unavailable',
  '57': 'unavailable',
  '58': 'unavailable',
};

/** The kind of the failure; undefined if it is no failure of the database. */
export function databaseFailureKind(failure: unknown): FailureKind | undefined {
  const { code = '', message = '' } = (failure ?? {}) as { readonly code?: string; readonly message?: string };
  if (failure instanceof DatabaseError) return kinds[code] ?? kinds[code.slice(0, 2)] ?? 'other';
  // Without a connection the driver has Node's code, or none when the connection ends or none is free in time.
  return unconnected.test(message) || /^(ECONN|EPIPE)/.test(code) ? 'connection' : undefined;
}

const unconnected = /^Connection terminated|^timeout exceeded when trying to connect|^Client .* is not queryable/;

/** Failures that a repetition may overcome: connection lost, deadlock, no resources, shutdown. */
const transient: readonly (FailureKind | undefined)[] = ['connection', 'conflict', 'unavailable'];

export const isTransient = (failure: unknown): boolean => transient.includes(databaseFailureKind(failure));

/** The failure in words; undefined if it is no failure of the database. */
export function databaseFailure(failure: unknown): Bilingual | undefined {
  const kind = databaseFailureKind(failure);
  return kind && say(`database.${kind}`, { detail: (failure as Error).message });
}
