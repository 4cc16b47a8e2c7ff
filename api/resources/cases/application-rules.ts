// Rules for an application that a schema cannot express: they compare fields with each other, with the register and
// with today's date. All faults are returned at once.
import { say } from '../../problems/messages.ts';
import type { FieldError } from '../../problems/problem.ts';
import type { Application } from './application.ts';

export interface Circumstances {
  /** Legal date of the filing. */
  readonly today: string;
  readonly courtExists: boolean;
  readonly trainingAllowed: boolean;
}

/** All faults of an application that fits its schema; an empty list when it is valid. */
export function applicationFaults(application: Application, circumstances: Circumstances): FieldError[] {
  return [
    ...courtFaults(application, circumstances),
    ...dateFaults(application, circumstances.today),
    ...moneyFaults(application),
    ...partyFaults(application),
    ...trainingFaults(application, circumstances),
  ];
}

function trainingFaults({ training }: Application, { trainingAllowed }: Circumstances): FieldError[] {
  if (!training || trainingAllowed) return [];
  return [
    {
      field: '/training',
      rule: 'trainingOnly',
      message: say('filing.trainingOnly'),
      whatToDo: say('filing.trainingOnly.remedy'),
    },
  ];
}

function courtFaults({ court }: Application, { courtExists }: Circumstances): FieldError[] {
  if (courtExists) return [];
  return [
    {
      field: '/court',
      rule: 'unknownCourt',
      message: say('filing.unknownCourt', { court }),
      whatToDo: say('filing.unknownCourt.remedy'),
    },
  ];
}

/** An instrument can be enforced only when it is effective and its period for performance has passed (EWR#16). */
function dateFaults({ filedOn, instrument, claim }: Application, today: string): FieldError[] {
  const filed = filedOn ?? today;
  const { effectiveOn: effective, performanceDueOn: due } = instrument;
  const faults: FieldError[] = [];
  if (filed > today)
    faults.push({ field: '/filedOn', rule: 'notInFuture', message: say('filing.filedInFuture', { filed, today }) });
  if (effective > filed)
    faults.push({
      field: '/instrument/effectiveOn',
      rule: 'effective',
      message: say('filing.notEffective', { effective, filed }),
      whatToDo: say('filing.notEffective.remedy'),
    });
  if (due >= filed)
    faults.push({
      field: '/instrument/performanceDueOn',
      rule: 'performanceDue',
      message: say('filing.performanceNotDue', { due, filed }),
      whatToDo: say('filing.performanceNotDue.remedy'),
    });
  if (claim.interestFrom !== undefined && claim.interestFrom > filed)
    faults.push({
      field: '/claim/interestFrom',
      rule: 'notInFuture',
      message: say('filing.interestInFuture', { filed }),
    });
  return faults;
}

function moneyFaults({ claim, applicants }: Application): FieldError[] {
  const total = claim.principalFen + claim.interestFen + claim.costsFen;
  const shares = applicants.reduce((sum, { claimFen }) => sum + claimFen, 0);
  if (total === 0) return [{ field: '/claim', rule: 'positive', message: say('filing.nothingClaimed') }];
  if (total === shares) return [];
  return [
    {
      field: '/applicants',
      rule: 'claimSum',
      message: say('filing.claimSum', { shares, total }),
      whatToDo: say('filing.claimSum.remedy'),
    },
  ];
}

/** Resident identity number (GB 11643) or a passport or permit; unified social credit code (GB 32100). */
const personId = { pattern: /^(\d{17}[\dX]|(?!\d{18}$)[0-9A-Z()-]{5,17})$/, expected: say('idNumber.person') };
const unitId = { pattern: /^[0-9A-Z]{18}$/, expected: say('idNumber.unit') };
const idNumbers = { person: personId, company: unitId, unit: unitId };

function partyFaults({ applicants, debtors }: Application): FieldError[] {
  const faults: FieldError[] = [];
  const seen = new Map<string, string>();
  const parties = [
    ...applicants.map((party, index) => ({ field: `/applicants/${index}/idNumber`, party })),
    ...debtors.map((party, index) => ({ field: `/debtors/${index}/idNumber`, party })),
  ];
  for (const { field, party } of parties) {
    const { pattern, expected } = idNumbers[party.kind];
    if (!pattern.test(party.idNumber))
      faults.push({ field, rule: 'idNumber', message: say('filing.idNumber', { expected }) });
    const place = seen.get(party.idNumber);
    if (place === undefined) seen.set(party.idNumber, field);
    else
      faults.push({
        field,
        rule: 'unique',
        message: say('filing.samePerson', { place }),
        whatToDo: say('filing.samePerson.remedy'),
      });
  }
  return faults;
}
