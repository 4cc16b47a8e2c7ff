// States kept from each version: running cases have them in their histories, so they are upgraded and go on (engine/state.ts). A change of the state's form
// leaves the old file here, gets a new version and a step in `upgrade`, and adds a file of its own.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { describe, type EngineEvent, type State, step, upgrade } from '../../../engine/index.ts';
import { read } from '../../../engine/read/index.ts';
import { possible } from '../support/happenings.ts';
import { modelOf } from '../support/model.ts';
import { startAt } from '../support/run.ts';

const kept = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.json'));

test.each(kept)('the state kept in %s goes on to its end', async (name) => {
  const { xml, state, waits } = JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8'));
  const { graphs } = await read(xml);
  const model = modelOf(graphs[0]!);
  let now: State = upgrade(state);

  expect(describe(model, now)).toEqual(waits);
  for (let turn = 0; turn < 40 && now.status === 'active'; turn++) {
    const [next] = [{ type: 'resumed', reason: '' } as const, ...possible(model, now)].filter(
      (event) => step(model, now, { ...event, at: startAt } as EngineEvent).state !== now,
    );
    now = step(model, now, { ...next, at: startAt } as EngineEvent).state;
  }
  expect(now.status).toBe('completed');
  expect(now.instances.root).toEqual({});
});
