// Errors, escalations, signals and incidents (engine/behaviors/throwing.ts, incidents.ts).
import { expect, test } from '@jest/globals';
import { model } from './support/model.ts';
import { start, startXml } from './support/run.ts';

test('an error of a job is caught by the boundary event with its code', async () => {
  const run = await start(
    model()
      .startEvent()
      .serviceTask('freeze')
      .boundaryError('refused', 'byCode')
      .endEvent('a')
      .from('freeze')
      .boundaryError(undefined, 'byAny')
      .endEvent('b'),
  );

  const refused = run.fail('freeze', 'no', 'refused', { reason: 'closed' });

  expect(refused.terminated).toEqual(['freeze']);
  expect(refused.completed).toEqual(['byCode', 'a']);
  expect(refused.result).toEqual({ reason: 'closed' });
  expect(run.fail('freeze', 'no', 'else').completed).toEqual(['byAny', 'b']);
});

test('an error goes outward until an event catches it', async () => {
  const run = await start(
    model()
      .startEvent()
      .subProcess('outer', (outer) =>
        outer
          .startEvent('s')
          .subProcess('inner', (inner) => inner.startEvent('t').serviceTask('job').boundaryError('other', 'no')),
      )
      .boundaryError('refused', 'caught')
      .endEvent('handled'),
  );

  const refused = run.fail('job', 'no', 'refused');

  expect(refused.terminated).toEqual(['job', 'inner', 'outer']);
  expect(refused.completed).toEqual(['caught', 'handled']);
});

test('an event sub-process of the scope has precedence over the boundary event around it', async () => {
  const run = await start(
    model()
      .startEvent()
      .subProcess('sub', (sub) =>
        sub
          .startEvent('s')
          .endError('refused', 'thrown')
          .eventSubProcess('handler', (handler) => handler.startError('refused', 'caught').userTask('tidy')),
      )
      .boundaryError('refused', 'outside'),
  );

  expect(run.open).toEqual(['sub', 'handler', 'tidy']);
  expect(run.complete('tidy').status).toBe('completed');
});

test('an error thrown while an event sub-process handles one goes outward', async () => {
  const run = await start(
    model()
      .startEvent()
      .subProcess('sub', (sub) =>
        sub
          .startEvent('s')
          .endError('refused', 'thrown')
          .eventSubProcess('handler', (handler) =>
            handler.startError('refused', 'caught').endError('refused', 'again'),
          ),
      )
      .boundaryError('refused', 'outside')
      .endEvent('handled'),
  );

  expect(run.completed.slice(-2)).toEqual(['outside', 'handled']);
  expect(run.status).toBe('completed');
});

test('an error from a non-interrupting event sub-process is caught by another one of the same scope', async () => {
  const run = await start(
    model()
      .startEvent()
      .userTask('work')
      .eventSubProcess('paying', (paying) =>
        paying
          .startMessage('paid', 'paidStart', 'k', { attributes: 'isInterrupting="false"' })
          .endError('over', 'paidInFull'),
      )
      .eventSubProcess('ending', (ending) => ending.startError('over', 'caught').userTask('close')),
  );

  const paid = run.message('paidStart');

  expect(paid.terminated).toEqual(['work', 'paidInFull', 'paying']);
  expect(paid.open).toEqual(['ending', 'close']);
});

test('an uncaught error is an incident at the element that threw it', async () => {
  const run = await start(model().startEvent().serviceTask('job').endEvent());

  const failed = run.fail('job', 'no', 'refused');

  expect(failed.incident('job')).toMatchObject({
    type: 'error',
    message: "Expected the error 'refused' ('no') to be caught; nothing catches it.",
    messageZh: '错误“refused”未被任何环节捕获（技术信息：no）。',
  });
  expect(failed.resolve('job').only('runJob').key).toBe(run.only('runJob').key);
});

test('an uncaught error fails a called process towards its caller', async () => {
  const run = await start(model().startEvent().endError('refused', 'end'), { x: 1 }, { hasParent: true });

  expect(run.status).toBe('failed');
  expect(run.only('fail')).toMatchObject({ errorCode: 'refused', variables: { x: 1 } });
});

