// Multi-instance activities (engine/behaviors/multi-instance.ts).
import { expect, test } from '@jest/globals';
import { step } from '../../engine/index.ts';
import { type Loop, model } from './support/model.ts';
import { type Run, start, startAt, startXml } from './support/run.ts';

const each = (loop: Partial<Loop> = {}) =>
  model()
    .startEvent()
    .userTask('freeze', { loop: { over: '=assets', as: 'asset', ...loop } })
    .userTask('after');

const assets = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];

const opened = (run: Run) => run.of('openTask').map(({ variables }) => [variables['loopCounter'], variables['asset']]);

test('a parallel multi-instance starts one instance for each item, each with its item and counter', async () => {
  const run = await start(each(), { assets });

  expect(opened(run)).toEqual([
    [1, { id: 'a' }],
    [2, { id: 'b' }],
    [3, { id: 'c' }],
  ]);
  expect(
    run.records
      .map(({ elementType }) => elementType)
      .filter((type) => type !== 'sequenceFlow')
      .slice(-4),
  ).toEqual(['multiInstanceBody', 'userTask', 'userTask', 'userTask']);
});

test('a parallel multi-instance ends when all its instances have', async () => {
  const run = await start(each(), { assets });

  const two = run.complete('freeze', {}, 2).complete('freeze', {}, 1);

  expect(two.open).toEqual(['freeze', 'freeze']);
  expect(two.complete('freeze').open).toEqual(['after']);
});

test('a sequential multi-instance starts the next instance when one has completed', async () => {
  const run = await start(each({ sequential: true }), { assets });

  const second = run.complete('freeze');
  const third = second.complete('freeze');

  expect([opened(run), opened(second), opened(third)]).toEqual([
    [[1, { id: 'a' }]],
    [[2, { id: 'b' }]],
    [[3, { id: 'c' }]],
  ]);
  expect(third.complete('freeze').open).toEqual(['after']);
});

test('an empty collection completes the activity at once', async () => {
  expect((await start(each({ collect: ['results', '=1'] }), { assets: [] })).variables).toEqual({
    assets: [],
    results: [],
  });
});

test('outputs are collected in the order of the items, and reach the process when the body ends', async () => {
  const run = await start(each({ collect: ['results', '=answer'] }), { assets });

  const done = run
    .complete('freeze', { answer: 3 }, 3)
    .complete('freeze', { answer: 1 }, 1)
    .complete('freeze', { answer: 2 }, 2);

  expect(done.variables['results']).toEqual([1, 2, 3]);
});

test('a true completion condition terminates the instances that are left', async () => {
  const until = '=numberOfCompletedInstances / numberOfInstances > 0.5 and numberOfActiveInstances = 1';
  const run = await start(each({ until }), { assets });

  const two = run.complete('freeze').complete('freeze');

  expect(two.terminated).toEqual(['freeze']);
  expect(two.open).toEqual(['after']);
});

test('the completion condition sees the outputs collected so far', async () => {
  const run = await start(each({ collect: ['votes', '=vote'], until: '=count(votes[item = true]) = 2' }), { assets });

  const done = run.complete('freeze', { vote: true }, 3).complete('freeze', { vote: true }, 1);

  expect(done.open).toEqual(['after']);
  expect(done.variables['votes']).toEqual([true, null, true]);
});

test('boundary events belong to the multi-instance body, not to each instance', async () => {
  const run = await start(
    model()
      .startEvent()
      .userTask('freeze', { loop: { over: '=assets' } })
      .boundaryTimer('P1D', 'late')
      .endEvent('tooLate'),
    { assets },
  );

  expect(run.of('startTimer')).toHaveLength(1);
  const late = run.timerFired('late');
  expect(late.terminated).toEqual(['freeze', 'freeze', 'freeze', 'freeze']);
  expect(late.status).toBe('completed');
});

test('an error in one instance is caught at the boundary of the multi-instance body', async () => {
  const run = await start(
    model()
      .startEvent()
      .serviceTask('freeze', { loop: { over: '=assets' } })
      .boundaryError('refused', 'caught')
      .endEvent('handled'),
    { assets },
  );

  expect(run.fail('freeze', 'no', 'refused').completed).toEqual(['caught', 'handled']);
});

