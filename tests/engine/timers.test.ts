// Timers: dates, durations, cycles, and periods that are computed again (engine/behaviors/timers.ts, subscriptions.ts).
import { expect, test } from '@jest/globals';
import { nextByCron } from '../../engine/behaviors/cron.ts';
import { addDuration } from '../../engine/behaviors/timers.ts';
import { read } from '../../engine/read/index.ts';
import { model } from './support/model.ts';
import { start, startAt } from './support/run.ts';

test('a boundary timer ends the task it is attached to', async () => {
  const run = await start(model().startEvent().userTask('report').boundaryTimer('P15D', 'overdue').endEvent('late'));

  const later = run.timerFired('overdue');

  expect(run.only('startTimer')).toMatchObject({ elementId: 'overdue', due: '2026-03-17T01:00:00.000Z' });
  expect(later.completed).toEqual(['overdue', 'late']);
  expect(later.terminated).toEqual(['report']);
  expect(later.only('closeTask').reason).toBe('terminated');
});

test('completing the task cancels its boundary timer', async () => {
  const run = await start(model().startEvent().userTask('report').boundaryTimer('P15D', 'overdue').endEvent('late'));

  const done = run.complete('report');

  expect(done.only('cancelTimer').elementId).toBe('overdue');
  expect(done.status).toBe('completed');
});

test('a non-interrupting boundary timer adds a token and leaves the task open', async () => {
  const run = await start(
    model().startEvent().userTask('report').boundaryTimer('P1D', 'remind', { interrupting: false }).userTask('call'),
  );

  const later = run.timerFired('remind');

  expect(later.open).toEqual(['report', 'call']);
  expect(later.complete('call').complete('report').status).toBe('completed');
});

test('a cycle repeats as often as it says, each repetition counted from the planned time of the one before', async () => {
  let run = await start(
    model().startEvent().userTask('watch').boundaryTimer('R3/P6M', 'query', { interrupting: false }).endEvent('asked'),
  );
  const dues: string[] = [];
  while (run.description.timers.length > 0) {
    dues.push(run.description.timers[0]!.due);
    // The timer fires an hour late; the plan does not shift.
    run = run.timerFired('query', new Date(Date.parse(dues.at(-1)!) + 3_600_000).toISOString());
  }

  expect(dues).toEqual(['2026-09-02T01:00:00.000Z', '2027-03-02T01:00:00.000Z', '2027-09-02T01:00:00.000Z']);
  expect(run.open).toEqual(['watch']);
});

test('a cycle without a count repeats until its activity ends, and may start at an instant', async () => {
  let run = await start(
    model()
      .startEvent()
      .userTask('watch')
      .boundaryTimer('R/2026-04-01T00:00:00Z/P1D', 'query', { interrupting: false })
      .endEvent('asked'),
  );
  expect(run.only('startTimer').due).toBe('2026-04-01T00:00:00.000Z');
  for (let i = 0; i < 5; i++) run = run.timerFired('query');

  expect(run.only('startTimer').due).toBe('2026-04-06T00:00:00.000Z');
  expect(run.complete('watch').only('cancelTimer').elementId).toBe('query');
});

test('a timer takes date, instant and duration from FEEL', async () => {
  const due = async (kind: 'date' | 'duration', value: string) =>
    (await start(model().startEvent().catchTimer(kind, value, 't').endEvent(), { period: 'P3D' })).only('startTimer')
      .due;

  expect(await due('date', '="2026-05-01"')).toBe('2026-04-30T16:00:00.000Z');
  expect(await due('date', '=date("2026-05-01")')).toBe('2026-04-30T16:00:00.000Z');
  expect(await due('date', '=endOf(date("2026-05-01"))')).toBe('2026-05-01T16:00:00.000Z');
  expect(await due('date', '=now() + duration("PT2H")')).toBe('2026-03-02T03:00:00.000Z');
  expect(await due('duration', '=period')).toBe('2026-03-05T01:00:00.000Z');
  expect(await due('duration', '=duration("P1D")')).toBe('2026-03-03T01:00:00.000Z');
});

test('a timer expression that gives no time is an incident', async () => {
  const run = await start(model().startEvent().catchTimer('date', '=due', 't').endEvent(), { due: 'soon' });

  expect(run.incident('t').message).toBe('Expected a timer date at \'t\' (ISO 8601); found "soon".');
  expect(run.resolve('t', 'retry', { due: '2026-05-01' }).only('startTimer').due).toBe('2026-04-30T16:00:00.000Z');
});

