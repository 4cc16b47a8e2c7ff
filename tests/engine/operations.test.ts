// Operations of a person on a running instance: modify, suspend and resume, migrate.
import { expect, test } from '@jest/globals';
import { migrate, refusal, refusalsOfMigration } from '../../engine/index.ts';
import { english, frozen, Run, startXml, xmlModel } from './support/run.ts';

const flows = (text: string) =>
  text
    .split(' ')
    .map((pair) => pair.split('>'))
    .map(([from, to]) => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}" />`)
    .join('');

const nested = `<startEvent id="s" /><userTask id="search" /><subProcess id="sale"><startEvent id="t" /><userTask id="price" /><userTask id="auction" /><endEvent id="te" />${flows('t>price price>auction auction>te')}</subProcess>
  <userTask id="pay" /><endEvent id="e" />${flows('s>search search>sale sale>pay pay>e')}`;

const keyOf = (run: Run, id: string) => run.description.open.find(({ elementId }) => elementId === id)!.key;
const modified = (run: Run, activate: { elementId: string; scopeKey?: number }[], ...terminate: string[]) =>
  run.happens({ type: 'modified', activate, terminate: terminate.map((id) => keyOf(run, id)), reason: 'by hand' });

test('a modification activates one element and terminates another; the instance goes on from there', async () => {
  const run = modified(await startXml(nested), [{ elementId: 'pay' }], 'search');

  expect(run.open).toEqual(['pay']);
  expect(run.terminated).toEqual(['search']);
  expect(run.complete('pay').status).toBe('completed');
});

test('a modification activates an element of a sub-process without the start event of the sub-process', async () => {
  const run = modified(await startXml(nested), [{ elementId: 'auction' }], 'search');

  expect(run.open).toEqual(['sale', 'auction']);
  expect(run.complete('auction').open).toEqual(['pay']);
});

test('a modification that makes no sense is refused and changes nothing', async () => {
  const run = await startXml(nested);
  const modification = (activate: { elementId: string }[], terminate: number[]) =>
    run.happens({ type: 'modified', activate, terminate, reason: '' }).state;

  for (const state of [
    modification([], []),
    modification([{ elementId: 'nobody' }], []),
    modification([], [1]),
    modification([], [99]),
  ])
    expect(state).toBe(run.state);
});

test('an inclusive join is evaluated again when the branch it waited for is terminated', async () => {
  const run = await startXml(
    `<startEvent id="s" /><inclusiveGateway id="fork" /><userTask id="a" /><userTask id="b" /><inclusiveGateway id="join" /><userTask id="c" />${flows('s>fork fork>a fork>b a>join b>join join>c')}`,
  );

  expect(modified(run.complete('a'), [], 'b').open).toEqual(['c']);
});

test('a suspended instance refuses requests from people, keeps other events, and handles these when it is resumed', async () => {
  const run = await startXml(
    `<startEvent id="s" /><parallelGateway id="both" /><serviceTask id="query" /><userTask id="plan" /><userTask id="seize" />${flows('s>both both>query both>plan query>seize')}`,
  );
  const suspended = run.happens({ type: 'suspended', reason: 'objection' });

  expect(suspended.complete('plan').state).toBe(suspended.state);
  const answered = suspended.complete('query', { found: 1 });
  expect(answered.open).toEqual(['query', 'plan']);
  expect(answered.happens({ type: 'jobDone', key: keyOf(run, 'query'), variables: { found: 1 } }).state).toBe(
    answered.state,
  );
  const resumed = answered.happens({ type: 'resumed', reason: 'objection rejected' });
  expect(resumed.open).toEqual(['plan', 'seize']);
  expect(resumed.variables).toEqual({ found: 1 });
  expect(resumed.complete('plan').open).toEqual(['seize']);
});

test('a timer that falls due while suspended fires when resumed', async () => {
  const run = await startXml(
    `<startEvent id="s" /><intermediateCatchEvent id="wait"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">P1D</timeDuration></timerEventDefinition></intermediateCatchEvent><userTask id="next" />${flows('s>wait wait>next')}`,
  );
  const suspended = run.happens({ type: 'suspended', reason: '' }).timerFired('wait');

  expect(suspended.open).toEqual(['wait']);
  expect(suspended.happens({ type: 'resumed', reason: '' }).open).toEqual(['next']);
});

async function migrated(
  run: Run,
  elements: string,
  mapping: { [id: string]: string } = {},
  commandId?: string,
): Promise<Run> {
  const to = frozen(await xmlModel(elements));
  const { state, commands } = migrate(run.model, to, run.state!, {
    type: 'migrated',
    mapping,
    reason: 'new law',
    at: run.at,
    ...(commandId === undefined ? {} : { commandId }),
  });
  return new Run(to, frozen(state), commands, run.at);
}