test('a failed called process throws its error at the call activity; without a code it is an incident', async () => {
  const run = await start(
    model().startEvent().callActivity('call', 'p').boundaryError('refused', 'caught').endEvent('handled'),
  );

  expect(run.fail('call', 'no', 'refused').completed).toEqual(['caught', 'handled']);
  const failed = run.fail('call', 'terminated');
  expect(failed.incident('call')).toMatchObject({ type: 'call', message: 'terminated' });
  expect(failed.resolve('call').of('callProcess')).toHaveLength(1);
});

test('a job or called process that failed is over, so it is not canceled', async () => {
  const run = await start(
    model()
      .startEvent()
      .parallel('fork')
      .serviceTask('job')
      .boundaryError('refused', 'noJob')
      .from('fork')
      .callActivity('call', 'p')
      .boundaryError('refused', 'noCall'),
  );

  expect(run.fail('job', 'no', 'refused').of('cancelJob')).toEqual([]);
  expect(run.fail('call', 'no', 'refused').of('cancelCall')).toEqual([]);
});

test('a retried call starts another instance than the failed one, and a later cancellation cancels that other instance', async () => {
  const run = await start(model().startEvent().callActivity('call', 'p').boundaryTimer('P1D', 'late').endEvent('e'));
  const [first] = run.of('callProcess');

  const again = run.fail('call', 'no', 'refused').resolve('call');
  const [second] = again.of('callProcess');

  expect(second!.key).toBe(first!.key);
  expect(first!.callId).toBe(`call-${first!.key}`);
  expect(second!.callId).not.toBe(first!.callId);
  expect(again.description.open).toMatchObject([{ elementId: 'call', callId: second!.callId }]);
  expect(again.timerFired('late').only('cancelCall').callId).toBe(second!.callId);
});

test('an interrupting boundary event cancels the jobs and called processes of its activity', async () => {
  const run = await start(
    model()
      .startEvent()
      .subProcess('sub', (sub) =>
        sub.startEvent('s').parallel('f').serviceTask('job').from('f').callActivity('call', 'p'),
      )
      .boundaryTimer('P1D', 'late'),
  );

  const late = run.timerFired('late');

  expect(late.of('cancelJob').map(({ elementId }) => elementId)).toEqual(['job']);
  expect(late.of('cancelCall').map(({ elementId }) => elementId)).toEqual(['call']);
});

const escalating = (interrupting: boolean) =>
  model()
    .startEvent()
    .subProcess('sub', (sub) =>
      sub
        .startEvent('s')
        .throwEscalation('late', 'raise', { inputs: { level: '=1' } })
        .userTask('work'),
    )
    .boundaryEscalation('late', 'caught', { interrupting })
    .userTask('look');

test('an escalation is caught outside, and the catcher decides whether the thrower goes on', async () => {
  const goesOn = await start(escalating(false));
  const ends = await start(escalating(true));

  expect(goesOn.open.toSorted()).toEqual(['look', 'sub', 'work']);
  expect(ends.open).toEqual(['look']);
  expect(ends.variables).toEqual({ level: 1 });
});

test('an uncaught escalation has no effect; a called process reports it to its caller', async () => {
  const escalation = () => model().startEvent().endEscalation('late', 'raise');

  const alone = await start(escalation());
  const called = await start(escalation(), {}, { hasParent: true });

  expect(alone.status).toBe('completed');
  expect(called.only('escalate')).toMatchObject({ escalationCode: 'late' });
  expect(called.happens({ type: 'escalationAnswered', ...called.only('escalate').thrower! }).status).toBe('completed');
});

test('an escalation of a called process is thrown at the call activity, which may go on', async () => {
  const run = await start(
    model()
      .startEvent()
      .callActivity('call', 'p')
      .boundaryEscalation(undefined, 'caught', { interrupting: false })
      .userTask('look'),
  );
  const { key } = run.only('callProcess');

  const escalated = run.happens({ type: 'childEscalated', key, escalationCode: 'late', variables: { x: 1 } });

  expect(escalated.open).toEqual(['call', 'look']);
});

