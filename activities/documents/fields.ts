// Fields for a document's template: those of the case, and the job's own fields in readable form.
import type { Case } from '../../db/cases.ts';
import type { Party } from '../../db/parties.ts';
import type { Json } from '../../engine/event.ts';

/**
 * Returns `number`, `court`, `applicants`, `debtors` (names), `instrument` (number, kind) and `claimYuan` of the case.
 */
export function caseFields(filed: Case, parties: readonly Party[]): { readonly [name: string]: string } {
  const { instrument } = filed.application as { instrument?: { kind?: string; number?: string } };
  const names = (role: Party['role']) => parties.filter((party) => party.role === role).map(({ name }) => name);
  return {
    number: filed.number,
    court: filed.courtName,
    applicants: names('applicant').join('、'),
    debtors: names('debtor').join('、'),
    instrument: `${instrument?.number ?? ''}${instrument?.kind ?? ''}`,
    claimYuan: yuan(filed.claimFen),
  };
}

/** At any depth, adds a readable `…Yuan` to each amount `…Fen` and writes dates and instants out in Chinese. */
export function readable(fields: { readonly [name: string]: Json }): { [name: string]: unknown } {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]): [string, unknown][] => {
      if (Array.isArray(value)) return [[name, value.map((item) => (isObject(item) ? readable(item) : item))]];
      if (isObject(value)) return [[name, readable(value)]];
      if (typeof value === 'string') return [[name, dateText(value)]];
      if (name.endsWith('Fen') && typeof value === 'number') {
        return [
          [name, value],
          [`${name.slice(0, -3)}Yuan`, yuan(BigInt(value))],
        ];
      }
      return [[name, value]];
    }),
  );
}

/** `2026-05-05` -> `2026年5月5日`, `2026-05-05T10:00:00+08:00` -> `2026年5月5日10时`; other texts are unchanged. */
function dateText(text: string): string {
  const [, year, month, day, hour] = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):\d{2}.*)?$/.exec(text) ?? [];
  if (year === undefined) return text;
  return `${year}年${Number(month)}月${Number(day)}日${hour === undefined ? '' : `${Number(hour)}时`}`;
}

const isObject = (value: unknown): value is { [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `186000000n` fen -> `1,860,000.00元`. */
const yuan = (fen: bigint) => `${(fen / 100n).toLocaleString('en')}.${String(fen % 100n).padStart(2, '0')}元`;
