// Each pattern that docs/generated/patterns.md calls supported behaves as the pattern requires.
import { expect, test } from '@jest/globals';
import type { Variables } from '../../../engine/index.ts';
import { expectPage } from '../../support/pages.ts';
import { startXml } from '../support/run.ts';
import { doOne, openIn, patterns, patternTable } from './patterns.ts';

const all = patterns.flatMap(({ number, name, supported }) => (supported ? [{ number, name, ...supported }] : []));

test.each(all)('$number $name', async ({ model, variables = {}, does, opens }) => {
  let run = await startXml(model, variables as Variables, '<signal id="go" name="go" />');
  const seen = [openIn(run)];
  for (const act of does) {
    run = doOne(run, act);
    seen.push(openIn(run));
  }

  expect(seen).toEqual(opens);
});

test('the table says what supports each pattern, or why none: WRITE_DOCS=1 npm test -- tests/engine/patterns', () => {
  expect(patterns.map(({ number }) => number)).toEqual(Array.from({ length: 43 }, (_, index) => index + 1));
  expectPage('docs/generated/patterns.md', patternTable());
});
