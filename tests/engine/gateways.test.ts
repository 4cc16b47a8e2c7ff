// Gateways and conditional flows (engine/elements/gateways.ts, engine/behaviors/conditions.ts).
import { expect, test } from '@jest/globals';
import { model } from './support/model.ts';
import { start } from './support/run.ts';

const choice = () =>
  model()
    .startEvent()
    .exclusive('price')
    .when('=amount > 10')
    .endEvent('high')
    .from('price')
    .when('=amount > 5')
    .endEvent('middle')
    .from('price');

test('an exclusive gateway takes the first flow whose condition holds', async () => {
  const completed = async (amount: number) =>
    (await start(choice().otherwise().endEvent('low'), { amount })).completed.at(-1);

  expect(await completed(11)).toBe('high');
  expect(await completed(6)).toBe('middle');
  expect(await completed(1)).toBe('low');
});

test('an exclusive gateway without a true condition or default is an incident that corrected variables resolve', async () => {
  const run = await start(choice().when('=amount > 3').endEvent('low'), { amount: 1 });

  expect(run.incident('price')).toMatchObject({
    type: 'condition',
    message: "Expected a true condition or a default flow at 'price'; all 3 conditions were false.",
    messageZh: '“price”的 3 个条件均不成立，且没有默认流向。',
  });
  expect(run.resolve('price', 'retry', { amount: 4 }).completed).toEqual(['price', 'low']);
});

test('a condition that is neither true nor false is an incident, not a no', async () => {
  const run = await start(choice().otherwise().endEvent('low'), {});

  expect(run.incident('price').message).toMatch(/Expected true or false .* gave null/);
});

test('an incident at a gateway that must choose cannot be skipped', async () => {
  const run = await start(choice().when('=amount > 3').endEvent('low'), { amount: 1 });

  const skipped = run.resolve('price', 'skip');

  expect(skipped.state).toBe(run.state);
});

test('each token passes an exclusive join by itself', async () => {
  const run = await start(
    model().startEvent().parallel('fork').exclusive('merge').userTask('report').from('fork').task('other').to('merge'),
  );

  expect(run.open).toEqual(['report', 'report']);
});

const forked = () =>
  model()
    .startEvent()
    .parallel('fork')
    .userTask('a')
    .parallel('join')
    .userTask('after')
    .from('fork')
    .userTask('b')
    .to('join');

test('a parallel join waits for a token from each flow', async () => {
  const run = await start(forked());

  const one = run.complete('a');

  expect(run.open).toEqual(['a', 'b']);
  expect(one.open).toEqual(['b']);
  expect(one.complete('b').open).toEqual(['after']);
});

test('BPMN 2.0.2 §13.4.1: a token in excess at a parallel join waits on its flow', async () => {
  const run = await start(
    model()
      .startEvent()
      .parallel('fork')
      .exclusive('merge')
      .parallel('join')
      .userTask('after')
      .from('fork')
      .task('second')
      .to('merge')
      .from('fork')
      .userTask('b')
      .to('join'),
  );

  const joined = run.complete('b');

  expect(run.open).toEqual(['b']);
  expect(joined.open).toEqual(['after']);
  // The excess token is still there: the process does not end.
  expect(joined.complete('after').status).toBe('active');
});

const some = (count = 3) => {
  const built = model().startEvent().inclusive('fork');
  for (let i = 0; i < count; i++) built.from('fork').when(`=n > ${i}`).userTask(`t${i}`).to('join');
  return built
    .from('fork')
    .otherwise()
    .to('join')
    .other('<inclusiveGateway id="join" />')
    .from('join')
    .userTask('after');
};

test('an inclusive gateway takes all flows whose condition holds, and its join waits for these only', async () => {
  const run = await start(some(), { n: 2 });

  expect(run.open).toEqual(['t0', 't1']);
  expect(run.complete('t1').open).toEqual(['t0']);
  expect(run.complete('t1').complete('t0').open).toEqual(['after']);
});

test('an inclusive gateway without a true condition takes its default flow', async () => {
  expect((await start(some(), { n: 0 })).open).toEqual(['after']);
});

