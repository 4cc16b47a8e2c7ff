// The people of a scenario as the API's users; without `people`, one for each role of the court.
import type { User } from '../../../api/auth/authenticate.ts';
import { demoUsers } from '../../../api/auth/demo-users.ts';
import { reach } from '../../../api/auth/permissions.ts';
import courts from '../../../models/courts.json' with { type: 'json' };
import { type Fault, unknownName } from './faults.ts';
import type { Scenario } from './scenario.ts';

export type People = ReadonlyMap<string, User>;

export function peopleOf({ people, start }: Scenario): People {
  const named = people ?? Object.fromEntries(usualPeople(start.court));
  return new Map(
    Object.entries(named).map(([name, { role, court = courtOf(role, start.court) }]) => [
      name,
      { sub: name, name, role, court },
    ]),
  );
}

export function faultsOfPeople({ people = {}, start }: Scenario): Fault[] {
  const known = courts.map(({ code }) => code);
  const named = [
    ['/start/court', start.court] as const,
    ...Object.entries(people).map(([name, { court }]) => [`/people/${name}/court`, court] as const),
  ];
  return named.flatMap(([field, court]) =>
    court === undefined || known.includes(court) ? [] : [unknownName(field, 'kind.court', court, known)],
  );
}

const usualPeople = (court: string) =>
  demoUsers
    .filter(({ user, role }) => reach[role] !== 'none' && reach[role] !== 'ownCases' && user !== 'judge-elsewhere')
    .map(({ name, role }) => [name, { role, court: courtOf(role, court) }] as const);

/** An overseer's court is the one above, whose reach includes the court itself. */
function courtOf(role: User['role'], court: string): string {
  const superior = courts.find(({ code }) => code === court)?.superiorCode;
  return reach[role] === 'courtsBelow' ? (superior ?? court) : court;
}
