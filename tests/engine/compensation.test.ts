// Compensation and transactions (BPMN 2.0.2 §10.7): handlers compensate completed activities in reverse order.
import { expect, test } from '@jest/globals';
import { migrate, refusalsOfMigration } from '../../engine/index.ts';
import { english, Run, startXml, xmlModel } from './support/run.ts';

/** An activity with its compensation handler. */
const undone = (id: string) => `<serviceTask id="${id}" />
  <boundaryEvent id="${id}-event" attachedToRef="${id}"><compensateEventDefinition /></boundaryEvent>
  <serviceTask id="undo-${id}" isForCompensation="true" />
  <association id="association-${id}" associationDirection="One" sourceRef="${id}-event" targetRef="undo-${id}" />`;
const flows = (text: string) =>
  text
    .trim()
    .split(/\s+/)
    .map((pair) => pair.split('>'))
    .map(([from, to]) => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}" />`)
    .join('');

const booking = (throwing: string) => `<startEvent id="s" />${undone('flight')}${undone('hotel')}
  ${throwing}<endEvent id="e" />${flows('s>flight flight>hotel hotel>undo undo>e')}`;

const booked = async (throwing: string): Promise<Run> => {
  const run = await startXml(booking(throwing));
  return run.complete('flight', { seat: '12A' }).complete('hotel');
};

test('completed activities of the scope are compensated one after the other, the last first; then the thrower goes on', async () => {
  const thrown = await booked(
    '<intermediateThrowEvent id="undo"><compensateEventDefinition /></intermediateThrowEvent>',
  );

  expect(thrown.open).toEqual(['undo', 'undo-hotel']);
  const first = thrown.complete('undo-hotel');
  expect(first.open).toEqual(['undo', 'undo-flight']);
  const second = first.complete('undo-flight');
  expect(second.completed).toEqual(['undo-flight', 'undo', 'e']);
  expect(second.status).toBe('completed');
});

test('an activity that was not completed is not compensated, and none is compensated twice', async () => {
  const xml = `<startEvent id="s" /><parallelGateway id="both" />${undone('flight')}${undone('hotel')}
    <intermediateThrowEvent id="undo"><compensateEventDefinition /></intermediateThrowEvent>
    <intermediateThrowEvent id="again"><compensateEventDefinition /></intermediateThrowEvent><endEvent id="e" /><endEvent id="e2" />
    ${flows('s>both both>flight both>hotel flight>undo undo>again again>e hotel>e2')}`;
  const run = (await startXml(xml)).complete('flight');

  expect(run.open).toEqual(['hotel', 'undo', 'undo-flight']);
  expect(run.complete('undo-flight').open).toEqual(['hotel']);
});

test('a throw event can compensate one named activity', async () => {
  const run = await booked(
    '<intermediateThrowEvent id="undo"><compensateEventDefinition activityRef="flight" /></intermediateThrowEvent>',
  );

  expect(run.open).toEqual(['undo', 'undo-flight']);
  expect(run.complete('undo-flight').status).toBe('completed');
});

test('a repeated activity is compensated once, after all its instances', async () => {
  const xml = `<startEvent id="s" /><serviceTask id="pay"><multiInstanceLoopCharacteristics><extensionElements>
      <zeebe:loopCharacteristics inputCollection="=[1, 2]" inputElement="one" /></extensionElements></multiInstanceLoopCharacteristics></serviceTask>
    <boundaryEvent id="pay-event" attachedToRef="pay"><compensateEventDefinition /></boundaryEvent>
    <serviceTask id="undo-pay" isForCompensation="true" />
    <association id="a" sourceRef="pay-event" targetRef="undo-pay" />
    <endEvent id="undo"><compensateEventDefinition /></endEvent>${flows('s>pay pay>undo')}`;
  const run = (await startXml(xml)).complete('pay', {}, 1).complete('pay', {}, 2);

  expect(run.open).toEqual(['undo', 'undo-pay']);
  expect(run.complete('undo-pay').status).toBe('completed');
});

