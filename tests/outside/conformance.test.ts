// The complete test suites of others: every case passes except those listed here with the reason.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { suites } from '../../tools/bpmn/conformance/suites.ts';
import { needs } from './needs.ts';

const folder =
  process.env['CONFORMANCE_SUITES'] ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'conformance');

/** Keys are the beginnings of case names. */
const knownFailures: { readonly [name: string]: string } = {
  '0076-feel-external-java ': 'functions in Java are refused',
  '0089-nested-inputdata-imports 001': 'decisions of one id in two imported files are not told apart',
  '1111-feel-matches-function K2-MatchesFunc-5': 'patterns over Unicode blocks are refused',
  '1111-feel-matches-function K2-MatchesFunc-6': 'patterns over Unicode blocks are refused',
  '1115-feel-date-function 0': 'the calendar ends with the year 275 760',
  '1117-feel-date-and-time-function 02': 'the calendar ends with the year 275 760',
  '1120-feel-duration-function 03': 'the calendar ends with the year 275 760',
  'Simulator.error-no-catch':
    'the suite ends the sub-process silently; by BPMN an error that nothing catches is a fault',
  'Simulator.event-sub-process-implicit-start': 'the suite starts elements beside the start event',
  'Simulator.signal-consume': 'the suite gives a signal to the innermost catcher only; BPMN broadcasts it',
  'Simulator.signal-rethrow': 'the suite gives a signal to the innermost catcher only; BPMN broadcasts it',
};

for (const { name, at, run } of suites) {
  const place = join(folder, at);
  const testWithSuite = needs(
    `the suite's folder ${at}`,
    existsSync(place),
    'CONFORMANCE_SUITES=<folder of its checkout>',
  );

  testWithSuite(`${name}: every case passes, but the known ones`, async () => {
    const failed = (await run(place)).filter(({ result }) => result === 'failed');

    const isKnown = (caseName: string) => Object.keys(knownFailures).some((known) => caseName.startsWith(known));
    expect(failed.filter((one) => !isKnown(one.name))).toEqual([]);
  });
}
