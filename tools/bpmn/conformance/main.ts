// `npm run conformance -- [folder]`, or the folder in CONFORMANCE_SUITES: runs the test suites of others, if their
// folder is present, and counts per suite the passed, failed and skipped cases, with the reason. `--failed` lists each
// case that did not pass.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inBoth, listed } from '../../../engine/catalogue.ts';
import { say } from '../messages.ts';
import type { Case } from './suite.ts';
import { suites } from './suites.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { failed: { type: 'boolean' } } });
const folder = positionals[0] ?? process.env['CONFORMANCE_SUITES'] ?? '../shared/conformance';

for (const { name, at, run } of suites) {
  const place = join(folder, at);
  if (!existsSync(place)) {
    console.log(`${name}: ${inBoth(say('suite.absent', { place }))}`);
    continue;
  }
  console.error(inBoth(say('suite.starts', { name })));
  const cases = await run(place);
  const count = (result: Case['result']) => cases.filter((one) => one.result === result).length;
  const ran = count('passed') + count('failed');
  const percent = ran === 0 ? '' : say('suite.percent', { percent: ((100 * count('passed')) / ran).toFixed(1) });
  const result = { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
  console.log(`${name}: ${inBoth(listed([say('suite.result', result), percent], '', ''))}`);
  for (const [why, number] of reasons(cases))
    console.log(`  ${inBoth(say('suite.skipped', { count: number }))}: ${why}`);
  if (values.failed)
    for (const one of cases)
      if (one.result === 'failed') console.log(`  ${inBoth(say('suite.failed'))} ${one.name}: ${one.why}`);
}

function reasons(cases: readonly Case[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const one of cases) {
    if (one.result !== 'skipped') continue;
    const why = inBoth(one.why);
    found.set(why, (found.get(why) ?? 0) + 1);
  }
  return found;
}
