// 令牌: a token with its claims.
import type { User } from '../../auth/authenticate.ts';
import { type Role, roles } from '../../auth/permissions.ts';
import { list, named, object, optional, type Schema, text } from '../../http/schema.ts';
import { tokenExample } from './examples.ts';

const role: Schema<Role> = { type: 'string', enum: roles, description: '角色 / role' };
export const demoToken = named(
  'DemoToken',
  '演示用户的令牌及其内容 / a demonstration user’s token and its claims',
  object<User & { readonly token: string }>({
    token: text('令牌（JWT）/ the token'),
    sub: text('账号 / account'),
    name: text('姓名 / name'),
    role,
    court: optional(text('法院代码 / code of the court')),
    cases: optional(list(text('案件 id 或案号 / case'), '当事人的案件 / a party’s cases')),
    agency: optional(text('协助执行单位类别 / agency')),
    provider: optional(text('具体单位 / the single bank or registry')),
  }),
  tokenExample,
);