test('a completed sub-process is compensated from within, with its variables as they were', async () => {
  const xml = `<startEvent id="s" /><subProcess id="trip"><extensionElements><zeebe:ioMapping><zeebe:input source="=7" target="number" /></zeebe:ioMapping></extensionElements>
      <startEvent id="t" />${undone('flight')}${undone('hotel')}<endEvent id="te" />${flows('t>flight flight>hotel hotel>te')}</subProcess>
    <intermediateThrowEvent id="undo"><compensateEventDefinition /></intermediateThrowEvent><endEvent id="e" />${flows('s>trip trip>undo undo>e')}`;
  const run = (await startXml(xml)).complete('flight').complete('hotel');

  expect(run.open).toEqual(['undo', 'trip', 'undo-hotel']);
  expect(run.only('runJob').variables).toMatchObject({ number: 7 });
  const end = run.complete('undo-hotel').complete('undo-flight');
  expect(end.status).toBe('completed');
  // The outgoing flow was taken once, when the sub-process completed.
  expect(end.taken).toEqual(['undo-e']);
  expect(end.completed).toEqual(['undo-flight', 'trip', 'undo', 'e']);
});

test('a compensation event sub-process defines how its sub-process is compensated', async () => {
  const xml = `<startEvent id="s" /><subProcess id="trip"><startEvent id="t" />${undone('flight')}<endEvent id="te" />${flows('t>flight flight>te')}
      <subProcess id="own" triggeredByEvent="true"><startEvent id="os"><compensateEventDefinition /></startEvent><serviceTask id="call" />
        <endEvent id="oe"><compensateEventDefinition activityRef="flight" /></endEvent>${flows('os>call call>oe')}</subProcess></subProcess>
    <endEvent id="undo"><compensateEventDefinition /></endEvent>${flows('s>trip trip>undo')}`;
  const run = (await startXml(xml)).complete('flight');

  expect(run.open).toEqual(['undo', 'trip', 'own', 'call']);
  const called = run.complete('call');
  expect(called.open).toEqual(['undo', 'trip', 'own', 'oe', 'undo-flight']);
  const end = called.complete('undo-flight');
  expect(end.status).toBe('completed');
  expect(end.completed).toEqual(['undo-flight', 'oe', 'own', 'trip', 'undo']);
});

test('the end listeners and the completion condition of a sub-process do not run again after its compensation', async () => {
  const xml = `<startEvent id="s" /><adHocSubProcess id="trip"><extensionElements><zeebe:executionListeners><zeebe:executionListener eventType="end" type="tell" /></zeebe:executionListeners></extensionElements>
      ${undone('flight')}<subProcess id="own" triggeredByEvent="true"><startEvent id="os"><compensateEventDefinition /></startEvent><serviceTask id="call" />${flows('os>call')}</subProcess>
      <completionCondition xsi:type="tFormalExpression">=booked</completionCondition></adHocSubProcess>
    <endEvent id="undo"><compensateEventDefinition /></endEvent>${flows('s>trip trip>undo')}`;
  const told = (await startXml(xml, { booked: false })).complete('flight', { booked: true });
  const run = told.complete('trip', { booked: false });

  expect(run.open).toEqual(['undo', 'trip', 'own', 'call']);
  expect(run.complete('call').status).toBe('completed');
});

const transaction = `<startEvent id="s" /><transaction id="sale"><startEvent id="t" />${undone('seize')}<parallelGateway id="both" />
    <userTask id="wait" /><userTask id="decide" /><endEvent id="no"><cancelEventDefinition /></endEvent>
    ${flows('t>seize seize>both both>wait both>decide decide>no')}</transaction>
  <boundaryEvent id="cancelled" attachedToRef="sale"><cancelEventDefinition /></boundaryEvent>
  <endEvent id="sold" /><endEvent id="unsold" />${flows('s>sale sale>sold cancelled>unsold')}`;

test('a canceled transaction terminates its running activities, compensates the completed ones, and is left by its cancel event', async () => {
  const run = (await startXml(transaction)).complete('seize').complete('decide');

  expect(run.terminated).toEqual(['wait']);
  expect(run.open).toEqual(['sale', 'undo-seize']);
  const end = run.complete('undo-seize');
  expect(end.taken).toEqual(['cancelled-unsold']);
  expect(end.status).toBe('completed');
});

const endedByHand = (run: Run, ...ids: string[]) =>
  run.happens({
    type: 'modified',
    activate: [],
    terminate: ids.map((id) => keyOf(run, id)),
    reason: 'undone on paper',
  });
const keyOf = (run: Run, id: string) => run.description.open.find(({ elementId }) => elementId === id)!.key;

