// 运行: what is about the system and not about a case: courts, tokens, health, Temporal's payloads.
import type { Court } from '../../../db/courts.ts';
import type { User } from '../../auth/authenticate.ts';
import { type Role, roles } from '../../auth/permissions.ts';
import { flag, list, named, nullable, object, optional, record, type Schema, text } from '../../http/schema.ts';
import type { WirePayload } from '../codec/routes.ts';

export const court = named(
  'Court',
  '法院 / a court',
  object<Court>({
    code: text('法院代码，如 冀0102 / code'),
    name: text('名称 / name'),
    superiorCode: nullable(text('上级法院代码 / code of the court above it')),
  }),
);

const role: Schema<Role> = { type: 'string', enum: roles, description: '角色 / role' };
export const demoToken = named(
  'DemoToken',
  '演示用户的令牌及其内容 / a demonstration user’s token and what it says',
  object<User & { readonly token: string }>({
    token: text('令牌（JWT）/ the token'),
    sub: text('账号 / account'),
    name: text('姓名 / name'),
    role,
    court: optional(text('法院代码 / code of the court')),
    cases: optional(list(text('案件 id 或案号 / case'), '当事人的案件 / a party’s cases')),
    agency: optional(text('协助执行单位类别 / agency')),
    provider: optional(text('具体单位 / which bank, which registry')),
  }),
);

export const alive = object<{ readonly status: string }>({ status: text('ok') });
export const readiness = named(
  'Readiness',
  '依赖的服务是否可用 / whether what it needs answers',
  object<{ readonly postgres: boolean; readonly temporal: boolean }>({
    postgres: flag('PostgreSQL 可用 / answers'),
    temporal: flag('Temporal 可用 / answers'),
  }),
);
export const figures = text('Prometheus 文本格式 / Prometheus’ text format');

export const decoded = object<{ readonly payloads: readonly WirePayload[] }>({
  payloads: list(
    object<WirePayload>({
      metadata: optional(record('元数据（base64）/ metadata', text('base64'))),
      data: optional(text('内容（base64）/ data')),
    }),
  ),
});
