// Scenarios played in memory (tools/bpmn/scenario.ts): each kind of step, and the rules of docs/using/messages.md for
// processes that are started by a message.
import { expect, test } from '@jest/globals';
import { play, readScenario, type ScenarioStep } from '../../../tools/bpmn/scenario.ts';
import { model } from '../../engine/support/model.ts';
import { xmlModel } from '../../engine/support/run.ts';

const objection: ScenarioStep = { message: { name: 'objection', correlationKey: 'k', timeToLive: 'P1D' } };
const hear: ScenarioStep = { complete: { element: 'hear' } };

/** The instances that the message starts. */
async function startedInstances(steps: readonly ScenarioStep[]): Promise<string[]> {
  const models = new Map([
    ['case', await model('case').startEvent().userTask('open').build()],
    ['hearing', await model('hearing').startMessage('objection', 'begun').userTask('hear').build()],
  ]);
  const { trace } = play(models, { process: 'case', strict: true, steps });
  return trace.flatMap(({ element, event, instance }) =>
    element === 'begun' && event === 'completed' ? [instance] : [],
  );
}

test('a key starts one instance at a time; a message that arrived meanwhile starts the next one, within its time to live', async () => {
  expect(await startedInstances([objection, objection])).toEqual(['hearing']);
  expect(await startedInstances([objection, objection, hear])).toEqual(['hearing', 'hearing-2']);
  expect(await startedInstances([objection, objection, { advance: 'P2D' }, hear])).toEqual(['hearing']);
});

test('each message without a key starts another instance', async () => {
  const unkeyed: ScenarioStep = { message: { name: 'objection' } };

  expect(await startedInstances([unkeyed, unkeyed])).toEqual(['hearing', 'hearing-2']);
});

test('the name of the message or signal that starts a process may be computed', async () => {
  const models = new Map([
    ['case', await model('case').startEvent().userTask('open').build()],
    ['hearing', await model('hearing').startMessage('="objec" + "tion"', 'begun').build()],
    ['stay', await model('stay').startSignal('=upper case("stayed")', 'stayed').build()],
  ]);
  const steps = [objection, { signal: { name: 'STAYED' } }, { message: { name: '="objec" + "tion"' } }];

  const { trace } = play(models, { process: 'case', strict: true, steps });

  const started = trace.filter(({ event, type }) => event === 'completed' && type === 'startEvent');
  expect(started.map(({ element }) => element)).toEqual(['start', 'begun', 'stayed']);
});

const review = () =>
  model('case')
    .startEvent()
    .userTask('review')
    .boundaryTimer('P30D', 'overdue')
    .endEvent('late')
    .from('review')
    .subProcess('sale', (inside) => inside.startEvent('begin').serviceTask('price').userTask('auction'))
    .endEvent();

async function played(steps: readonly ScenarioStep[], newer?: Parameters<typeof play>[2]) {
  const scenario = readScenario({ strict: true, time: 'stands', steps });
  const { trace, ...rest } = play(new Map([['case', await review().build()]]), scenario, newer);
  const events = trace.map(({ element, event, data }) => ({ element, event, data }));
  return { ...rest, events };
}

test('a user task is assigned and changed while it is open', async () => {
  const { events, open } = await played([
    { assign: { element: 'review', assignee: 'judge' } },
    { update: { element: 'review', changes: { priority: 90, dueDate: '2026-03-09' }, reason: 'urgent' } },
  ]);

  expect(events.filter(({ event }) => event === 'assigned' || event === 'updated')).toEqual([
    { element: 'review', event: 'assigned', data: { assignee: 'judge' } },
    {
      element: 'review',
      event: 'updated',
      data: { priority: 90, dueDate: '2026-03-09T16:00:00.000Z', reason: 'urgent' },
    },
  ]);
  expect(open).toEqual(['review']);
});

test('steps activate and terminate elements, and set variables in the scope of an element', async () => {
  const modified = await played([
    {
      modify: {
        activate: [{ element: 'auction', variables: { round: 2 } }],
        terminate: ['review'],
        reason: 'priced elsewhere',
      },
    },
    { set: { element: 'sale', variables: { lot: 'a' } } },
  ]);

  expect(modified.open).toEqual(['sale', 'auction']);
  expect(modified.variables).toEqual({});
  expect(modified.events.find(({ event }) => event === 'variablesSet')).toMatchObject({ element: 'sale' });
});

test('a timer that falls due while the instance is suspended fires when it goes on', async () => {
  const steps: ScenarioStep[] = [{ suspend: 'objection' }, { advance: 'P31D' }];

  expect((await played(steps)).open).toEqual(['review']);
  expect((await played([...steps, { resume: 'rejected' }])).status).toBe('completed');
});