test('a person may terminate one compensation handler, and the other handlers still run', async () => {
  const thrown = await booked(
    '<intermediateThrowEvent id="undo"><compensateEventDefinition /></intermediateThrowEvent>',
  );

  const first = endedByHand(thrown, 'undo-hotel');
  expect(first.open).toEqual(['undo', 'undo-flight']);
  expect(endedByHand(first, 'undo-flight').status).toBe('completed');
  // Without the thrower no element waits for the compensation.
  expect(endedByHand(thrown, 'undo-hotel', 'undo').status).toBe('completed');
  expect(endedByHand(thrown, 'undo-hotel', 'undo').activated).toEqual([]);
});

test('a person terminates a sub-process under compensation as a whole', async () => {
  const xml = `<startEvent id="s" /><subProcess id="trip"><startEvent id="t" />${undone('flight')}${undone('hotel')}${flows('t>flight flight>hotel')}</subProcess>
    <endEvent id="undo"><compensateEventDefinition /></endEvent>${flows('s>trip trip>undo')}`;
  const run = (await startXml(xml)).complete('flight').complete('hotel');

  expect(run.open).toEqual(['undo', 'trip', 'undo-hotel']);
  expect(endedByHand(run, 'undo-hotel').open).toEqual(['undo', 'trip', 'undo-flight']);
  expect(endedByHand(run, 'trip').status).toBe('completed');
});

test('a transaction that is being canceled is left when a person terminates its last handler', async () => {
  const run = (await startXml(transaction)).complete('seize').complete('decide');

  const end = endedByHand(run, 'undo-seize');
  expect(end.taken).toEqual(['cancelled-unsold']);
  expect(end.status).toBe('completed');
});

test('after a migration to other names the new model compensates the remaining activities', async () => {
  const throwing = '<intermediateThrowEvent id="undo"><compensateEventDefinition /></intermediateThrowEvent>';
  const run = await booked(throwing);
  const renamed = await xmlModel(booking(throwing).replaceAll('flight', 'plane'));
  const mapping = { flight: 'plane', 's-flight': 's-plane', 'flight-hotel': 'plane-hotel' };
  const event = { type: 'migrated' as const, mapping, reason: '', at: run.at };

  const { state, commands } = migrate(run.model, renamed, run.state!, event);
  const migrated = new Run(renamed, state, commands, run.at).complete('undo-hotel');

  expect(migrated.open).toEqual(['undo', 'undo-plane']);
  expect(english(refusalsOfMigration(run.model, renamed, run.state!, { mapping: {}, at: run.at }))).toEqual([
    "'flight' could still be compensated and the new model does not have it.",
  ]);
});

test('a migration that would lose a compensation handler, or the element that goes on after it, is refused', async () => {
  const throwing = '<intermediateThrowEvent id="undo"><compensateEventDefinition /></intermediateThrowEvent>';
  const reasons = async (run: Run, xml: string) =>
    english(refusalsOfMigration(run.model, await xmlModel(xml), run.state!, { mapping: {}, at: run.at }));
  const withoutHandler = booking(throwing).replace(/<association id="association-flight"[^>]*>/, '');
  const within = `${undone('flight')}${undone('hotel')}${flows('flight>hotel')}`;
  const trip = (inner: string) => `<startEvent id="s" />${inner}${throwing}`;
  const undoing = (await startXml(trip(`<subProcess id="trip">${within}</subProcess>${flows('s>trip trip>undo')}`)))
    .complete('flight')
    .complete('hotel');

  expect(await reasons(await booked(throwing), withoutHandler)).toEqual([
    "'flight' could still be compensated and the new model has no handler for 'flight'.",
  ]);
  expect(await reasons(undoing, trip(within + flows('s>flight hotel>undo')))).toContain(
    "'trip' is active and the new model has no 'trip': map it to another element.",
  );
});

test('a process that throws no compensation keeps no completed activities', async () => {
  const run = (
    await startXml(`<startEvent id="s" />${undone('flight')}<userTask id="u" />${flows('s>flight flight>u')}`)
  ).complete('flight');

  expect(JSON.stringify(run.state)).not.toContain('compensable');
});

