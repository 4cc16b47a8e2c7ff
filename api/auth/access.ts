// Access of users to cases. A case number is not secret, so access to another's case is refused as forbidden, not as
// unknown.

import { type Case, readCase, readCaseByNumber } from '../../db/cases.ts';
import { courtsUnder, readCourt } from '../../db/courts.ts';
import type { Queryable } from '../../db/pool.ts';
import { say } from '../problems/messages.ts';
import { notFound, Problem } from '../problems/problem.ts';
import type { User } from './authenticate.ts';
import { reach } from './permissions.ts';

/** The cases that a user may see, as a filter for lists: those of some courts, or single cases. */
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

/**
 * The case, if the user may see it.
 * @param id id or number of the case; the number's brackets may be full-width
 * @throws Problem NOT_FOUND or FORBIDDEN
 */
export async function accessibleCase(db: Queryable, user: User, id: string): Promise<Case> {
  const found = uuid.test(id)
    ? await readCase(db, id)
    : await readCaseByNumber(db, id.replace('（', '(').replace('）', ')'));
  if (!found) throw notFound('case', id);
  await requireReach(db, user, found);
  return found;
}

/** @throws Problem FORBIDDEN when the user may not see the case */
export async function requireReach(
  db: Queryable,
  user: User,
  { id, number, courtCode }: Pick<Case, 'id' | 'number' | 'courtCode'>,
) {
  const { courts, cases } = await reachOf(db, user);
  if (courts?.includes(courtCode) || cases?.includes(id) || cases?.includes(number)) return;
  throw new Problem('FORBIDDEN', say('access.court', { number, court: await nameOfCourt(db, courtCode) }));
}

/** The court's name; the code when no court has it. */
export const nameOfCourt = async (db: Queryable, code: string): Promise<string> =>
  (await readCourt(db, code))?.name ?? code;
