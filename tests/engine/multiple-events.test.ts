// Catching events with several definitions (BPMN 2.0.2 §10.5.1): any one of them triggers the event.
import { expect, test } from '@jest/globals';
import { check } from '../../engine/check/index.ts';
import { migrate, refusalsOfMigration } from '../../engine/index.ts';
import { read } from '../../engine/read/index.ts';
import { english, Run, startXml, xmlModel } from './support/run.ts';

const shared = `<message id="paid" name="paid"><extensionElements><zeebe:subscription correlationKey="=1" /></extensionElements></message><signal id="stop" name="stop" />
  <error id="refused" errorCode="refused" />`;
const message = '<messageEventDefinition messageRef="paid" />';
const signal = '<signalEventDefinition signalRef="stop" />';
const error = '<errorEventDefinition errorRef="refused" />';
const timer =
  '<timerEventDefinition><timeDuration xsi:type="tFormalExpression">P1D</timeDuration></timerEventDefinition>';
const flow = (from: string, to: string) => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}" />`;
const results =
  '<extensionElements><zeebe:ioMapping><zeebe:output source="=fen" target="paidFen" /></zeebe:ioMapping></extensionElements>';

const startWith = (elements: string) => startXml(elements, {}, shared);
const messageArrives = (run: Run, variables = {}) =>
  run.happens({ type: 'message', key: run.description.messages[0]!.key, messageId: 'm', variables });
const signalled = (run: Run) => run.happens({ type: 'signal', name: 'stop', variables: {} });

const catching = `<startEvent id="s" /><intermediateCatchEvent id="wait">${results}${message}${signal}${timer}</intermediateCatchEvent><userTask id="next" />${flow('s', 'wait')}${flow('wait', 'next')}`;

test('an intermediate event goes on by the first of its definitions; the others are canceled', async () => {
  const run = await startWith(catching);

  expect(run.open).toEqual(['wait']);
  for (const gone of [messageArrives(run), signalled(run), run.timerFired('wait#3')]) {
    expect(gone.open).toEqual(['next']);
    const { timers, messages, signals } = gone.description;
    expect([timers, messages, signals]).toEqual([[], [], []]);
  }
});

test('the records of a multiple event name its activation, the triggering definition and its completion, under the drawn element', async () => {
  const recorded = (run: Run, id: string) =>
    run.records.flatMap(({ elementId, elementType, intent, data }) =>
      elementId.startsWith(id) ? [[elementId, elementType, intent, ...(data ? [data] : [])]] : [],
    );
  const run = await startWith(catching);
  const failed = (await startWith(attached(true))).fail('ask', 'no', 'refused');

  expect(run.description.open).toMatchObject([{ elementId: 'wait', type: 'intermediateCatchEvent' }]);
  expect(recorded(run, 'wait')).toEqual([['wait', 'intermediateCatchEvent', 'activated']]);
  expect(recorded(signalled(run), 'wait')).toEqual([
    ['wait', 'intermediateCatchEvent', 'triggered', { signal: 'stop' }],
    ['wait', 'intermediateCatchEvent', 'completed'],
    ['wait-next', 'sequenceFlow', 'taken'],
  ]);
  expect(recorded(failed, 'end')).toEqual([
    ['end', 'boundaryEvent', 'triggered', { errorCode: 'refused', message: 'no' }],
    ['end', 'boundaryEvent', 'activated'],
    ['end', 'boundaryEvent', 'completed'],
    ['end-next', 'sequenceFlow', 'taken'],
  ]);
});

test('a timer, an incident and a listener of a multiple event are reported under the drawn element', async () => {
  const listening = catching
    .replace('=fen', '=assert(fen, fen != null)')
    .replace(
      '<zeebe:ioMapping>',
      '<zeebe:executionListeners><zeebe:executionListener eventType="end" type="tell" /></zeebe:executionListeners><zeebe:ioMapping>',
    );
  const run = await startWith(listening);
  const failed = signalled(run);
  const resolved = failed.resolve('wait', 'retry', { fen: 7 });

  expect(run.only('startTimer').elementId).toBe('wait');
  expect(failed.only('raiseIncident').elementId).toBe('wait');
  expect(resolved.only('runJob')).toMatchObject({ elementId: 'wait', jobType: 'tell' });
  expect(resolved.description.open).toMatchObject([{ elementId: 'wait', awaits: 'job', jobType: 'tell' }]);
});

