// States and graphs as earlier releases wrote them: what runs by them goes on to its end (engine/state.ts). A change of the state's form leaves the old
// files here, gets a new version and a step in `upgrade`, and adds files of its own.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { describe, type EngineEvent, type Model, type State, step, upgrade } from '../../../engine/index.ts';
import { read } from '../../../engine/read/index.ts';
import { possible } from '../support/happenings.ts';
import { modelOf } from '../support/model.ts';
import { frozen, Run, startAt, startXml } from '../support/run.ts';

const contentOf = (name: string) => JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8'));

function kept(name: string): Run {
  const { graph, state } = contentOf(`${name}.json`) as { graph: Model['graph']; state: { version: number } };
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

test('results that wait for the listeners at the end, as earlier releases had them, go through the mappings after these', async () => {
  const waiting = (
    await startXml(
      `<startEvent id="s" /><serviceTask id="work"><extensionElements><zeebe:ioMapping><zeebe:output source="=result + checked" target="sum" /></zeebe:ioMapping>
       <zeebe:executionListeners><zeebe:executionListener eventType="end" type="check" /></zeebe:executionListeners></extensionElements></serviceTask>
       <sequenceFlow id="a" sourceRef="s" targetRef="work" />`,
      { checked: 0 },
    )
  ).complete('work', { result: 2 });
  const earlier = JSON.stringify(waiting.state)
    .replace('"carried":{},"isMapped":true', '"carried":{"result":2}')
    .replace('"sum":2', '"sum":null');

  const run = new Run(waiting.model, upgrade(JSON.parse(earlier)), [], startAt).complete('work', { checked: 5 });

  expect(run.status).toBe('completed');
  expect(run.result).toMatchObject({ sum: 7 });
});

const everyWait = readdirSync(import.meta.dirname).filter((name) => name.startsWith('every-wait'));

test.each(everyWait)('the state kept in %s goes on to its end', async (name) => {
  const { xml, state, waits } = contentOf(name);
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
