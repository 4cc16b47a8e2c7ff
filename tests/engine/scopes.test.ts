// Sub-processes, event sub-processes, terminate, links (engine/elements/scopes.ts, engine/behaviors/triggering.ts).
import { expect, test } from '@jest/globals';
import { model } from './support/model.ts';
import { start, startXml } from './support/run.ts';

test('a sub-process completes when its last token is gone', async () => {
  const run = await start(
    model()
      .startEvent()
      .subProcess('sub', (sub) => sub.startEvent('s').parallel('f').userTask('a').from('f').userTask('b'))
      .userTask('after'),
  );

  expect(run.complete('a').open).toEqual(['sub', 'b']);
  expect(run.complete('a').complete('b').open).toEqual(['after']);
});

test('an empty sub-process completes at once', async () => {
  const run = await start(
    model()
      .startEvent()
      .subProcess('sub', () => {})
      .endEvent(),
  );

  expect(run.status).toBe('completed');
});

test('an interrupting boundary event on a sub-process terminates everything within it', async () => {
  const run = await start(
    model()
      .startEvent()
      .subProcess('sub', (sub) =>
        sub
          .startEvent('s')
          .parallel('f')
          .userTask('a')
          .from('f')
          .subProcess('deep', (deep) => deep.startEvent('d').serviceTask('job')),
      )
      .boundaryMessage('stop', 'k', 'stopped')
      .endEvent('halted'),
  );

  const stopped = run.message('stopped');

  expect(stopped.terminated).toEqual(['a', 'job', 'deep', 'sub']);
  expect(stopped.of('cancelJob')).toHaveLength(1);
  expect(stopped.completed).toEqual(['stopped', 'halted']);
  expect(stopped.status).toBe('completed');
});

test('BPMN 2.0.2 §13.5.6: a terminate end event ends everything in its scope, and only there', async () => {
  const run = await start(
    model()
      .startEvent()
      .parallel('fork')
      .userTask('outside')
      .from('fork')
      .subProcess('sub', (sub) =>
        sub.startEvent('s').parallel('f').userTask('a').from('f').userTask('b').endTerminate('stop'),
      )
      .userTask('after'),
  );

  const stopped = run.complete('b');

  expect(stopped.terminated).toEqual(['a']);
  expect(stopped.open).toEqual(['outside', 'after']);
});

test('a terminate end event removes tokens that are on their way or wait at a join', async () => {
  const run = await start(
    model()
      .startEvent()
      .parallel('fork')
      .parallel('join')
      .endEvent('never')
      .from('fork')
      .task('t')
      .endTerminate('stop')
      .from('fork')
      .task('x')
      .task('y')
      .task('z')
      .userTask('w'),
  );

  expect(run.status).toBe('completed');
  expect(run.activated).not.toContain('w');
});

const withHandler = (interrupting: boolean) =>
  model()
    .startEvent()
    .userTask('work')
    .endEvent()
    .eventSubProcess('handler', (handler) =>
      handler
        .startMessage('paid', 'paidStart', '=number', { attributes: `isInterrupting="${interrupting}"` })
        .userTask('book'),
    );

test('an interrupting event sub-process ends everything else in its scope', async () => {
  const run = await start(withHandler(true), { number: 'n1' });

  const paid = run.message('paidStart', { payment: 5 });

  expect(run.only('subscribe')).toMatchObject({ messageName: 'paid', correlationKey: 'n1' });
  expect(paid.terminated).toEqual(['work']);
  expect(paid.open).toEqual(['handler', 'book']);
  expect(paid.only('openTask').variables).toEqual({ number: 'n1', payment: 5 });
  expect(paid.complete('book').status).toBe('completed');
});

test('a non-interrupting event sub-process starts again for each event, each with its own variables', async () => {
  const run = await start(withHandler(false), { number: 'n1' });

  const twice = run.message('paidStart', { payment: 1 }).message('paidStart', { payment: 2 });

  expect(twice.open).toEqual(['work', 'handler', 'book', 'handler', 'book']);
  expect(twice.only('openTask').variables).toMatchObject({ payment: 2 });
  expect(twice.variables).toEqual({ number: 'n1' });
  expect(twice.complete('work').complete('book').status).toBe('active');
  expect(twice.complete('work').complete('book').complete('book').status).toBe('completed');
});