test('BPMN 2.0.2 §13.4.3: an inclusive join does not wait for a token that can come only through the join itself', async () => {
  const run = await start(
    model()
      .startEvent()
      .exclusive('enter')
      .inclusive('join')
      .userTask('work')
      .exclusive('again')
      .when('=more')
      .to('join')
      .from('again')
      .otherwise()
      .endEvent(),
    { more: true },
  );

  expect(run.open).toEqual(['work']);
  expect(run.complete('work').open).toEqual(['work']);
  expect(run.complete('work', { more: false }).status).toBe('completed');
});

test('an inclusive join is evaluated again when a token that could have come goes elsewhere', async () => {
  const run = await start(
    model()
      .startEvent()
      .parallel('fork')
      .userTask('a')
      .inclusive('join')
      .userTask('after')
      .from('fork')
      .userTask('b')
      .exclusive('leave')
      .when('=come')
      .to('join')
      .from('leave')
      .otherwise()
      .endEvent('gone'),
    { come: false },
  ).then((started) => started.complete('a'));

  expect(run.open).toEqual(['b']);
  expect(run.complete('b').open).toEqual(['after']);
  expect(run.complete('b', { come: true }).open).toEqual(['after']);
});

test('an inclusive join waits for tokens inside sub-processes and at boundary events before it', async () => {
  const run = await start(
    model()
      .startEvent()
      .parallel('fork')
      .to('join')
      .from('fork')
      .subProcess('sub', (sub) => sub.startEvent('s').userTask('inside'))
      .boundaryTimer('P1D', 'late')
      .to('join')
      .other('<inclusiveGateway id="join" />')
      .from('join')
      .userTask('after'),
  );

  expect(run.open).toEqual(['sub', 'inside']);
  expect(run.timerFired('late').open).toEqual(['after']);
  expect(run.complete('inside').open).toEqual(['after']);
});

test('an inclusive join is evaluated again when an incident is skipped', async () => {
  const run = await start(
    model()
      .startEvent()
      .parallel('fork')
      .to('join')
      .from('fork')
      .serviceTask('job')
      .exclusive('out')
      .when('=back')
      .to('join')
      .from('out')
      .otherwise()
      .endEvent('gone')
      .other('<inclusiveGateway id="join" />')
      .from('join')
      .userTask('after'),
    { back: false },
  );

  const failed = run.fail('job', 'no answer');

  expect(failed.open).toEqual(['job']);
  expect(failed.resolve('job', 'skip').open).toEqual(['after']);
});

test('the first event after an event-based gateway decides, and the others are canceled', async () => {
  const run = await start(
    model()
      .startEvent()
      .eventBased('wait')
      .catchTimer('duration', 'P1D', 'timer')
      .endEvent('byTimer')
      .from('wait')
      .catchSignal('stop', 'signal')
      .endEvent('bySignal')
      .from('wait')
      .receiveTask('answer', 'k', 'task')
      .endEvent('byTask'),
  );

  const answered = run.message('task', { x: 1 });

  expect(answered.completed).toEqual(['wait', 'task', 'byTask']);
  expect(answered.taken).toEqual(['wait-task', 'task-byTask']);
  expect(answered.of('cancelTimer')).toHaveLength(1);
  expect(answered.of('unsubscribeSignal')).toHaveLength(1);
  expect(answered.result).toEqual({ x: 1 });
});

test('BPMN 2.0.2 §13.2.1: an activity sends tokens along its conditional flows that hold, else the default', async () => {
  const leaving = () =>
    model()
      .startEvent()
      .userTask('decide')
      .when('=restrict')
      .endEvent('restricted')
      .from('decide')
      .when('=list')
      .endEvent('listed')
      .from('decide')
      .otherwise()
      .endEvent('nothing');
  const ends = async (restrict: boolean, list: boolean) =>
    (await start(leaving())).complete('decide', { restrict, list }).completed.slice(1);

  expect(await ends(true, true)).toEqual(['restricted', 'listed']);
  expect(await ends(false, true)).toEqual(['listed']);
  expect(await ends(false, false)).toEqual(['nothing']);
});

test('retrying a choice does not repeat the output mappings before it', async () => {
  const run = await start(
    model()
      .startEvent()
      .serviceTask('job', { outputs: { count: '=count + 1' } })
      .when('=answer')
      .endEvent('yes')
      .from('job')
      .otherwise()
      .endEvent('no'),
    { count: 0 },
  );

  const incident = run.complete('job');

  expect(incident.incident('job').message).toMatch(/Expected true or false/);
  expect(incident.resolve('job', 'retry', { answer: true }).result).toEqual({ count: 1, answer: true });
});