test('compensation thrown in an event sub-process compensates its own activities, then those of the scope around it', async () => {
  const xml = (activity: string) => `<startEvent id="s" />${undone('flight')}<userTask id="decide" />
    <subProcess id="again" triggeredByEvent="true"><startEvent id="as"><signalEventDefinition signalRef="no" /></startEvent>${undone('hotel')}
      <endEvent id="undo"><compensateEventDefinition ${activity} /></endEvent>${flows('as>hotel hotel>undo')}</subProcess>
    ${flows('s>flight flight>decide')}`;
  const thrown = async (activity = '') =>
    (await startXml(xml(activity), {}, '<signal id="no" name="no" />'))
      .complete('flight')
      .signal('no')
      .complete('hotel');

  const all = await thrown();
  expect(all.activated).toEqual(['undo', 'undo-hotel']);
  const around = all.complete('undo-hotel');
  expect(around.activated).toEqual(['undo-flight']);
  expect(around.complete('undo-flight').status).toBe('completed');
  expect((await thrown('activityRef="hotel"')).complete('undo-hotel').status).toBe('completed');
  expect((await thrown('activityRef="flight"')).activated).toEqual(['undo', 'undo-flight']);
});

const undoing = `${undone('flight')}<subProcess id="handling" triggeredByEvent="true"><startEvent id="failed"><errorEventDefinition /></startEvent><userTask id="help" />${flows('failed>help')}</subProcess>`;

test('a sub-process under compensation has completed: it does not catch an error of a handler in it', async () => {
  const run = await startXml(
    `<startEvent id="s" /><subProcess id="trip"><startEvent id="t" />${undoing}${flows('t>flight')}</subProcess>
    <boundaryEvent id="caught" attachedToRef="trip"><errorEventDefinition /></boundaryEvent><userTask id="rescue" />
    <intermediateThrowEvent id="undo"><compensateEventDefinition /></intermediateThrowEvent><endEvent id="e" />
    ${flows('s>trip trip>undo undo>e caught>rescue')}`,
  );

  const failed = run.complete('flight').fail('undo-flight', 'no connection', 'OFFLINE');

  expect(failed.description.incidents.map(({ elementId }) => elementId)).toEqual(['undo-flight']);
  expect(failed.resolve('undo-flight').complete('undo-flight').status).toBe('completed');
});

const cancelled = (inside: string) => `<startEvent id="s" /><transaction id="trip"><startEvent id="t" />${inside}
    <endEvent id="no"><cancelEventDefinition /></endEvent></transaction>
    <boundaryEvent id="off" attachedToRef="trip"><cancelEventDefinition /></boundaryEvent><endEvent id="stayed" /><endEvent id="gone" />
    ${flows('s>trip trip>gone off>stayed')}`;

test('an interrupting event takes the place of a transaction that is being canceled', async () => {
  const run = await startXml(cancelled(`${undoing}${flows('t>flight flight>no')}`));

  const handling = run.complete('flight').fail('undo-flight', 'no connection', 'OFFLINE');

  expect(handling.open).toEqual(['trip', 'handling', 'help']);
  expect(handling.complete('help').completed).toEqual(['help', 'handling', 'trip', 'gone']);
});

test('a canceled transaction also compensates the completed activities in a sub-process that it terminates', async () => {
  const run = await startXml(
    cancelled(`<parallelGateway id="both" /><userTask id="decide" /><subProcess id="booking"><extensionElements><zeebe:ioMapping><zeebe:input source="=12" target="seat" /></zeebe:ioMapping></extensionElements>
      <startEvent id="b" />${undone('flight')}<userTask id="wait" />${flows('b>flight flight>wait')}</subProcess>
      ${flows('t>both both>decide both>booking decide>no')}`),
  );

  const undoingIt = run.complete('flight').complete('decide');

  expect(undoingIt.terminated).toEqual(['wait', 'booking']);
  expect(undoingIt.only('runJob')).toMatchObject({ jobType: 'undo-flight', variables: { seat: 12 } });
  expect(undoingIt.complete('undo-flight').completed).toEqual(['undo-flight', 'off', 'stayed']);
});

test('any number of handlers that do not wait run one after the other', async () => {
  const flight = undone('flight').replaceAll('serviceTask', 'task');
  const run = await startXml(
    `<startEvent id="s" /><exclusiveGateway id="again" />${flight}<scriptTask id="count"><extensionElements><zeebe:script expression="=n + 1" resultVariable="n" /></extensionElements></scriptTask>
    <exclusiveGateway id="enough" default="enough-again" /><endEvent id="undo"><compensateEventDefinition /></endEvent>
    <sequenceFlow id="done" sourceRef="enough" targetRef="undo"><conditionExpression>=n = 3000</conditionExpression></sequenceFlow>
    ${flows('s>again again>flight flight>count count>enough enough>again')}`,
    { n: 0 },
  );

  expect(run.status).toBe('completed');
  expect(run.completed.filter((id) => id === 'undo-flight')).toHaveLength(3000);
});