test('a call that runs while it is migrated to an element of another name still knows the instance that it called', async () => {
  const calling = (id: string) =>
    `<startEvent id="s" /><callActivity id="${id}"><extensionElements><zeebe:calledElement processId="p" /></extensionElements></callActivity>
     <boundaryEvent id="late" attachedToRef="${id}"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent><endEvent id="e" />${flows(`s>${id} ${id}>e`)}`;
  const run = await startXml(calling('order'));
  const { callId } = run.only('callProcess');

  const renamed = await migrated(run, calling('request'), {
    order: 'request',
    's-order': 's-request',
    'order-e': 'request-e',
  });

  expect(renamed.description.open).toMatchObject([{ elementId: 'request', callId }]);
  expect(renamed.timerFired('late').only('cancelCall').callId).toBe(callId);
});

const refusals = async (run: Run, elements: string, mapping: { [id: string]: string } = {}) =>
  english(refusalsOfMigration(run.model, await xmlModel(elements), run.state!, { mapping, at: run.at }));

test('a running instance goes on by a new model; an open task keeps its key', async () => {
  const run = await startXml(nested);
  const to = nested
    .replaceAll('search', 'investigate')
    .replace('<userTask id="pay" />', '<userTask id="pay" name="发放" />');

  const moved = await migrated(run, to, { search: 'investigate', 's-search': 's-investigate' });

  expect(moved.open).toEqual(['investigate']);
  expect(keyOf(moved, 'investigate')).toBe(keyOf(run, 'search'));
  expect(moved.of('moveTask')).toMatchObject([{ key: keyOf(run, 'search'), elementId: 'investigate' }]);
  expect(moved.complete('investigate').open).toEqual(['sale', 'price']);
});

test('the same migration again is recognized by its command id and changes nothing, whatever its content', async () => {
  const to = nested.replaceAll('search', 'investigate');
  const mapping = { search: 'investigate', 's-search': 's-investigate' };
  const once = await migrated(await startXml(nested), to, mapping, 'c');

  const twice = await migrated(once, to, mapping, 'c');

  expect(twice.state).toBe(once.state);
  expect(twice.commands).toEqual([]);
});

test('only the last command ids of migrations are remembered', async () => {
  let run = await startXml(nested);
  for (let number = 1; number <= 101; number++) run = await migrated(run, nested, {}, `c${number}`);

  expect(run.state!.commandIds).toHaveLength(100);
  expect(run.state!.commandIds.at(-1)).toBe('c101');
});

test('a migration moves an element into a sub-process or out of one, with the variables it sees', async () => {
  const inside = await startXml(
    `<startEvent id="s" /><subProcess id="box"><extensionElements><zeebe:ioMapping><zeebe:input source="=7" target="number" /></zeebe:ioMapping></extensionElements><startEvent id="t" /><userTask id="work" />${flows('t>work')}</subProcess><endEvent id="e" />${flows('s>box box>e')}`,
  );
  const flat = `<startEvent id="s" /><userTask id="work" /><scriptTask id="see"><extensionElements><zeebe:script expression="=1" resultVariable="x" /></extensionElements></scriptTask><endEvent id="e" />${flows('s>work work>see see>e')}`;

  const out = await migrated(inside, flat);
  expect(out.open).toEqual(['work']);
  expect(out.complete('work').status).toBe('completed');

  const into = await migrated(
    await startXml(flat),
    `<startEvent id="s" /><subProcess id="outer"><startEvent id="o" /><subProcess id="inner"><startEvent id="t" /><userTask id="work" />${flows('t>work')}</subProcess>${flows('o>inner')}</subProcess><userTask id="after" />${flows('s>outer outer>after')}`,
  );
  expect(into.open.sort()).toEqual(['inner', 'outer', 'work']);
  expect(into.complete('work').open).toEqual(['after']);
});

test('a migration cancels removed boundary events, opens new ones, and keeps the keys of those that stay', async () => {
  const timer = (id: string) =>
    `<boundaryEvent id="${id}" attachedToRef="work"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">P1D</timeDuration></timerEventDefinition></boundaryEvent>`;
  const base = `<startEvent id="s" /><userTask id="work" />${flows('s>work')}`;
  const run = await startXml(`${base}${timer('late')}${timer('old')}`);

  const moved = await migrated(run, `${base}${timer('late')}${timer('new')}`);

  expect(moved.description.timers.map(({ elementId }) => elementId).sort()).toEqual(['late', 'new']);
  expect(moved.description.timers.find(({ elementId }) => elementId === 'late')!.key).toBe(
    run.description.timers.find(({ elementId }) => elementId === 'late')!.key,
  );
  expect(moved.of('cancelTimer')).toHaveLength(1);
});

test('a timer that has fired is not started again by a migration', async () => {
  const model = `<startEvent id="s" /><userTask id="a" /><boundaryEvent id="late" attachedToRef="a" cancelActivity="false"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">P1D</timeDuration></timerEventDefinition></boundaryEvent><userTask id="remind" />${flows('s>a late>remind')}`;
  const run = (await startXml(model)).timerFired('late');

  const moved = await migrated(run, model);

  expect(moved.of('startTimer')).toEqual([]);
  expect(moved.state).toEqual(run.state);
});