test('an interrupting event sub-process leaves the boundary events of its sub-process alone', async () => {
  const run = await start(
    model()
      .startEvent()
      .subProcess('sub', (sub) =>
        sub
          .startEvent('s')
          .userTask('work')
          .eventSubProcess('handler', (handler) => handler.startSignal('stop', 'stopped').userTask('tidy')),
      )
      .boundaryTimer('P1D', 'late')
      .endEvent('tooLate'),
  );

  const stopped = run.signal('stop');

  expect(stopped.open).toEqual(['sub', 'handler', 'tidy']);
  expect(stopped.timerFired('late').completed).toEqual(['late', 'tooLate']);
});

test('an event sub-process of a process ends with the process', async () => {
  const done = (await start(withHandler(true), { number: 'n1' })).complete('work');

  expect(done.only('unsubscribe')).toMatchObject({ elementId: 'paidStart', reason: 'terminated' });
  expect(done.status).toBe('completed');
});

test('a timer starts an event sub-process as often as its cycle says', async () => {
  const run = await start(
    model()
      .startEvent()
      .userTask('watch')
      .eventSubProcess('requery', (inside) =>
        inside.startTimer('cycle', 'R2/P6M', 'due', { attributes: 'isInterrupting="false"' }).userTask('query'),
      ),
  );

  const twice = run.timerFired('due').timerFired('due');

  expect(twice.open.filter((id) => id === 'query')).toHaveLength(2);
  expect(twice.description.timers).toEqual([]);
});

test('an output mapping of the start event adds to the variables of the event', async () => {
  const run = await start(
    model()
      .startEvent()
      .userTask('work')
      .eventSubProcess('handler', (handler) =>
        handler.startMessage('paid', 'paidStart', 'k', { outputs: { sum: '=payment.sum' } }).userTask('book'),
      ),
  );

  expect(run.message('paidStart', { payment: { sum: 5 } }).variables).toEqual({ sum: 5 });
});

test('an incident inside an event sub-process is resolved there', async () => {
  const run = await start(
    model()
      .startEvent()
      .userTask('work')
      .eventSubProcess('handler', (handler) =>
        handler.startMessage('paid', 'paidStart', 'k').catchTimer('date', '=payment.due', 't'),
      ),
  );

  const failed = run.message('paidStart', { payment: {} });

  expect(failed.incident('t').message).toMatch(/timer date/);
  expect(failed.resolve('t', 'retry', { payment: { due: '2026-05-01' } }).of('startTimer')).toHaveLength(1);
});

test('a link event pair acts like a sequence flow', async () => {
  const run = await start(
    model().startEvent().task('a').throwLink('next page', 'out').catchLink('next page', 'in').task('b').endEvent(),
  );

  expect(run.completed).toEqual(['start', 'a', 'out', 'in', 'b', 'end']);
});

const ringing = (id: string, definition: string) =>
  `<subProcess id="${id}" triggeredByEvent="true"><startEvent id="${id}-start" isInterrupting="false">${definition}</startEvent><userTask id="${id}-answer" /><sequenceFlow id="${id}-flow" sourceRef="${id}-start" targetRef="${id}-answer" /></subProcess>`;
const bell = ringing('ring', '<signalEventDefinition signalRef="bell-signal" />');
const bellSignal = '<signal id="bell-signal" name="bell" />';

test('an event sub-process in a scope with an incident goes on beside the elements that the retry starts', async () => {
  const run = await startXml(
    `<startEvent id="s" /><userTask id="work" /><sequenceFlow id="a" sourceRef="s" targetRef="work" />${bell}
    ${ringing('due', '<timerEventDefinition><timeDuration>=period</timeDuration></timerEventDefinition>')}`,
    {},
    bellSignal,
  );

  const retried = run.signal('bell').resolve('process', 'retry', { period: 'P1D' });

  expect(retried.open).toEqual(['ring', 'ring-answer', 'work']);
  const answered = retried.complete('ring-answer');
  expect(answered.open).toEqual(['work']);
  expect(answered.complete('work').status).toBe('completed');
});

test('a scope that could not be left is left when an event sub-process that has started since has ended', async () => {
  const run = await startXml(
    `<startEvent id="s" /><subProcess id="sale"><startEvent id="t" /><userTask id="work" /><sequenceFlow id="a" sourceRef="t" targetRef="work" />${bell}</subProcess>
    <endEvent id="e" /><sequenceFlow id="b" sourceRef="s" targetRef="sale" /><sequenceFlow id="c" sourceRef="sale" targetRef="e"><conditionExpression>=paid</conditionExpression></sequenceFlow>`,
    {},
    bellSignal,
  );

  const retried = run.complete('work').signal('bell').resolve('sale', 'retry', { paid: true });

  expect(retried.open).toEqual(['sale', 'ring', 'ring-answer']);
  expect(retried.complete('ring-answer').completed).toEqual(['ring-answer', 'ring', 'sale', 'e']);
});
