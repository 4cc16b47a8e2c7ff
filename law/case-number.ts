// Case numbers: (year) court, case type, running number: `(2026)冀0102执1号`.

/** The case types (案件类型代字) of enforcement cases. A resumption is a case of its own (CPLI#517). */
export const caseTypes = { application: '执', resumption: '执恢' } as const;

export const caseNumber = (year: number, courtCode: string, caseType: string, sequence: number): string =>
  `(${year})${courtCode}${caseType}${sequence}号`;
