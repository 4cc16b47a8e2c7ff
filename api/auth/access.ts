// Which cases a user may see. A case number is no secret, so a case of somebody else is refused and not denied.

import { type Case, readCase, readCaseByNumber } from '../../db/cases.ts';
import { courtsUnder } from '../../db/courts.ts';
import type { Queryable } from '../../db/pool.ts';
import { say } from '../problems/messages.ts';
import { notFound, Problem } from '../problems/problem.ts';
import type { User } from './authenticate.ts';
import { reach } from './permissions.ts';

/** As the lists take it: courts, or single cases. */
export interface Reach {
  readonly courts?: readonly string[];
  readonly cases?: readonly string[];
}

export async function reachOf(db: Queryable, { role, court, cases }: User): Promise<Reach> {
  switch (reach[role]) {
    case 'court':
      return { courts: court === undefined ? [] : [court] };
    case 'courtsBelow':
      return { courts: court === undefined ? [] : await courtsUnder(db, court) };
    case 'ownCases':
      return { cases: cases ?? [] };
    case 'none':
      return { courts: [] };
    default:
      return reach[role] satisfies never;
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** @param id the register's id or the case number, its brackets as one types them */
export async function accessibleCase(db: Queryable, user: User, id: string): Promise<Case> {
  const found = uuid.test(id)
    ? await readCase(db, id)
    : await readCaseByNumber(db, id.replace('（', '(').replace('）', ')'));
  if (!found) throw notFound('case', id);
  await requireReach(db, user, found);
  return found;
}

export async function requireReach(
  db: Queryable,
  user: User,
  { id, number, courtCode }: Pick<Case, 'id' | 'number' | 'courtCode'>,
) {
  const { courts, cases } = await reachOf(db, user);
  if (courts?.includes(courtCode) || cases?.includes(id) || cases?.includes(number)) return;
  throw new Problem('FORBIDDEN', say('access.court', { number, court: courtCode }));
}
