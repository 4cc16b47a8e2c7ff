// An escalation thrown out of a called process waits for its caller's answer: an interrupted thrower starts nothing
// more (as in Zeebe).
import { expect, test } from '@jest/globals';
import { type Model, migrate } from '../../engine/index.ts';
import { Simulation } from '../../tools/bpmn/simulation.ts';
import { type ModelBuilder, model } from './support/model.ts';
import { Run, start, startAt } from './support/run.ts';

/** Starts the first process, which calls the others by their names; user tasks stay open. */
async function play(builders: { readonly [processId: string]: ModelBuilder }) {
  const models = new Map<string, Model>();
  for (const [id, builder] of Object.entries(builders)) models.set(id, await builder.build());
  const simulation = new Simulation(models, { job: () => undefined, task: () => undefined }, startAt);
  simulation.start(Object.keys(builders)[0]!, {});
  simulation.run();
  const happened = simulation.trace
    .filter(({ elementType }) => elementType !== 'process')
    .map(({ processId, elementId, intent }) => `${processId}: ${elementId} ${intent}`);
  const status = Object.fromEntries(simulation.instances.map(({ processId, state }) => [processId, state!.status]));
  return { happened, status };
}

const raising = () =>
  model().startEvent().throwEscalation('late', 'raise').scriptTask('after', '=1', 'n').endEvent('done');

const caller = (processId: string, interrupting: boolean) =>
  model()
    .startEvent()
    .callActivity('call', processId)
    .boundaryEscalation('late', 'caught', { interrupting })
    .task('look')
    .endEvent('seen');

test('an interrupting boundary event that catches the throw prevents the elements after it', async () => {
  const { happened, status } = await play({ caller: caller('raising', true), raising: raising() });

  expect(happened.slice(happened.indexOf('raising: raise activated'))).toEqual([
    'raising: raise activated',
    'caller: caught triggered',
    'raising: raise terminated',
    'caller: call terminated',
    'caller: caught activated',
    'caller: caught completed',
    'caller: caught-look taken',
    'caller: look activated',
    'caller: look completed',
    'caller: look-seen taken',
    'caller: seen activated',
    'caller: seen completed',
  ]);
  expect(status).toEqual({ caller: 'completed', raising: 'cancelled' });
});

test('the called process goes on beside the path of a boundary event that does not interrupt', async () => {
  const { happened, status } = await play({ caller: caller('raising', false), raising: raising() });

  expect(happened.indexOf('caller: caught triggered')).toBeLessThan(happened.indexOf('raising: raise completed'));
  expect(happened).toContain('raising: after completed');
  expect(happened).toContain('caller: look completed');
  expect(status).toEqual({ caller: 'completed', raising: 'completed' });
});

test('the called process goes on when no catcher is found', async () => {
  const { happened, status } = await play({
    caller: model().startEvent().callActivity('call', 'raising').endEvent('end'),
    raising: raising(),
  });

  expect(happened).toContain('raising: after completed');
  expect(status).toEqual({ caller: 'completed', raising: 'completed' });
});

test.each([
  [true, { caller: 'completed', between: 'cancelled', raising: 'cancelled' }],
  [false, { caller: 'completed', between: 'completed', raising: 'completed' }],
])('a catcher two calls further out catches the escalation; interrupting: %s', async (interrupting, statuses) => {
  const { happened, status } = await play({
    caller: caller('between', interrupting),
    between: model().startEvent().callActivity('inner', 'raising').task('next').endEvent('end'),
    raising: raising(),
  });

  expect(happened).toContain('caller: caught triggered');
  expect(happened.includes('raising: after activated')).toBe(!interrupting);
  expect(happened.includes('between: next activated')).toBe(!interrupting);
  expect(status).toEqual(statuses);
});

test('an escalation end event ends the called process only after the answer', async () => {
  const ending = () => model().startEvent().endEscalation('late', 'raise');

  const interrupted = await play({ caller: caller('ending', true), ending: ending() });
  const ended = await play({ caller: caller('ending', false), ending: ending() });

  expect(interrupted.happened).toContain('ending: raise terminated');
  expect(interrupted.status).toEqual({ caller: 'completed', ending: 'cancelled' });
  expect(ended.happened.indexOf('caller: caught triggered')).toBeLessThan(
    ended.happened.indexOf('ending: raise completed'),
  );
  expect(ended.happened).toContain('caller: call completed');
});

test.each([true, false])(
  'an event sub-process of the caller catches the escalation; interrupting: %s',
  async (interrupting) => {
    const attributes = `isInterrupting="${interrupting}"`;
    const { happened, status } = await play({
      caller: model()
        .startEvent()
        .callActivity('call', 'raising')
        .endEvent('end')
        .eventSubProcess('handler', (handler) =>
          handler.startEscalation('late', 'caught', { attributes }).task('look').endEvent('seen'),
        ),
      raising: raising(),
    });

    expect(happened).toContain('caller: look completed');
    expect(happened.includes('raising: after activated')).toBe(!interrupting);
    expect(status).toEqual({ caller: 'completed', raising: interrupting ? 'cancelled' : 'completed' });
  },
);

