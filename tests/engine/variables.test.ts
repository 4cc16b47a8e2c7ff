// Scopes and mappings (engine/behaviors/variables.ts).
import { expect, test } from '@jest/globals';
import { type EngineEvent, refusal } from '../../engine/index.ts';
import { model } from './support/model.ts';
import { start } from './support/run.ts';

test('an input mapping makes a local variable that the process does not see', async () => {
  const run = await start(
    model()
      .startEvent()
      .serviceTask('job', { inputs: { doubled: '=amount * 2', 'order.kind': 'freeze', 'order.sum': '=doubled + 1' } })
      .endEvent(),
    { amount: 5 },
  );

  expect(run.only('runJob').variables).toEqual({ doubled: 10, order: { kind: 'freeze', sum: 11 } });
  expect(run.variables).toEqual({ amount: 5 });
});

test('a job without input mappings sees everything visible', async () => {
  const run = await start(model().startEvent().serviceTask('job').endEvent(), { amount: 5 });

  expect(run.only('runJob').variables).toEqual({ amount: 5 });
});

test('a result without output mappings is set where the variable lives, else in the process', async () => {
  const inner = model()
    .startEvent()
    .subProcess('sub', (sub) => sub.startEvent('s').serviceTask('job').userTask('wait'), { inputs: { inSub: '=1' } })
    .endEvent();

  const run = (await start(inner, { outside: 1 })).complete('job', { inSub: 2, outside: 2, fresh: 2 });

  expect(run.variables).toEqual({ outside: 2, fresh: 2 });
  expect(run.complete('wait').variables).toEqual({});
  expect(run.complete('wait').result).toEqual({ outside: 2, fresh: 2 });
});

test('a result with the name of an input variable stays local', async () => {
  const run = await start(
    model()
      .startEvent()
      .serviceTask('job', { inputs: { order: '=1' } })
      .endEvent(),
  );

  expect(run.complete('job', { order: 2, answer: 3 }).result).toEqual({ answer: 3 });
});

test('output mappings alone decide what leaves the element', async () => {
  const run = await start(
    model()
      .startEvent()
      .serviceTask('job', { outputs: { 'caseFile.state': '=answer.state', total: '=answer.sum + amount' } })
      .endEvent(),
    { amount: 1, caseFile: { id: 'x' } },
  );

  const done = run.complete('job', { answer: { state: 'paid', sum: 4 }, other: true });

  expect(done.result).toEqual({ amount: 1, caseFile: { id: 'x', state: 'paid' }, total: 5 });
});

test('a script sets its result variable', async () => {
  const run = await start(model().startEvent().scriptTask('sum', '=a + b', 'c').endEvent(), { a: 1, b: 2 });

  expect(run.result).toEqual({ a: 1, b: 2, c: 3 });
});

test('now() and today() are the instant of the event, in Asia/Shanghai', async () => {
  const run = await start(
    model().startEvent().scriptTask('clock', '={day: today(), now: now()}', 'clock').endEvent(),
    {},
    { at: '2026-03-02T17:30:00.000Z' },
  );

  expect(run.result).toEqual({ clock: { day: '2026-03-03', now: '2026-03-03T01:30:00+08:00' } });
});

test('variables are set in a chosen scope, or in the process, with the reason on record', async () => {
  const run = await start(model().startEvent().userTask('wait').endEvent(), { amount: 1 });
  const { key } = run.only('openTask');

  const set = run
    .happens({ type: 'variablesSet', variables: { amount: 2 }, reason: 'typing error' })
    .happens({ type: 'variablesSet', scopeKey: key, variables: { amount: 3 } });

  expect(set.variables).toEqual({ amount: 2 });
  expect(set.complete('wait').result).toEqual({ amount: 2 });
});

test('names that JavaScript knows are ordinary variables', async () => {
  const run = await start(
    model().startEvent().userTask('wait').endEvent(),
    JSON.parse('{"constructor": 1, "toString": 2}'),
  );

  expect(run.complete('wait', { constructor: 5 }).result).toEqual({ constructor: 5, toString: 2 });
});

test('results that are too large are an incident, or are refused; no later step fails', async () => {
  const large = { text: 'x'.repeat(300_000) };
  const job = (await start(model().startEvent().serviceTask('query').endEvent())).complete('query', large);
  const task = await start(model().startEvent().userTask('plan').endEvent());

  expect(job.incident('query').message).toContain('at most 262144 characters');
  expect(job.resolve('query').complete('query', { text: 'short' }).status).toBe('completed');
  expect(task.complete('plan', large).state).toBe(task.state);
});

const large = { text: 'x'.repeat(300_000) };
const tooMany = /Expected variables of at most 262144 characters; found 300011/;

test('variables that are too large are refused where the sender gets an answer', async () => {
  const run = await start(
    model()
      .startEvent()
      .userTask('report')
      .boundaryMessage('clue', '=1', 'told', { interrupting: false })
      .endEvent('noted')
      .from('report')
      .boundarySignal('alarm', 'alarmed', { interrupting: false })
      .endEvent('heard'),
  );
  const { key } = run.only('openTask');
  const at = run.at;

  const events: EngineEvent[] = [
    { type: 'taskCompleted', at, key, variables: large },
    { type: 'message', at, key: run.description.messages[0]!.key, messageId: 'm', variables: large },
    { type: 'signal', at, name: 'alarm', variables: large },
    { type: 'variablesSet', at, variables: large },
    { type: 'modified', at, activate: [{ elementId: 'report', variables: large }], terminate: [], reason: 'r' },
  ];
  for (const event of events) {
    expect(refusal(run.model, run.state, event)?.en).toMatch(tooMany);
    expect(run.happens(event).state).toBe(run.state);
  }
  expect(refusal(run.model, null, { type: 'started', at, variables: large })?.en).toMatch(tooMany);
});

test('results of a job that are too large are an incident; a retry with smaller ones goes on', async () => {
  const run = await start(model().startEvent().serviceTask('query').callActivity('control', 'other').endEvent());

  for (const failed of [run.complete('query', large), run.fail('query', 'no', 'refused', large)])
    expect(failed.incident('query')).toMatchObject({ type: 'size', message: expect.stringMatching(tooMany) });
  const called = run.complete('query', large).resolve('query').complete('query', { found: 1 });
  expect(called.complete('control', large).incident('control').type).toBe('size');
});

test('variables passed to another instance have the same limit; input mappings choose fewer of them', async () => {
  const make = 'for i in 1..60000 return i * 10000';
  const run = await start(
    model()
      .startEvent()
      .scriptTask('count', `=${make}`, 'numbers')
      .serviceTask('chosen', { inputs: { first: '=numbers[1]' } })
      .serviceTask('all'),
  );

  expect(run.only('runJob').variables).toEqual({ first: 10000 });
  const stuck = run.complete('chosen');
  expect(stuck.incident('all').message).toMatch(/'all': Expected variables .* Its input mappings choose/);
  expect(stuck.resolve('all', 'retry', { numbers: [] }).of('runJob')).toHaveLength(1);
});

test('a mapping with a failed assertion is an incident, and a retry repeats it', async () => {
  const run = await start(
    model()
      .startEvent()
      .userTask('pay', { inputs: { amount: '=assert(due, due != null, "nothing is due")' } })
      .endEvent(),
  );

  expect(run.incident('pay').message).toContain('assert: nothing is due');
  expect(run.resolve('pay', 'retry', { due: 5 }).only('openTask').variables).toEqual({ amount: 5 });
});
