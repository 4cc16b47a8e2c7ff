// The court of the example case.
import type { Court } from '../../../db/courts.ts';
import { exampleCase } from '../../example-case.ts';

export const courtExample: Court = {
  code: exampleCase.courtCode,
  name: exampleCase.courtName,
  superiorCode: '冀01',
};
