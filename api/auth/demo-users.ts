// One user for each role, for demonstrations and training only; a production deployment has none of them.
import type { User } from './authenticate.ts';
import type { Role } from './permissions.ts';

export interface DemoUser {
  /** Name with which a client requests a token; the token's `sub`. */
  readonly user: string;
  readonly role: Role;
  readonly court?: string;
  readonly name: string;
  readonly title: string;
}

export const demoUsers: readonly DemoUser[] = [
  { user: 'judge', role: 'judge', court: '冀0102', name: '王法官', title: '执行法官' },
  { user: 'officer', role: 'officer', court: '冀0102', name: '李执行员', title: '执行员' },
  { user: 'clerk', role: 'clerk', court: '冀0102', name: '张书记员', title: '书记员' },
  { user: 'president', role: 'president', court: '冀0102', name: '赵院长', title: '院长' },
  { user: 'supervisor', role: 'supervisor', court: '冀01', name: '钱监督员', title: '上级法院执行监督员' },
  { user: 'procurator', role: 'procurator', court: '冀0102', name: '孙检察官', title: '检察官（法律监督）' },
  { user: 'party', role: 'party', name: '当事人', title: '当事人（仅限令牌所列案件）' },
  { user: 'admin', role: 'admin', name: '系统管理员', title: '管理员（模型部署）' },
  { user: 'agency', role: 'agency', name: '协助执行单位', title: '协助执行单位（回传答复）' },
  { user: 'judge-elsewhere', role: 'judge', court: '冀0104', name: '周法官', title: '其他法院的执行法官' },
];

/** The claims of the user's token. */
export function claimsOf({ user, role, court, name }: DemoUser, cases?: readonly string[]): User {
  return { sub: user, name, role, ...(court !== undefined && { court }), ...(cases && { cases }) };
}