test('an event that only the new model has after an event-based gateway is awaited', async () => {
  const timer = (id: string) =>
    `<intermediateCatchEvent id="${id}"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">P1D</timeDuration></timerEventDefinition></intermediateCatchEvent>`;
  const base = `<startEvent id="s" /><eventBasedGateway id="g" />${timer('one')}${timer('two')}${flows('s>g g>one g>two')}`;

  const moved = await migrated(await startXml(base), `${base}${timer('three')}${flows('g>three')}`);

  expect(moved.only('startTimer')).toMatchObject({ elementId: 'three' });
  expect(moved.timerFired('three').status).toBe('completed');
});

test('tokens at a join still wait after a migration, and the join is evaluated again', async () => {
  const joined = (join: string) =>
    `<startEvent id="s" /><parallelGateway id="fork" /><userTask id="a" /><userTask id="b" /><${join} id="join" /><userTask id="c" />${flows('s>fork fork>a fork>b a>join b>join join>c')}`;
  const run = (await startXml(joined('parallelGateway'))).complete('a');

  expect((await migrated(run, joined('parallelGateway'))).complete('b').open).toEqual(['c']);
  expect(await refusals(run, joined('inclusiveGateway'))).toEqual([
    "A token waits on 'a-join' for a parallelGateway; 'a-join' leads to none in 'process'.",
  ]);
});

test('a migration is refused as a whole with every reason', async () => {
  const run = await startXml(nested);

  expect(await refusals(run, `<startEvent id="s" /><serviceTask id="search" />${flows('s>search')}`)).toEqual([
    "'search' is a userTask, 'search' a serviceTask: only the same kind goes on.",
  ]);
  expect(await refusals(run, `<startEvent id="s" /><userTask id="other" />${flows('s>other')}`)).toEqual([
    "'search' is active and the new model has no 'search': map it to another element.",
  ]);
  expect(await refusals(run, nested, { nobody: 'pay', search: 'nowhere' })).toEqual([
    "The mapping names 'nobody', which the running model does not have.",
    "The mapping leads 'search' to 'nowhere', which the new model does not have.",
    "'search' is active and the new model has no 'nowhere': map it to another element.",
  ]);
});

test('the outputs of a multi-instance are kept by a migration, under another name too', async () => {
  const repeated = (collection: string, condition: string) =>
    `<startEvent id="s" /><serviceTask id="ask"><multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics inputCollection="=[1, 2, 3]" ${collection && `outputCollection="${collection}" outputElement="=answer"`} /></extensionElements><completionCondition xsi:type="tFormalExpression">${condition}</completionCondition></multiInstanceLoopCharacteristics></serviceTask><endEvent id="e" />${flows('s>ask ask>e')}`;
  const forms = [
    ['', '=false'],
    ['found', '=false'],
    ['told', '=false'],
    ['found', '=count(found) = 0'],
    ['told', '=count(told) = 0'],
  ] as const;

  for (const [before, condition] of forms)
    for (const [after, other] of forms) {
      const run = (await startXml(repeated(before, condition))).complete('ask', { answer: 7 }, 2);
      const moved = await migrated(run, repeated(after, other));
      const done = moved.complete('ask', { answer: 9 }, 3).complete('ask', { answer: 8 });
      const collected = after && { [after]: [8, before ? 7 : null, 9] };
      // Each instance of a collecting multi-instance has its own answer.
      expect(done.result).toEqual({ ...(before ? {} : { answer: 8 }), ...(collected || {}) });
    }
});

test('a modification that cannot open a scope, and a migration that cannot wait in the new model, are refused with the reason', async () => {
  const due = (host: string) =>
    `<boundaryEvent id="due" attachedToRef="${host}"><timerEventDefinition><timeDuration>=period</timeDuration></timerEventDefinition></boundaryEvent>`;
  const event = { type: 'modified', activate: [{ elementId: 'auction' }], terminate: [], reason: '' } as const;
  const run = await startXml(nested + due('sale'));
  const other = await xmlModel(nested + due('search'));

  expect(refusal(run.model, run.state, { ...event, at: run.at })?.en).toMatch(/^Expected a timer duration at 'due'/);
  expect(run.happens(event).state).toBe(run.state);
  expect(english(refusalsOfMigration(run.model, other, run.state!, { mapping: {}, at: run.at }))).toEqual([
    "Expected a timer duration at 'due' (ISO 8601); found null.",
  ]);
});

test('a modification does not activate an element in a scope that has not started', async () => {
  const listener = '<zeebe:executionListener eventType="start" type="first" />';
  const run = await startXml(
    `<startEvent id="s" /><subProcess id="sale"><extensionElements><zeebe:executionListeners>${listener}</zeebe:executionListeners></extensionElements><userTask id="price" /></subProcess>${flows('s>sale')}`,
  );

  const reason = refusal(run.model, run.state, {
    ...{ type: 'modified', activate: [{ elementId: 'price' }], terminate: [], reason: '', at: run.at },
  });

  expect(reason?.en).toMatch(/'sale' .* has not started/);
});
