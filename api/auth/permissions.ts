// The only table of permissions by role; their names for people are messages (problems/messages.ts). Also checked are
// the case's court (access.ts) and a user task's candidate groups (resources/user-tasks/acts.ts).

export const roles = [
  'judge',
  'officer',
  'clerk',
  'president',
  'supervisor',
  'procurator',
  'party',
  'admin',
  'agency',
] as const;
export type Role = (typeof roles)[number];

const courtStaff = ['judge', 'officer', 'clerk', 'president'] as const;
const overseers = ['supervisor', 'procurator'] as const;

export const permissions = {
  'case.file': ['judge', 'officer', 'clerk'],
  'case.read': [...courtStaff, ...overseers, 'party'],
  'case.message': courtStaff,
  'case.clock': courtStaff,
  'case.cancel': ['judge', 'president'],
  'case.operate': ['judge', 'president'],
  'archive.read': [...courtStaff, ...overseers],
  'task.read': [...courtStaff, ...overseers],
  'task.act': [...courtStaff, ...overseers],
  'incident.read': [...courtStaff, ...overseers],
  'incident.resolve': ['judge', 'president'],
  'agency.answer': ['agency'],
  'model.read': roles,
  'model.deploy': ['admin'],
  'law.read': roles,
  'court.read': roles,
} as const satisfies { readonly [permission: string]: readonly Role[] };

export type Permission = keyof typeof permissions;

/**
 * The cases that a role sees: those of its court, of its court and all courts below, or those in which it is a party.
 */
export const reach: { readonly [role in Role]: 'court' | 'courtsBelow' | 'ownCases' | 'none' } = {
  judge: 'court',
  officer: 'court',
  clerk: 'court',
  president: 'court',
  supervisor: 'courtsBelow',
  procurator: 'courtsBelow',
  party: 'ownCases',
  admin: 'none',
  agency: 'none',
};

export const permits = (role: Role, permission: Permission): boolean =>
  (permissions[permission] as readonly Role[]).includes(role);