test('event sub-processes in a repeated sub-process belong to each instance', async () => {
  const run = await start(
    model()
      .startEvent()
      .subProcess(
        'each',
        (sub) =>
          sub
            .startEvent('s')
            .userTask('work')
            .eventSubProcess('handler', (handler) => handler.startMessage('stop', 'stopped', '=item').userTask('tidy')),
        { loop: { over: '=assets', as: 'item' } },
      ),
    { assets: ['x', 'y'] },
  );

  expect(run.of('subscribe').map(({ correlationKey }) => correlationKey)).toEqual(['x', 'y']);
  expect(run.message('stopped').open).toEqual(['each', 'each', 'each', 'work', 'handler', 'tidy']);
});

test('input and output mappings apply to each instance', async () => {
  const run = await start(
    model()
      .startEvent()
      .serviceTask('pay', {
        loop: { over: '=assets', as: 'asset', collect: ['paid', '=sum'], sequential: true },
        inputs: { order: '=asset.id' },
        outputs: { sum: '=answer * 2', last: '=asset.id' },
      })
      .endEvent(),
    { assets: assets.slice(0, 2), sum: 0 },
  );

  const done = run.complete('pay', { answer: 1 }).complete('pay', { answer: 2 });

  expect(run.only('runJob')).toMatchObject({ loopCounter: 1, variables: { order: 'a', loopCounter: 1 } });
  expect(done.result).toMatchObject({ last: 'b', paid: [2, 4] });
});

test('a collection that is no list is an incident at the activity', async () => {
  const run = await start(each(), { assets: 'none' });

  expect(run.incident('freeze').message).toMatch(/Expected a list as input collection of 'freeze'/);
  expect(run.resolve('freeze', 'retry', { assets: [1] }).of('openTask')).toHaveLength(1);
});

test('retrying a failed output or condition repeats nothing', async () => {
  const run = await start(each({ collect: ['results', '=answer'], until: '=enough' }), { assets: [1] });

  const failed = run.complete('freeze', { answer: 1 });

  expect(failed.incident('freeze').message).toMatch(/completion condition/);
  const resolved = failed.resolve('freeze', 'retry', { enough: false });
  expect(resolved.open).toEqual(['after']);
  expect(resolved.variables['results']).toEqual([1]);
});

test('a skipped instance counts as completed, its output is null', async () => {
  const run = await start(
    model()
      .startEvent()
      .serviceTask('ask', { loop: { over: '=assets', collect: ['answers', '=answer'] } })
      .endEvent(),
    { assets: [1, 2] },
  );

  const done = run.fail('ask', 'gone').complete('ask', { answer: 2 }, 2).resolve('ask', 'skip');

  expect(done.result).toMatchObject({ answers: [null, 2] });
});

test('a cardinality in plain BPMN counts from one', async () => {
  const plain = (cardinality: string) =>
    start(
      model()
        .startEvent()
        .userTask('vote', {
          content: `<multiInstanceLoopCharacteristics><loopCardinality xsi:type="tFormalExpression">${cardinality}</loopCardinality></multiInstanceLoopCharacteristics>`,
        }),
      { n: 2 },
    );

  expect((await plain('3')).of('openTask')).toHaveLength(3);
  expect((await plain('=n')).of('openTask')).toHaveLength(2);
  expect((await plain('0')).status).toBe('completed');
});

test('a long sequence is no deep recursion', async () => {
  const run = await start(
    model()
      .startEvent()
      .scriptTask('count', '=n + 1', 'n', { loop: { over: '=for i in 1..3000 return i', sequential: true } })
      .endEvent(),
    { n: 0 },
  );

  expect(run.result).toEqual({ n: 3000 });
});

test('an output collection that no expression reads is not among the variables until the end', async () => {
  const results = async (loop: Partial<Loop>) => {
    const run = await start(each({ collect: ['results', '=answer'], ...loop }), { assets });
    return run.complete('freeze', { answer: 1 }, 1);
  };

  const apart = await results({});
  expect(JSON.stringify(apart.state)).not.toContain('"results"');
  expect(JSON.stringify((await results({ until: '=count(results) > 3' })).state)).toContain('"results":[1,null,null]');
  const done = apart.complete('freeze', { answer: 3 }, 3).complete('freeze', { answer: 2 });
  expect(done.variables['results']).toEqual([1, 2, 3]);
});

test('an expression within the activity sees the outputs of those before it', async () => {
  const run = await start(
    model()
      .startEvent()
      .scriptTask('add', '=n + sum(for r in sums return if r = null then 0 else r)', 'total', {
        loop: { over: '=[1, 2, 3]', sequential: true, collect: ['sums', '=total'] },
      })
      .endEvent(),
    { n: 1 },
  );

  expect(run.result).toEqual({ n: 1, sums: [1, 2, 4] });
});