test('a non-interrupting event sub-process does not catch the escalation it throws itself', async () => {
  const run = await start(
    model()
      .startEvent()
      .throwEscalation('late', 'raise')
      .userTask('work')
      .eventSubProcess('handler', (handler) =>
        handler
          .startEscalation('late', 'caught', { attributes: 'isInterrupting="false"' })
          .endEscalation('late', 'again'),
      ),
  );

  expect(run.open).toEqual(['work']);
});

test('a failed job without a code is an incident; a person retries it, or skips it with results', async () => {
  const run = await start(
    model()
      .startEvent()
      .serviceTask('job', { outputs: { a: '=x' } })
      .endEvent(),
  );

  const failed = run.fail('job', 'connection refused');

  expect(failed.only('raiseIncident')).toMatchObject({
    incidentType: 'job',
    message: 'connection refused',
    messageZh: '系统任务失败（技术信息：connection refused）。',
  });
  expect(failed.resolve('job').only('runJob').key).toBe(run.only('runJob').key);
  const skipped = failed.resolve('job', 'skip', { a: 7 });
  expect(skipped.result).toEqual({ a: 7 });
  expect(skipped.of('resolveIncident')).toHaveLength(1);
  expect(skipped.records[0]).toMatchObject({
    intent: 'incidentResolved',
    data: { action: 'skip', variables: { a: 7 } },
  });
});

test('a boundary event ends an element that has an incident, and the incident with it', async () => {
  const run = await start(model().startEvent().serviceTask('job').boundaryTimer('P1D', 'late').endEvent('tooLate'));

  const late = run.fail('job', 'no').timerFired('late');

  expect(late.of('resolveIncident')).toHaveLength(1);
  expect(late.of('cancelJob')).toHaveLength(0);
  expect(late.status).toBe('completed');
});

test('a subscription that cannot be opened is an incident, and a retry opens each once', async () => {
  const run = await start(
    model()
      .startEvent()
      .userTask('work')
      .boundaryTimer('P1D', 'late')
      .from('work')
      .boundaryMessage('stop', '=number', 'stopped'),
  );

  expect(run.incident('work').message).toMatch(/Expected a text for the correlation key of 'stopped'/);
  const resolved = run.resolve('work', 'retry', { number: 'n1' });
  expect(resolved.description.timers).toHaveLength(1);
  expect(resolved.description.messages).toMatchObject([{ correlationKey: 'n1' }]);
  expect(resolved.of('openTask')).toHaveLength(1);
});

test('an event sub-process whose subscription cannot be opened keeps the process from starting until it can', async () => {
  const run = await start(
    model()
      .startEvent()
      .userTask('work')
      .eventSubProcess('handler', (handler) => handler.startMessage('paid', 'paidStart', '=number').endEvent('e')),
  );

  expect(run.open).toEqual([]);
  expect(run.resolve('process', 'skip').state).toBe(run.state);
  expect(run.resolve('process', 'retry', { number: 'n' }).open).toEqual(['work']);
});

test('a signal reaches every element that waits for its name, with its variables', async () => {
  const run = await start(
    model()
      .startEvent()
      .parallel('fork')
      .catchSignal('ruling', 'a')
      .endEvent('ea')
      .from('fork')
      .userTask('work')
      .boundarySignal('ruling', 'b', { interrupting: false })
      .endEvent('eb')
      .from('fork')
      .catchSignal('other', 'c'),
  );

  const ruled = run.signal('ruling', { ruling: 1 });

  expect(ruled.completed).toEqual(['a', 'b', 'ea', 'eb']);
  expect(ruled.open).toEqual(['work', 'c']);
  expect(ruled.variables).toEqual({ ruling: 1 });
  expect(ruled.signal('ruling').completed).toEqual(['b', 'eb']);
  expect(run.signal('unknown').commands).toEqual([]);
});

test('a signal is broadcast with the variables that its input mappings choose', async () => {
  const run = await start(
    model()
      .startEvent()
      .throwSignal('ruling', 'tell', { inputs: { r: '=1' } })
      .endEvent(),
  );

  expect(run.only('broadcast')).toMatchObject({ signalName: 'ruling', variables: { r: 1 } });
});

