// States and graphs as earlier releases wrote them: what runs by them goes on to its end.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { type Model, upgrade } from '../../../engine/index.ts';
import { modelOf } from '../support/model.ts';
import { frozen, Run, startAt } from '../support/run.ts';

function kept(name: string): Run {
  const { graph, state } = JSON.parse(readFileSync(join(import.meta.dirname, `${name}.json`), 'utf8')) as {
    graph: Model['graph'];
    state: { version: number };
  };
  return new Run(frozen(modelOf(graph)), frozen(upgrade(frozen(state))), [], startAt);
}

test('version 1: repetitions that keep their outputs among their variables collect the rest there', () => {
  const run = kept('version-1');

  const done = run
    .timerFired('late')
    .complete('all', { answer: 1 }, 1)
    .complete('ask', { answer: 'no' })
    .complete('all', { answer: 3 })
    .complete('ask', { answer: 'perhaps' })
    .complete('wait');

  expect(run.state!.version).toBe(2);
  expect(done.status).toBe('completed');
  expect(done.result).toMatchObject({ found: [1, 2, 3], told: ['yes', 'no', 'perhaps'] });
});
