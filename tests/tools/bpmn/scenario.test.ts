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
