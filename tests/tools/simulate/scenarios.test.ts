// The scenarios of the procedures, on the bare engine with the real registers.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { readScenario } from '../../../tools/simulate/index.ts';
import schema from '../../../tools/simulate/report/result.schema.json' with { type: 'json' };
import { played, proceduresFolder, scenarioOf } from './support.ts';

const ajv = formats.default(new Ajv({ strict: false }));
const isResult = ajv.compile(schema);
const names = globSync('*/scenarios/*.json', { cwd: proceduresFolder }).sort();

test.each(names)('%s runs as it expects, and all that it says is used', async (name) => {
  const scenario = scenarioOf(name);

  const { report, differences } = await played(scenario);

  expect(scenario.expect).toBeDefined();
  expect(differences).toEqual([]);
  expect(report.unused).toEqual([]);
  isResult({ ...report, differences });
  expect(isResult.errors ?? []).toEqual([]);
});

test('the example of docs/using/simulate.md runs as it expects', async () => {
  const page = readFileSync(join(proceduresFolder, '../../docs/using/simulate.md'), 'utf8');
  const [, example = ''] = /```json\n(.*?)```/s.exec(page) ?? [];

  const { report, differences } = await played(readScenario(example));

  expect(differences).toEqual([]);
  expect(report).toMatchObject({ outcome: 'ended', unused: [] });
});

test('a scenario that expects something else is reported with both values', async () => {
  const scenario = scenarioOf('case-filing/scenarios/not-accepted.json');

  const { differences } = await played({
    ...scenario,
    expect: { status: 'closed', documents: ['不予受理裁定书', '结案通知书'], noDocuments: ['不予受理裁定书'] },
  });

  expect(differences.map(({ field, found }) => [field, found])).toEqual([
    ['/expect/status', 'rejected'],
    ['/expect/documents/1', ['不予受理裁定书']],
    ['/expect/noDocuments/0', '不予受理裁定书'],
  ]);
});