test('a message boundary that does not interrupt waits again under the same key', async () => {
  const run = await start(
    model()
      .startEvent()
      .userTask('work')
      .boundaryMessage('note', '=number', 'noted', { interrupting: false })
      .endEvent('n'),
    { number: 'n1' },
  );

  const noted = run.happens({ type: 'variablesSet', variables: { number: null } }).message('noted');

  expect(noted.only('unsubscribe').reason).toBe('correlated');
  expect(noted.only('subscribe')).toMatchObject({ messageName: 'note', correlationKey: 'n1' });
  expect(noted.only('subscribe').key).not.toBe(run.only('subscribe').key);
});

test('an error or escalation carries the variables that its input mappings choose, not the local ones of its scope', async () => {
  const thrown = (inputs: { [target: string]: string }) =>
    start(
      model()
        .startEvent()
        .subProcess('sub', (sub) => sub.startEvent('s').endError('refused', 'thrown', { inputs }), {
          inputs: { asset: '="flat"' },
        })
        .boundaryError('refused', 'caught')
        .userTask('look'),
      { asset: 'car' },
    );

  expect((await thrown({})).variables).toEqual({ asset: 'car' });
  expect((await thrown({ failed: '=asset' })).variables).toEqual({ asset: 'car', failed: 'flat' });
});

test('a call activity that propagates no variables of its process propagates none of its errors’ variables', async () => {
  const closed = await start(
    model()
      .startEvent()
      .callActivity('call', 'p', { attributes: 'propagateAllChildVariables="false"' })
      .boundaryError('refused', 'caught')
      .userTask('look'),
  );

  expect(closed.fail('call', 'no', 'refused', { inner: 1 }).variables).toEqual({});
});

test('an escalation or error end event carries the variables that its input mappings choose, and hides no variable of the process', async () => {
  const run = await start(
    model()
      .startEvent()
      .throwEscalation('late', 'tell', { inputs: { days: '=3' } })
      .endEvent()
      .eventSubProcess('heard', (heard) => heard.startEscalation('late', 'on').userTask('note').endEvent('e')),
    { state: 'open' },
  );

  const noted = run.complete('note', { state: 'noted' });

  expect(run.description.open[0]).toMatchObject({ elementId: 'heard' });
  expect(noted.result).toEqual({ state: 'noted' });
});

test('the variables of a sub-process do not leave it by an error', async () => {
  const run = await start(
    model()
      .startEvent()
      .subProcess('each', (inside) => inside.startEvent('s').userTask('try').endError('no', 'failed'), {
        loop: { over: '=["a"]', as: 'item' },
      })
      .boundaryError('no', 'caught')
      .userTask('after'),
    { open: true },
  );

  expect(run.complete('try').variables).toEqual({ open: true });
});

test('a catcher with an empty code catches every error', async () => {
  const inner = '<errorEventDefinition errorRef="any" />';
  const run = await startXml(
    `<startEvent id="s" /><serviceTask id="pay" /><boundaryEvent id="failed" attachedToRef="pay">${inner}</boundaryEvent>
     <sequenceFlow id="f" sourceRef="s" targetRef="pay" />`,
    {},
    '<error id="any" errorCode="" />',
  );

  expect(run.fail('pay', 'no money', 'NO_MONEY').completed).toEqual(['failed']);
});

test('the key of a boundary message is read around its activity, not in it', async () => {
  const run = await start(
    model()
      .startEvent()
      .userTask('wait', { inputs: { caseNumber: '="of the task"' } })
      .boundaryMessage('paid', '=caseNumber', 'paid')
      .endEvent(),
    { caseNumber: 'of the case' },
  );

  expect(run.only('subscribe').correlationKey).toBe('of the case');
});

test('a retry does not extend the time: the timer of a boundary event goes on', async () => {
  const run = await start(
    model().startEvent().callActivity('order', 'other').boundaryTimer('P15D', 'late').endEvent('e'),
  );

  const retried = run.later('2026-03-12T01:00:00.000Z').fail('order', 'not reached').resolve('order');

  expect(run.only('startTimer').due).toBe('2026-03-17T01:00:00.000Z');
  expect(retried.of('callProcess')).toHaveLength(1);
  expect(retried.description.timers).toMatchObject([{ elementId: 'late', due: '2026-03-17T01:00:00.000Z' }]);
});