test('an instance goes on by another model of its process', async () => {
  const newer = await model('case').startEvent().userTask('examine').userTask('decide').build();
  const step: ScenarioStep = {
    migrate: { model: 'case-2.bpmn', mapping: { review: 'examine', 'start-review': 'start-examine' } },
  };

  const migrated = await played([step, { complete: { element: 'examine' } }], new Map([['case-2.bpmn', [newer]]]));
  expect(migrated.open).toEqual(['decide']);
  await expect(played([{ migrate: { model: 'case-2.bpmn' } }], new Map([['case-2.bpmn', [newer]]]))).rejects.toThrow(
    "'review' is active and the new model has no 'review'",
  );
  await expect(played([{ migrate: { model: 'other.bpmn' } }])).rejects.toThrow(
    "Expected a running instance of a process in 'other.bpmn'",
  );
});

test('a step that names a missing element is refused with the reason', async () => {
  await expect(played([{ assign: { element: 'nobody', assignee: null } }])).rejects.toThrow("at 'nobody'");
  await expect(played([{ modify: { terminate: ['sale'] } }])).rejects.toThrow("Expected 'sale' to be active");
  await expect(
    played([{ complete: { element: 'review' } }, { assign: { element: 'price', assignee: 'x' } }]),
  ).rejects.toThrow("Expected a user task at 'price'");
});

const completedAfter = async (elements: string, steps: readonly ScenarioStep[]) => {
  const shared = '<message id="m" name="paid" /><message id="n" name="withdrawn" /><signal id="g" name="stop" />';
  const models = new Map([
    ['case', await model('case').startEvent().userTask('open').build()],
    ['process', await xmlModel(elements, shared)],
  ]);
  const { trace } = play(models, { process: 'case', strict: true, steps });
  return trace
    .filter(({ instance, event }) => instance !== 'case' && event === 'completed')
    .map(({ element }) => element);
};
const flow = (from: string, to: string) => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}" />`;

test('an instantiating receive task starts the process by its message', async () => {
  const elements = `<receiveTask id="payment" messageRef="m" instantiate="true" /><task id="book" />${flow('payment', 'book')}`;

  expect(await completedAfter(elements, [{ message: { name: 'paid' } }])).toEqual(['payment', 'book', 'process']);
  expect(await completedAfter(elements, [{ message: { name: 'other' } }])).toEqual([]);
});

test('each event after an instantiating event-based gateway starts the process, and only its own path is taken', async () => {
  const elements = `<eventBasedGateway id="first" instantiate="true" /><receiveTask id="payment" messageRef="m" />
    <intermediateCatchEvent id="withdrawal"><messageEventDefinition messageRef="n" /></intermediateCatchEvent>
    <intermediateCatchEvent id="stop"><signalEventDefinition signalRef="g" /></intermediateCatchEvent><task id="book" /><task id="close" />
    ${flow('first', 'payment')}${flow('first', 'withdrawal')}${flow('first', 'stop')}${flow('payment', 'book')}${flow('withdrawal', 'close')}${flow('stop', 'close')}`;

  expect(await completedAfter(elements, [{ message: { name: 'withdrawn' } }])).toEqual([
    'withdrawal',
    'close',
    'process',
  ]);
  expect(await completedAfter(elements, [{ signal: { name: 'stop' } }])).toEqual(['stop', 'close', 'process']);
  expect(await completedAfter(elements, [{ message: { name: 'paid' } }, { message: { name: 'paid' } }])).toEqual([
    ...['payment', 'book', 'process'],
    ...['payment', 'book', 'process'],
  ]);
});

test('starting a process by hand takes the place of its start condition', async () => {
  const conditional = await xmlModel(
    `<startEvent id="s"><conditionalEventDefinition><condition xsi:type="tFormalExpression">=owed = 0</condition></conditionalEventDefinition></startEvent><task id="close" />${flow('s', 'close')}`,
  );

  expect(play(new Map([['process', conditional]]), {})).toMatchObject({ status: 'completed' });
});

test('a step may name one of the definitions of a multiple event', async () => {
  const both = '<messageEventDefinition messageRef="m" /><signalEventDefinition signalRef="g" />';
  const waiting = await xmlModel(
    `<startEvent id="s">${both}</startEvent><intermediateCatchEvent id="wait">${both}</intermediateCatchEvent><task id="next" />${flow('s', 'wait')}${flow('wait', 'next')}`,
    '<message id="m" name="paid" /><signal id="g" name="stop" />',
  );
  const happened = (startElement: string, trigger: string) =>
    play(new Map([['process', waiting]]), readScenario({ startElement, steps: [{ trigger }] })).trace.flatMap(
      ({ event, element, data }) => (event === 'triggered' ? [{ element, data }] : []),
    );

  expect(happened('s', 'wait')).toMatchObject([{ element: 'wait', data: { message: 'paid' } }]);
  expect(happened('s#2', 'wait#2')).toEqual([{ element: 'wait', data: { signal: 'stop' } }]);
});

/** Models by their process ids. */
const together = async (...builders: readonly ReturnType<typeof model>[]) =>
  new Map((await Promise.all(builders.map((one) => one.build()))).map((one) => [one.graph.processId, one]));

