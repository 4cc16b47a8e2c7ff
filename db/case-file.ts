// The variable `caseFile` with which the procedures of a case start: the application, the case number, the court and
// the parties with their ids.
import type { Json, Variables } from '../engine/event.ts';
import type { Case } from './cases.ts';
import type { Party } from './parties.ts';

/** The parts of the application that go unchanged into the case file. */
interface Filed {
  readonly instrument: Json;
  readonly claim: Json;
  readonly applicants: readonly object[];
  readonly debtors: readonly object[];
}

/** Returns {id, number, court {code, name}, filedOn, instrument, claim, applicants, debtors}; each party has its id. */
export function caseFileOf(filed: Case, parties: readonly Party[]): Variables {
  const { instrument, claim, applicants, debtors } = filed.application as unknown as Filed;
  const idsOf = (role: Party['role']) => parties.filter((party) => party.role === role).map(({ id }) => id);
  const withIds = (list: readonly object[], ids: readonly string[]) =>
    list.map((party, index) => ({ id: ids[index]!, ...party }));
  return {
    id: filed.id,
    number: filed.number,
    court: { code: filed.courtCode, name: filed.courtName },
    filedOn: filed.filedOn,
    instrument,
    claim,
    applicants: withIds(applicants, idsOf('applicant')) as unknown as Json,
    debtors: withIds(debtors, idsOf('debtor')) as unknown as Json,
  };
}
