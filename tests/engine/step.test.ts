// One event applied to a state: the changes, and the parts that must stay (engine/step.ts).
import { expect, test } from '@jest/globals';
import { refusal, requireKnownVersion, step } from '../../engine/index.ts';
import { model } from './support/model.ts';
import { frozen, start, startAt } from './support/run.ts';

const oneTask = () => model().startEvent().userTask('report').endEvent();

test('tokens move until all of them wait', async () => {
  const run = await start(model().startEvent().task('first').task('second').userTask('report').endEvent());

  expect(run.completed).toEqual(['start', 'first', 'second']);
  expect(run.taken).toEqual(['start-first', 'first-second', 'second-report']);
  expect(run.open).toEqual(['report']);
});

test('the process completes with its variables when its last token is gone', async () => {
  const run = (await start(oneTask(), { amount: 5 })).complete('report', { truthful: true });

  expect(run.status).toBe('completed');
  expect(run.result).toEqual({ amount: 5, truthful: true });
  expect(run.of('complete')).toHaveLength(1);
});

test('an event for something that is not open changes nothing', async () => {
  const run = await start(oneTask());
  const done = run.complete('report');
  const { key } = run.only('openTask');

  for (const event of [
    { type: 'taskCompleted', key, variables: {} },
    { type: 'jobDone', key, variables: {} },
    { type: 'timerFired', key },
    { type: 'cancelled', reason: 'late' },
    { type: 'started', variables: {} },
  ] as const) {
    const after = done.happens(event);
    expect(after.state).toBe(done.state);
    expect(after.commands).toEqual([]);
  }
});

test('completing a task completes only that task', async () => {
  const run = await start(model().startEvent().serviceTask('job').endEvent());
  const { key } = run.only('runJob');

  expect(run.happens({ type: 'taskCompleted', key, variables: {} }).state).toBe(run.state);
  expect(run.happens({ type: 'childDone', key, variables: {} }).state).toBe(run.state);
  expect(run.happens({ type: 'jobDone', key: 1, variables: {} }).state).toBe(run.state);
  expect(run.happens({ type: 'jobDone', key: 4711, variables: {} }).state).toBe(run.state);
});

test('a key that is no positive integer belongs to no element', async () => {
  const run = await start(oneTask());
  const { key } = run.only('openTask');

  for (const other of [key + 0.5, key - 32, -key, Number.NaN, Number.POSITIVE_INFINITY, key + 2 ** 32])
    expect(run.happens({ type: 'taskCompleted', key: other, variables: {} }).state).toBe(run.state);
});

test('a command seen before changes nothing', async () => {
  const run = await start(oneTask());
  const set = { type: 'variablesSet', variables: { amount: 1 }, commandId: 'c-1' } as const;

  const once = run.happens(set);
  const twice = once.happens({ ...set, variables: { amount: 2 } });

  expect(once.variables).toEqual({ amount: 1 });
  expect(twice.state).toBe(once.state);
});

test('the last hundred commands are remembered, no more', async () => {
  let run = await start(oneTask());
  for (let i = 0; i < 150; i++) run = run.happens({ type: 'variablesSet', variables: { i }, commandId: `c-${i}` });

  expect(run.state!.commandIds).toHaveLength(100);
  expect(run.happens({ type: 'variablesSet', variables: {}, commandId: 'c-149' }).state).toBe(run.state);
});

test('an event before the start changes nothing, and the start is still possible', async () => {
  const built = frozen(await oneTask().build());

  const { state, commands } = step(built, null, { type: 'jobDone', key: 1, variables: {}, at: startAt });
  const started = step(built, state, { type: 'started', variables: {}, at: startAt });

  expect(commands).toEqual([]);
  expect(started.state.status).toBe('active');
});

test('a process starts at the named start event', async () => {
  const two = model().startEvent().task('usual').startMessage('filed', 'byMessage').task('special');

  expect((await start(two)).completed).toEqual(['start', 'usual']);
  expect((await start(two, {}, { startElementId: 'byMessage' })).completed).toEqual(['byMessage', 'special']);
  const refused = refusal(await two.build(), null, { type: 'started', variables: {}, startElementId: 'usual', at: '' });
  expect(refused?.en).toMatch(/Expected a start event/);
});

test('a process without a start event starts at every element without incoming flow', async () => {
  const run = await start(model().userTask('left').from('left').endEvent('e1').other('<userTask id="right" />'));

  expect(run.open).toEqual(['left', 'right']);
});

test('canceling an instance terminates everything, closes all that is open and fails towards the caller', async () => {
  const run = await start(oneTask());

  const cancelled = run.happens({ type: 'cancelled', reason: 'withdrawn' });

  expect(cancelled.status).toBe('cancelled');
  expect(cancelled.terminated).toEqual(['report']);
  expect(cancelled.only('closeTask').reason).toBe('terminated');
  expect(cancelled.only('fail').message).toBe('withdrawn');
});

test('every record names the actor and the properties of its element', async () => {
  const run = await start(
    model()
      .startEvent()
      .userTask('report', { name: '财产报告', properties: { legalBasis: 'CPL#252' } })
      .endEvent(),
  );
  const actor = { id: 'judge-1', role: 'judge' };

  const done = run.happens({ type: 'taskCompleted', key: run.only('openTask').key, variables: {}, actor });

  expect(done.records.find(({ intent }) => intent === 'completed')).toMatchObject({
    elementId: 'report',
    elementType: 'userTask',
    name: '财产报告',
    properties: { legalBasis: 'CPL#252' },
    actor,
  });
});

test('past events do not make the state larger', async () => {
  const loop = model()
    .startEvent()
    .exclusive('again')
    .userTask('report')
    .exclusive('enough')
    .when('=done')
    .endEvent()
    .from('enough')
    .otherwise()
    .to('again');
  let run = await start(loop, { done: false });
  const size = JSON.stringify(run.state).length;

  for (let i = 0; i < 200; i++) run = run.complete('report');

  expect(JSON.stringify(run.state).length).toBeLessThan(size + 30);
});

test('a state of another version is refused', async () => {
  const { state } = await start(oneTask());

  expect(() => requireKnownVersion(state!)).not.toThrow();
  expect(() => requireKnownVersion({ version: 99 })).toThrow(/found version 99/);
});