test('the variables of each definition go through the mapping of the event', async () => {
  const run = messageArrives(await startWith(catching), { fen: 7, noise: 1 });

  expect(run.variables).toEqual({ paidFen: 7 });
});

const attached = (cancelActivity: boolean) =>
  `<startEvent id="s" /><serviceTask id="ask" /><boundaryEvent id="end" attachedToRef="ask" cancelActivity="${cancelActivity}">${message}${signal}${cancelActivity ? error : ''}</boundaryEvent>
   <userTask id="next" />${flow('s', 'ask')}${flow('end', 'next')}`;

test('an interrupting boundary event ends its activity by any of its definitions, errors among them', async () => {
  const run = await startWith(attached(true));

  for (const ended of [messageArrives(run), signalled(run), run.fail('ask', 'no', 'refused')]) {
    expect(ended.terminated).toEqual(['ask']);
    expect(ended.open).toEqual(['next']);
    expect(ended.description.messages).toEqual([]);
  }
});

test('a non-interrupting boundary event triggers as often as any of its definitions does', async () => {
  const run = signalled(messageArrives(await startWith(attached(false))));

  expect(run.open).toEqual(['ask', 'next', 'next']);
  expect(messageArrives(run).open).toEqual(['ask', 'next', 'next', 'next']);
});

test('an event sub-process starts by any of its definitions, with the variables of that definition', async () => {
  const run = await startWith(
    `<startEvent id="s" /><userTask id="work" />${flow('s', 'work')}<subProcess id="handler" triggeredByEvent="true">
     <startEvent id="begin">${message}${signal}</startEvent><userTask id="handle" />${flow('begin', 'handle')}</subProcess>`,
  );

  expect(signalled(run).open).toEqual(['handler', 'handle']);
  const paid = messageArrives(run, { fen: 7 });
  expect(paid.open).toEqual(['handler', 'handle']);
  expect(paid.only('openTask').variables).toEqual({ fen: 7 });
  expect(signalled(paid).state).toBe(paid.state);
});

test('each definition of a multiple event decides at an event-based gateway', async () => {
  const run = await startWith(
    `<startEvent id="s" /><eventBasedGateway id="first" /><intermediateCatchEvent id="any">${message}${signal}</intermediateCatchEvent><intermediateCatchEvent id="late">${timer}</intermediateCatchEvent>
     <userTask id="next" /><userTask id="over" />${flow('s', 'first')}${flow('first', 'any')}${flow('first', 'late')}${flow('any', 'next')}${flow('late', 'over')}`,
  );

  expect(messageArrives(run).open).toEqual(['next']);
  expect(signalled(run).open).toEqual(['next']);
  expect(run.timerFired('late').open).toEqual(['over']);
});

test('a process starts by any definition of its start event', async () => {
  const elements = `<startEvent id="s">${message}${signal}</startEvent><userTask id="next" />${flow('s', 'next')}`;
  const model = await xmlModel(elements, shared);

  for (const startElementId of ['s#1', 's#2'])
    expect(
      new Run(model, null, [], '2026-03-02T01:00:00.000Z').happens({ type: 'started', variables: {}, startElementId })
        .open,
    ).toEqual(['next']);
  expect((await startWith(elements)).open).toEqual(['next']);
});

test('the checks find no fault in multiple events', async () => {
  const events = `<message id="due" name="due"><extensionElements><zeebe:subscription correlationKey="=1" /></extensionElements></message>`;
  const begins = '<messageEventDefinition messageRef="due" />';
  const model = await xmlModel(
    `<startEvent id="s">${message}${signal}</startEvent><intermediateCatchEvent id="wait">${message}${signal}</intermediateCatchEvent><serviceTask id="ask" />
     <boundaryEvent id="late" attachedToRef="ask">${message}${timer}${error}</boundaryEvent><task id="over" /><endEvent id="e" />
     ${flow('s', 'wait')}${flow('wait', 'ask')}${flow('ask', 'e')}${flow('late', 'over')}
     <subProcess id="handler" triggeredByEvent="true"><startEvent id="begin" isInterrupting="false">${begins}${signal}</startEvent><task id="handle" />${flow('begin', 'handle')}</subProcess>`,
    (shared + events).replaceAll('=1', '=caseFile.number'),
  );

  expect(check(model.graph)).toEqual([]);
});