test("months end with a month's last day, years count from leap days, time of day stays", () => {
  expect(addDuration('2026-01-31T01:00:00Z', 'P1M')).toBe('2026-02-28T01:00:00.000Z');
  expect(addDuration('2028-02-29T01:00:00Z', 'P1Y')).toBe('2029-02-28T01:00:00.000Z');
  expect(addDuration('2026-03-02T01:00:00Z', 'P1Y2M3W4DT5H6M7.5S')).toBe('2027-05-27T06:06:07.500Z');
  expect(addDuration('2026-03-02T01:00:00Z', '-P1D')).toBe('2026-03-01T01:00:00.000Z');
  for (const text of ['P', 'PT', '1D', 'P1', 'P1DT', ''])
    expect(addDuration('2026-03-02T01:00:00Z', text)).toBeUndefined();
});

test('CPL#85: a period continues when today’s calendar gives it a later end than the calendar of its first day', async () => {
  const period = model()
    .startEvent()
    .userTask('report')
    .boundaryTimer('=endOf(periodEnd(today(), 5, "day"))', 'overdue')
    .endEvent('late');
  const run = await start(period, {}, { at: '2026-03-02T01:00:00.000Z' });
  const calendar = { ...run.model.calendar, holidays: { '2026-03-09': '节日' } };

  expect(run.only('startTimer').due).toBe('2026-03-09T16:00:00.000Z');
  const postponed = run.with({ calendar }).timerFired('overdue');

  expect(postponed.only('startTimer').due).toBe('2026-03-10T16:00:00.000Z');
  expect(postponed.records).toMatchObject([
    {
      intent: 'evaluated',
      elementId: 'overdue',
      data: { due: '2026-03-10T16:00:00.000Z', before: '2026-03-09T16:00:00.000Z' },
    },
  ]);
  expect(postponed.open).toEqual(['report']);
  expect(postponed.timerFired('overdue').completed).toEqual(['overdue', 'late']);
});

test('a period that can no longer be computed ends as first computed', async () => {
  const run = await start(
    model().startEvent().userTask('report').boundaryTimer('=endOf(date(due))', 'overdue').endEvent('late'),
    { due: '2026-03-09' },
  );

  const spoiled = run.happens({ type: 'variablesSet', variables: { due: null } });

  expect(spoiled.timerFired('overdue').completed).toEqual(['overdue', 'late']);
});

test('the first of a timer and a message in the same instant decides, and the other is stale', async () => {
  const run = await start(
    model()
      .startEvent()
      .eventBased('wait')
      .catchTimer('duration', 'P1D', 'timer')
      .endEvent('byTimer')
      .from('wait')
      .catchMessage('answer', 'k', 'message')
      .endEvent('byMessage'),
  );
  const message = { type: 'message', key: run.only('subscribe').key, messageId: 'm', variables: {} } as const;

  const timerFirst = run.timerFired('timer');

  expect(timerFirst.completed).toEqual(['wait', 'timer', 'byTimer']);
  expect(timerFirst.happens(message).state).toBe(timerFirst.state);
  expect(run.later(startAt).happens(message).completed).toEqual(['wait', 'message', 'byMessage']);
});

test('an impossible date is refused; an instant without a zone is in Asia/Shanghai', async () => {
  const due = async (value: string) =>
    (await start(model().startEvent().catchTimer('date', '=at', 'wait'), { at: value })).description.timers[0]?.due;

  expect(await due('2026-02-30T00:00:00Z')).toBeUndefined();
  expect(await due('March 5, 2026')).toBeUndefined();
  expect(await due('2026-03-05T10:00:00')).toBe('2026-03-05T02:00:00.000Z');
});

test('a cycle may come from FEEL; a cycle of length zero is refused', async () => {
  const cycling = async (value: string) =>
    start(model().startEvent().userTask('work').boundaryTimer(value, 'again', { interrupting: false }).endEvent('e'));

  expect((await cycling('R3/PT1H')).description.timers).toHaveLength(1);
  const computed = await start(
    model().startEvent().userTask('work').boundaryTimer('R1/PT1H', 'again', { interrupting: false }).endEvent('e'),
  );
  expect(computed.timerFired('again').description.timers).toEqual([]);
  await expect(cycling('R/PT0S')).rejects.toThrow(/ISO 8601 cycle/);
});

test('a cron cycle follows the clock of Asia/Shanghai, each repetition counted from the planned one before, until its activity ends', async () => {
  let run = await start(
    model()
      .startEvent()
      .userTask('watch')
      .boundaryTimer('0 0 9 * * MON-FRI', 'query', { interrupting: false })
      .endEvent('asked'),
    {},
    { at: '2026-03-05T02:00:00.000Z' },
  );
  const dues: string[] = [];
  for (let turn = 0; turn < 3; turn++) {
    dues.push(run.description.timers[0]!.due);
    run = run.timerFired('query', new Date(Date.parse(dues.at(-1)!) + 3_600_000).toISOString());
  }

  // Friday, Monday, Tuesday.
  expect(dues).toEqual(['2026-03-06T01:00:00.000Z', '2026-03-09T01:00:00.000Z', '2026-03-10T01:00:00.000Z']);
  expect(run.complete('watch').only('cancelTimer').elementId).toBe('query');
});

