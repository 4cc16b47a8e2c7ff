// What a schema cannot say of an application: how its fields stand to each other, to the register and to today. All faults at once.
import type { Bilingual } from '../../problems/codes.ts';
import type { FieldError } from '../../problems/problem.ts';
import type { Application } from './application.ts';

export interface Circumstances {
  /** Legal date of the filing. */
  readonly today: string;
  readonly courtExists: boolean;
  readonly trainingAllowed: boolean;
}

export function applicationFaults(application: Application, circumstances: Circumstances): FieldError[] {
  return [
    ...courtFaults(application, circumstances),
    ...dateFaults(application, circumstances.today),
    ...moneyFaults(application),
    ...partyFaults(application),
    ...(application.training && !circumstances.trainingAllowed
      ? [
          fault(
            '/training',
            'trainingOnly',
            '仅培训环境可以使用培训时钟',
            'a training clock is only for a training deployment',
            {
              zh: '请删除 training 字段。',
              en: 'Remove the field.',
            },
          ),
        ]
      : []),
  ];
}

function courtFaults({ court }: Application, { courtExists }: Circumstances): FieldError[] {
  if (courtExists) return [];
  return [
    fault('/court', 'unknownCourt', `法院代码“${court}”不存在`, `no court has the code '${court}'`, {
      zh: '请在 GET /courts 中查找法院代码。',
      en: 'Look the code up in GET /courts.',
    }),
  ];
}

/** An instrument is enforced when it is effective and its period for performance has passed (EWR#16). */
function dateFaults({ filedOn, instrument, claim }: Application, today: string): FieldError[] {
  const filed = filedOn ?? today;
  const faults: FieldError[] = [];
  if (filed > today)
    faults.push(
      fault('/filedOn', 'notInFuture', `申请日期 ${filed} 晚于今日 ${today}`, `${filed} is after today, ${today}`),
    );
  if (instrument.effectiveOn > filed)
    faults.push(
      fault(
        '/instrument/effectiveOn',
        'effective',
        `执行依据于 ${instrument.effectiveOn} 才生效，晚于申请日期 ${filed}`,
        `the instrument takes effect on ${instrument.effectiveOn}, after the application of ${filed}`,
        { zh: '请在执行依据生效后申请。', en: 'Apply once the instrument is effective.' },
      ),
    );
  if (instrument.performanceDueOn >= filed)
    faults.push(
      fault(
        '/instrument/performanceDueOn',
        'performanceDue',
        `履行期限至 ${instrument.performanceDueOn}，在申请日期 ${filed} 尚未届满`,
        `the period for performance runs until ${instrument.performanceDueOn} and has not ended on ${filed}`,
        { zh: '请在履行期限届满后申请。', en: 'Apply once the period has ended.' },
      ),
    );
  if (claim.interestFrom !== undefined && claim.interestFrom > filed)
    faults.push(
      fault(
        '/claim/interestFrom',
        'notInFuture',
        `利息计至日晚于申请日期 ${filed}`,
        `is after the application of ${filed}`,
      ),
    );
  return faults;
}

function moneyFaults({ claim, applicants }: Application): FieldError[] {
  const total = claim.principalFen + claim.interestFen + claim.costsFen;
  const shares = applicants.reduce((sum, { claimFen }) => sum + claimFen, 0);
  if (total === 0) return [fault('/claim', 'positive', '申请执行标的为零', 'nothing is claimed')];
  if (total === shares) return [];
  return [
    fault(
      '/applicants',
      'claimSum',
      `各申请执行人债权额合计 ${shares} 分，与本金、利息、费用合计 ${total} 分不符`,
      `the applicants' claims add up to ${shares} fen, principal, interest and costs to ${total} fen`,
      { zh: '请核对 claim 与各申请执行人的 claimFen。', en: 'Check claim and each claimFen.' },
    ),
  ];
}

/** Resident identity number (GB 11643) or a passport or permit; unified social credit code (GB 32100). */
const idNumbers: {
  readonly [kind in Application['debtors'][number]['kind']]: { pattern: RegExp; expected: Bilingual };
} = {
  person: {
    pattern: /^(\d{17}[\dX]|(?!\d{18}$)[0-9A-Z()-]{5,17})$/,
    expected: {
      zh: '18 位居民身份证号或护照、通行证号',
      en: 'a resident id of 18 characters, a passport or permit number',
    },
  },
  company: {
    pattern: /^[0-9A-Z]{18}$/,
    expected: { zh: '18 位统一社会信用代码', en: 'a unified social credit code of 18 characters' },
  },
  unit: {
    pattern: /^[0-9A-Z]{18}$/,
    expected: { zh: '18 位统一社会信用代码', en: 'a unified social credit code of 18 characters' },
  },
};

function partyFaults({ applicants, debtors }: Application): FieldError[] {
  const faults: FieldError[] = [];
  const seen = new Map<string, string>();
  const places = (['applicants', 'debtors'] as const).flatMap((list) =>
    (list === 'applicants' ? applicants : debtors).map((party, index) => ({
      field: `/${list}/${index}/idNumber`,
      party,
    })),
  );
  for (const { field, party } of places) {
    const { pattern, expected } = idNumbers[party.kind];
    if (!pattern.test(party.idNumber))
      faults.push(fault(field, 'idNumber', `须为${expected.zh}`, `must be ${expected.en}`));
    const before = seen.get(party.idNumber);
    if (before !== undefined)
      faults.push(
        fault(field, 'unique', `与 ${before} 的证件号码相同`, `is the id number of ${before} too`, {
          zh: '同一人不得重复列明，也不得既为申请执行人又为被执行人。',
          en: 'Name each party once; nobody is applicant and debtor at once.',
        }),
      );
    else seen.set(party.idNumber, field);
  }
  return faults;
}

function fault(field: string, rule: string, zh: string, en: string, whatToDo?: Bilingual): FieldError {
  return { field, rule, message: { zh, en }, ...(whatToDo && { whatToDo }) };
}