test('an inclusive join waits for a token that any definition of a multiple event may still let through', async () => {
  const run = await startWith(
    `<startEvent id="s" /><inclusiveGateway id="fork" /><intermediateCatchEvent id="wait">${message}${signal}</intermediateCatchEvent><userTask id="a" /><inclusiveGateway id="join" /><userTask id="next" />
     ${flow('s', 'fork')}${flow('fork', 'wait')}${flow('fork', 'a')}${flow('wait', 'join')}${flow('a', 'join')}${flow('join', 'next')}`,
  );

  const waiting = run.complete('a');
  expect(waiting.open).toEqual(['wait']);
  expect(signalled(waiting).open).toEqual(['next']);
});

test('a multiple event that is migrated to another name still waits for all its definitions', async () => {
  const run = await startWith(catching);
  const to = await xmlModel(catching.replaceAll('wait', 'await'), shared);
  const mapping = { wait: 'await', 's-wait': 's-await' };

  const moved = migrate(run.model, to, run.state!, { type: 'migrated', mapping, reason: '', at: run.at });
  const later = new Run(to, moved.state, moved.commands, run.at);

  expect(later.description.timers).toMatchObject([{ key: run.description.timers[0]!.key, elementId: 'await#3' }]);
  expect(signalled(later).open).toEqual(['next']);
});

test('the remaining start definitions of an event sub-process with an incident are migrated to the new name, or the migration is refused', async () => {
  const handled = (id: string, definitions: string) =>
    `<startEvent id="s" /><userTask id="work" />${flow('s', 'work')}<subProcess id="handler" triggeredByEvent="true"><extensionElements><zeebe:ioMapping>
     <zeebe:input source="=assert(reason, reason != null)" target="reason" /></zeebe:ioMapping></extensionElements><startEvent id="${id}">${definitions}</startEvent><userTask id="handle" />${flow(id, 'handle')}</subProcess>`;
  const run = signalled(await startWith(handled('begin', message + signal)));
  const moved = { begin: 'first', 'begin-handle': 'first-handle' };
  const [to, without] = [
    await xmlModel(handled('first', message + signal), shared),
    await xmlModel(handled('first', message), shared),
  ];

  const event = { type: 'migrated' as const, mapping: moved, reason: '', at: run.at };
  const { state } = migrate(run.model, to, run.state!, event);
  const retried = new Run(to, state, [], run.at).resolve('handler', 'retry', { reason: 'late' });

  expect(retried.open).toEqual(['handler', 'handle']);
  expect(english(refusalsOfMigration(run.model, without, run.state!, { mapping: moved, at: run.at }))).toEqual([
    "'handler' is still to start at 'begin#2' and the new model does not have it.",
  ]);
});

test('a definition that cannot stand beside others, a parallel multiple event and a throw event with several definitions are refused', async () => {
  const reasons = async (elements: string) => {
    const { faults } = await read(
      `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${shared}<process id="p">${elements}</process></definitions>`,
    );
    return faults.map(({ elementId, reason }) => `${elementId}: ${reason}`);
  };
  const host = '<userTask id="work" />';

  expect(await reasons(`<intermediateCatchEvent id="x">${message}${error}</intermediateCatchEvent>`)).toEqual([
    'x: Expected message, timer, signal, conditional among several events here; found error.',
  ]);
  expect(
    await reasons(
      `${host}<boundaryEvent id="x" attachedToRef="work">${message}<compensateEventDefinition /></boundaryEvent>`,
    ),
  ).toMatchObject([expect.stringContaining('found compensation')]);
  expect(
    await reasons(
      `${host}<boundaryEvent id="x" attachedToRef="work" cancelActivity="false">${message}${error}</boundaryEvent>`,
    ),
  ).toEqual(['x: An error boundary event always interrupts.']);
  expect(await reasons(`<boundaryEvent id="x" attachedToRef="nobody">${message}${signal}</boundaryEvent>`)).toEqual([
    "x: Expected 'nobody' (attachedToRef) in the file; no element has that id.",
    "x: Expected the boundary event to be attached to an activity beside it; found ''.",
  ]);
  expect(
    await reasons(
      `<intermediateCatchEvent id="x" parallelMultiple="true">${message}${signal}</intermediateCatchEvent>`,
    ),
  ).toEqual(['x: An event that waits for all of several event definitions is not executed; draw one event for each.']);
  expect(await reasons(`<endEvent id="x">${message}${signal}</endEvent>`)).toEqual([
    'x: An event that throws several event definitions is not executed; draw one event for each.',
  ]);
});