test('a cron expression may come from FEEL; an invalid one is an incident', async () => {
  const build = model()
    .startEvent()
    .userTask('work')
    .other(
      '<boundaryEvent id="again" attachedToRef="work" cancelActivity="false"><timerEventDefinition><timeCycle xsi:type="tFormalExpression">=rhythm</timeCycle></timerEventDefinition></boundaryEvent>',
    );

  expect((await start(build, { rhythm: '@daily' })).only('startTimer').due).toBe('2026-03-02T16:00:00.000Z');
  expect((await start(build, { rhythm: '0 0 25 * * *' })).incident('work').message).toContain('cron expression');
});

test('cron expressions support Spring’s fields, names, lists, ranges, steps, last and nearest days, and macros', () => {
  const next = (expression: string) => nextByCron(expression, '2026-03-02T01:00:00.000Z');

  for (const [expression, due] of [
    ['*/20 * * * * *', '2026-03-02T01:00:20.000Z'],
    ['0 10/20 * * * *', '2026-03-02T01:10:00.000Z'],
    ['0 0 9 * * *', '2026-03-03T01:00:00.000Z'],
    ['0 0 9 1,15 JAN-MAR ?', '2026-03-15T01:00:00.000Z'],
    ['0 0 0 13 * FRI', '2026-03-12T16:00:00.000Z'],
    ['0 0 0 L * *', '2026-03-30T16:00:00.000Z'],
    ['0 0 0 LW 5 *', '2026-05-28T16:00:00.000Z'],
    ['0 0 0 15W * *', '2026-03-15T16:00:00.000Z'],
    ['0 0 0 ? * MON#2', '2026-03-08T16:00:00.000Z'],
    ['0 0 0 ? * 5L', '2026-03-26T16:00:00.000Z'],
    ['0 0 0 29 2 *', '2028-02-28T16:00:00.000Z'],
    ['@hourly', '2026-03-02T02:00:00.000Z'],
    ['@midnight', '2026-03-02T16:00:00.000Z'],
    ['@weekly', '2026-03-07T16:00:00.000Z'],
    ['@monthly', '2026-03-31T16:00:00.000Z'],
    ['@yearly', '2026-12-31T16:00:00.000Z'],
  ] as const)
    expect([expression, next(expression)]).toEqual([expression, due]);
  for (const expression of [
    '',
    '0 9 * * *',
    '60 * * * * *',
    '0 0 9 31 2 *',
    '0 0 9 * * FOO',
    '@reboot',
    '2026-05-05T10:00:00',
  ])
    expect([expression, next(expression)]).toEqual([expression, undefined]);
});

test('an invalid cron expression, or one that never falls due, is refused with its element', async () => {
  const cycling = (value: string) =>
    model()
      .startEvent()
      .userTask('work')
      .other(
        `<boundaryEvent id="again" attachedToRef="work" cancelActivity="false"><timerEventDefinition><timeCycle xsi:type="tFormalExpression">${value}</timeCycle></timerEventDefinition></boundaryEvent>`,
      );

  for (const value of ['0 0 25 * * *', '0 9 * * *', '0 0 9 31 2 *']) {
    const { faults } = await read(cycling(value).toXml());
    expect(faults).toMatchObject([{ elementId: 'again', reason: expect.stringContaining(`found '${value}'`) }]);
  }
});

test('the zone name after the offset of an instant has no effect', async () => {
  const at = async (kind: 'date' | 'cycle', value: string) =>
    (
      await start(
        model()
          .startEvent()
          .userTask('wait')
          .eventSubProcess('late', (inside) => inside.startTimer(kind, value, 'due').endEvent('told')),
      )
    ).only('startTimer').due;

  expect(await at('date', '2026-07-01T02:00:00+02:00[Europe/Berlin]')).toBe('2026-07-01T00:00:00.000Z');
  expect(await at('cycle', 'R3/2026-07-01T00:00:00Z[Etc/UTC]/PT1H')).toBe('2026-07-01T00:00:00.000Z');
});

test('a duration beyond the range of dates is an incident, not a crash', async () => {
  for (const period of ['P300000Y', 'P9999999999999D', 'PT99999999999999H', '-P3000Y']) {
    const run = await start(model().startEvent().catchTimer('duration', '=period', 'wait'), { period });

    expect(run.incident('wait').message).toContain(`found "${period}"`);
  }
});