test('100 000 items leave 100 000 outputs', async () => {
  const many = await model()
    .startEvent()
    .task('look', { loop: { over: '=for i in 1..100000 return i', as: 'i', collect: ['seen', '=i'] } })
    .endEvent()
    .build();

  const { commands } = step(many, null, { type: 'started', variables: {}, at: startAt });

  const complete = commands.find((command) => command.type === 'complete');
  expect(complete?.variables['seen']).toHaveLength(100_000);
});

test('a collection over the limit is an incident; with fewer items a retry goes on', async () => {
  const run = await start(
    model()
      .startEvent()
      .task('look', { loop: { over: '=for i in 1..most return i', as: 'i' } })
      .endEvent(),
    { most: 100_001 },
  );

  expect(run.incident('look')).toMatchObject({ type: 'size', message: expect.stringContaining('100001') });
  expect(run.resolve('look', 'retry', { most: 3 }).status).toBe('completed');
});

test('an event subscription within one instance closes with it', async () => {
  const run = await start(
    model()
      .startEvent()
      .subProcess(
        'each',
        (inside) =>
          inside
            .startEvent('s')
            .userTask('hear')
            .eventSubProcess('late', (late) =>
              late.startTimer('duration', 'P1D', 'due', { attributes: 'isInterrupting="false"' }).userTask('remind'),
            ),
        { loop: { over: '=[1, 2]' } },
      )
      .endEvent(),
  );

  const one = run.complete('hear');

  expect(one.only('cancelTimer')).toMatchObject({ elementId: 'due' });
  expect(one.description.timers).toHaveLength(1);
  expect(one.timerFired('due').complete('remind').complete('hear').status).toBe('completed');
});

test('each instance has its own result, which is missing when the job gives none, and leaves the instance by the collection only', async () => {
  const run = await start(each({ collect: ['results', '=answer.amount'] }), { assets });

  const done = run
    .complete('freeze', { answer: { amount: 5 } }, 1)
    .complete('freeze', {}, 2)
    .complete('freeze', {}, 3);

  expect(done.variables).toEqual({ assets, results: [5, null, null] });
});

test('an output mapping of an instance may set its result', async () => {
  const mapped = model()
    .startEvent()
    .serviceTask('freeze', {
      outputs: { answer: '=received * 2', last: '=received' },
      loop: { over: '=[1, 2]', collect: ['results', '=answer'] },
    })
    .endEvent();

  const done = (await start(mapped)).complete('freeze', { received: 1 }, 1).complete('freeze', { received: 2 });

  expect(done.result).toEqual({ results: [2, 4], last: 2 });
});

test('an output collection that was overwritten with another value is an incident, and goes on when it is a list again', async () => {
  const run = await start(each({ collect: ['results', '=answer'], until: '=count(results) > 3' }), { assets });
  const body = run.description.open[0]!.key;

  const stopped = run
    .happens({ type: 'variablesSet', scopeKey: body, variables: { results: 'none' } })
    .complete('freeze', { answer: 1 }, 1);
  expect(stopped.incident('freeze').message).toContain('found "none"');

  const done = stopped
    .happens({ type: 'variablesSet', scopeKey: body, variables: { results: [null, null, null] } })
    .resolve('freeze')
    .complete('freeze', { answer: 2 }, 2)
    .complete('freeze', { answer: 3 }, 3);
  expect(done.variables['results']).toEqual([1, 2, 3]);
});

test('after the completion condition has held no other instance starts, even when the activity cannot be left', async () => {
  const run = await startXml(
    `<startEvent id="s" /><scriptTask id="note"><extensionElements><zeebe:script expression="=loopCounter" resultVariable="noted" /></extensionElements>
    <multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality><completionCondition>=true</completionCondition></multiInstanceLoopCharacteristics></scriptTask>
    <endEvent id="e" /><sequenceFlow id="a" sourceRef="s" targetRef="note" /><sequenceFlow id="b" sourceRef="note" targetRef="e"><conditionExpression>=agreed</conditionExpression></sequenceFlow>`,
  );

  const left = run.resolve('note', 'retry', { agreed: true });

  expect(left.status).toBe('completed');
  expect(left.result).toEqual({ noted: 1, agreed: true });
});