test.each([
  ['that starts by its own message', [model('p').startMessage('M', 's').throwMessage('M', '', 't')]],
  ['that starts by its own signal', [model('p').startSignal('S', 's').throwSignal('S', 't')]],
  [
    'that starts another one, which starts the first again',
    [
      model('p').startMessage('M', 's').throwMessage('N', '', 't'),
      model('q').startMessage('N', 's2').throwMessage('M', '', 't2'),
    ],
  ],
])('BPMN 2.0.2 §13.5.1: a process %s runs until maxEvents stops it', async (_what, builders) => {
  const { stopped, trace } = play(await together(...builders), { maxEvents: 1000 });

  expect(stopped).toBe(true);
  expect(trace.filter(({ type, event }) => type === 'process' && event === 'completed').length).toBeGreaterThan(900);
});

test.each([
  ['of tasks in a circle', model('p').startEvent().task('a').task('b').to('a')],
  [
    'of an event sub-process that throws its own signal',
    model('p')
      .startEvent()
      .throwSignal('S', 't')
      .userTask('open')
      .eventSubProcess('again', (inside) =>
        inside.startSignal('S', 's', { attributes: 'isInterrupting="false"' }).throwSignal('S', 't2'),
      ),
  ],
])('a loop %s in which nothing waits stops at maxEvents', async (_what, builder) => {
  const { stopped, trace } = play(await together(builder), { maxEvents: 2000, strict: true });

  expect(stopped).toBe(true);
  expect(trace.length).toBeLessThan(20_000);
});

test('answers, messages and signals that meet nothing are reported', async () => {
  const { warnings } = play(await together(model('p').startEvent().serviceTask('t').receiveTask('paid', '', 'r')), {
    answers: { Typo: {}, t: {} },
    steps: [
      { message: { name: 'Nobody', timeToLive: 'P1D' } },
      { message: { name: 'paid' } },
      { message: { name: 'gone' } },
      { signal: { name: 'unheard' } },
    ],
  });

  expect(warnings).toEqual([
    expect.stringMatching(/“Typo”不对应任何环节.* \/ answers: nothing is named 'Typo' \(t, db:test.t\)$/),
    "信号“unheard”：没有等待它的环节 / signal 'unheard': nothing waits for it",
    expect.stringContaining(" / message 'Nobody': correlated to nothing, kept until 2026-03-03T01:00:00.000Z"),
    "消息“gone”：没有接收者，未保留 / message 'gone': correlated to nothing, not kept",
  ]);
});

test('a join that waits is named, with the flows by which it has a token and those that it waits for', async () => {
  const builder = model('p')
    .startEvent()
    .exclusive('g')
    .when('=x > 1')
    .task('a')
    .parallel('join')
    .from('g')
    .otherwise()
    .task('b')
    .to('join');

  const { joins, status } = play(await together(builder), { variables: { x: 1 } });

  expect(status).toBe('active');
  expect(joins).toMatchObject([{ element: 'join', arrived: [expect.any(String)], awaited: [expect.any(String)] }]);
});

test.each([
  ['timer', model('q').startTimer('duration', 'P5D', 's').endEvent()],
  ['message', model('q').startMessage('M', 's').endEvent()],
])(
  'BPMN 2.0.2 §10.5.2: a call of a process that only a %s starts is an incident of the call',
  async (_what, called) => {
    const caller = model('p').startEvent().callActivity('c', 'q').endEvent();

    const { incidents, trace } = play(await together(caller, called), { process: 'p' });

    expect(incidents).toEqual([
      {
        element: 'c',
        message: "Expected a none start event in the called process 'q'; found none (BPMN 2.0.2 §10.5.2).",
        messageZh: '被调用的流程“q”应有无触发条件的开始事件；实际没有（BPMN 2.0.2 §10.5.2）。',
      },
    ]);
    expect(trace.map(({ element }) => element)).not.toContain('s');
  },
);

test('BPMN 2.0.2 §10.5.2: a call takes the none start event beside others', async () => {
  const called = model('q').startMessage('M', 's').endEvent('e').startEvent('none').endEvent();

  const { status } = play(await together(model('p').startEvent().callActivity('c', 'q').endEvent(), called), {
    process: 'p',
  });

  expect(status).toBe('completed');
});

test('any one of several incidents at an element is resolved by its number', async () => {
  const builder = () =>
    model('p')
      .startEvent()
      .serviceTask('a', { loop: { over: '=[1, 2, 3]', as: 'n', collect: ['done', '=r'] } })
      .endEvent();
  const left = async (numbers: readonly (number | undefined)[]) => {
    const steps = numbers.map(
      (number): ScenarioStep => ({
        resolve: { element: 'a', action: 'skip', ...(number === undefined ? {} : { number }) },
      }),
    );
    const { trace } = play(await together(builder()), { answers: { a: { fail: 'no' } }, steps });
    return trace.flatMap(({ element, type, event, data }) =>
      element === 'a' && type === 'serviceTask' && event === 'completed' ? [data?.['loopCounter']] : [],
    );
  };

  expect(await left([1])).toEqual([1]);
  expect(await left([2, 2, 1])).toEqual([2, 3, 1]);
  expect(await left([undefined, undefined])).toEqual([3, 2]);
  await expect(left([4])).rejects.toThrow("Expected incident 4 at 'a'; there are 3.");
});