const twofold = () =>
  model()
    .startEvent()
    .parallel('fork')
    .throwEscalation('a', 'raise-a')
    .userTask('after-a')
    .from('fork')
    .subProcess('sub', (sub) => sub.startEvent('s').throwEscalation('b', 'raise-b').userTask('after-b'));

const called = (builder: ModelBuilder) => start(builder, {}, { hasParent: true });

test('two throwers wait at the same time, and each goes on once, by its own answer', async () => {
  const run = await called(twofold());
  const [a, b] = run.of('escalate').map(({ thrower }) => thrower!);
  expect(run.open.toSorted()).toEqual(['raise-a', 'raise-b', 'sub']);

  const answered = run.happens({ type: 'escalationAnswered', ...b! });

  expect(answered.open.toSorted()).toEqual(['after-b', 'raise-a', 'sub']);
  expect(answered.happens({ type: 'escalationAnswered', ...b! }).state).toBe(answered.state);
  expect(answered.happens({ type: 'escalationAnswered', ...a! }).open.toSorted()).toEqual([
    'after-a',
    'after-b',
    'sub',
  ]);
});

const keyOf = (run: Run, elementId: string) => run.description.open.find((open) => open.elementId === elementId)!.key;

test('a waiting thrower can be terminated by a person, migrated and canceled; its answer is stale then', async () => {
  const run = await called(twofold());
  const [a, b] = run.of('escalate').map(({ thrower }) => thrower!);
  const terminate = [keyOf(run, 'raise-a')];
  const activate = [{ elementId: 'after-a' }];

  const modified = run.happens({ type: 'modified', activate, terminate, reason: 'r' });
  const cancelled = run.happens({ type: 'cancelled', reason: 'r' });
  const to = await model()
    .startEvent()
    .parallel('fork')
    .throwEscalation('a', 'raise-a')
    .userTask('new-a')
    .from('fork')
    .throwEscalation('b', 'raise-b')
    .userTask('new-b')
    .build();
  const migration = { type: 'migrated' as const, mapping: {}, reason: 'r', at: startAt };
  const { state, commands } = migrate(run.model, to, run.state!, migration);
  const migrated = new Run(to, state, commands, startAt);

  expect(modified.open.toSorted()).toEqual(['after-a', 'raise-b', 'sub']);
  expect(modified.happens({ type: 'escalationAnswered', ...a! }).state).toBe(modified.state);
  expect(modified.complete('raise-b').open.toSorted()).toEqual(['after-a', 'after-b', 'sub']);
  expect(migrated.complete('raise-a').complete('raise-b').open.toSorted()).toEqual(['new-a', 'new-b']);
  expect(cancelled.happens({ type: 'escalationAnswered', ...b! }).state).toBe(cancelled.state);
});

test('a suspended called process keeps the answers until it is resumed', async () => {
  const run = (await called(twofold())).happens({ type: 'suspended', reason: 'r' });

  const answered = run.complete('raise-a').complete('raise-b');

  expect(answered.open.toSorted()).toEqual(['raise-a', 'raise-b', 'sub']);
  const resumed = answered.happens({ type: 'resumed', reason: 'r' });
  expect(resumed.open.toSorted()).toEqual(['after-a', 'after-b', 'sub']);
});

const calling = () => model().startEvent().callActivity('call', 'p').endEvent();

test('a suspended caller answers each waiting thrower when it is resumed', async () => {
  const started = await start(calling());
  const { key, callId } = started.only('callProcess');
  const escalated = { type: 'childEscalated' as const, key, escalationCode: 'late' };

  const suspended = started
    .happens({ type: 'suspended', reason: 'r' })
    .happens({ ...escalated, thrower: { key: 5 } })
    .happens({ ...escalated, thrower: { key: 7, called: { key: 3 } } });

  expect(suspended.of('answerEscalation')).toEqual([]);
  const resumed = suspended.happens({ type: 'resumed', reason: 'r' });
  expect(resumed.of('answerEscalation')).toMatchObject([
    { key, callId, thrower: { key: 5 } },
    { key, callId, thrower: { key: 7, called: { key: 3 } } },
  ]);
});

test('a suspended process in the middle of the call chain passes on every answer when it is resumed', async () => {
  const run = await called(calling());
  const { key } = run.only('callProcess');
  const escalated = { type: 'childEscalated' as const, key, escalationCode: 'late' };
  const [first, second] = [5, 7].map((inner) => run.happens({ ...escalated, thrower: { key: inner } }));
  expect(first!.of('answerEscalation')).toEqual([]);

  const suspended = second!
    .happens({ type: 'suspended', reason: 'r' })
    .happens({ type: 'escalationAnswered', ...first!.only('escalate').thrower! })
    .happens({ type: 'escalationAnswered', ...second!.only('escalate').thrower! });

  const resumed = suspended.happens({ type: 'resumed', reason: 'r' });
  expect(resumed.of('answerEscalation').map(({ thrower }) => thrower)).toEqual([{ key: 5 }, { key: 7 }]);
});
