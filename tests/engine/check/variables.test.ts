// Names that no variable has when they are read (engine/check/variables.ts).
import { expect, test } from '@jest/globals';
import { check, type Knowledge } from '../../../engine/check/index.ts';
import { readForm } from '../../../engine/form/index.ts';
import { type ModelBuilder, model } from '../support/model.ts';

const found = async (builder: ModelBuilder, knowledge: Knowledge = {}) =>
  check((await builder.build()).graph, knowledge)
    .filter(({ rule }) => rule === 'variables')
    .map(({ elementId, reason, isAssumption }) => [
      elementId,
      /reads '(\w+)'/.exec(reason)![1],
      ...(isAssumption ? ['assumed'] : []),
    ]);

const brings = (...names: readonly string[]) => ({
  properties: {
    'camundaModeler:exampleOutputJson': JSON.stringify(Object.fromEntries(names.map((name) => [name, 1]))),
  },
});
const chosenBy = (condition: string, before: (builder: ModelBuilder) => ModelBuilder, start = {}) =>
  before(model().startEvent('start', start))
    .exclusive('g')
    .when(condition)
    .endEvent('yes')
    .from('g')
    .otherwise()
    .endEvent('no');

test('a name that nothing sets before it is read is found, with what to do', async () => {
  const built = await chosenBy('=foo > 1', (it) => it.scriptTask('sum', '=1 + 1', 'total')).build();

  expect(check(built.graph)).toMatchObject([
    {
      rule: 'variables',
      elementId: 'g-yes',
      line: expect.any(Number),
      isPossible: true,
      reason:
        "'=foo > 1' reads 'foo', which no element of the model sets before: only the start of the process could provide it.",
      advice: expect.stringContaining('zeebe:property camundaModeler:exampleOutputJson'),
    },
  ]);
});

const sum = (it: ModelBuilder) => it.scriptTask('sum', '=1', 'total');

test.each<readonly [string, ModelBuilder, readonly unknown[]]>([
  ['a result', chosenBy('=total > 1', sum), []],
  ['example data of the start', chosenBy('=foo > total', sum, brings('foo')), []],
  ['not in the example data of the start', chosenBy('=foo > total', sum, brings('bar')), [['g-yes', 'foo']]],
  [
    'an input of another element',
    chosenBy('=foo > 1', (it) => it.serviceTask('ask', { inputs: { foo: '=1' }, outputs: { bar: '=foo' } })),
    [['g-yes', 'foo']],
  ],
  [
    'an input, read inside',
    sum(model().startEvent()).subProcess(
      'sub',
      (sub) => sub.startEvent('s').scriptTask('in', '=foo + loopCounter', 'x'),
      { inputs: { foo: '=1' }, loop: { over: '=[1]' } },
    ),
    [],
  ],
  ['a result of the same job', sum(model().startEvent()).serviceTask('ask', { outputs: { bar: '=answer.bar' } }), []],
  ['example data of a job', chosenBy('=foo > total', (it) => sum(it).serviceTask('ask', brings('foo'))), []],
  [
    'a job that says nothing',
    chosenBy('=foo > total', (it) => sum(it).serviceTask('ask')),
    [['g-yes', 'foo', 'assumed']],
  ],
  [
    'a job afterwards',
    sum(model().startEvent()).exclusive('g').when('=foo > total').serviceTask('ask').from('g').otherwise().endEvent(),
    [['g-ask', 'foo']],
  ],
  [
    'a message that says nothing',
    chosenBy('=foo > total', (it) => sum(it).catchMessage('m', '=total', 'm')),
    [['g-yes', 'foo', 'assumed']],
  ],
  [
    'what is thrown here',
    sum(model().startEvent())
      .subProcess('sub', (sub) => sub.startEvent('s').endError('e', 'thrown', { inputs: { foo: '=1' } }))
      .boundaryError('e', 'caught')
      .scriptTask('use', '=foo', 'x'),
    [],
  ],
  [
    'a result that comes afterwards only',
    sum(model().startEvent())
      .exclusive('g')
      .when('=later > total')
      .scriptTask('set', '=1', 'later')
      .from('g')
      .otherwise()
      .endEvent(),
    [['g-set', 'later']],
  ],
  [
    'a result that comes afterwards, in a loop',
    sum(model().startEvent())
      .userTask('u')
      .exclusive('g')
      .when('=later > total')
      .endEvent()
      .from('g')
      .otherwise()
      .scriptTask('set', '=1', 'later')
      .to('u'),
    [],
  ],
  ['an input of its own', sum(model().startEvent()).task('t', { inputs: { foo: '=foo' } }), [['t', 'foo']]],
  ['an input after another', sum(model().startEvent()).task('t', { inputs: { foo: '=total', bar: '=foo' } }), []],
  ['a result of its own', sum(model().startEvent()).scriptTask('count', '=n + 1', 'n'), [['count', 'n']]],
  ['a slip', chosenBy('=totl > 1', sum), [['g-yes', 'totl']]],
  ['a slip in the letters’ case', chosenBy('=Total > 1', sum, brings()), [['g-yes', 'Total']]],
  ['who starts a model that sets nothing itself', chosenBy('=foo > 1', (it) => it), [['g-yes', 'foo', 'assumed']]],
  ['the case file', chosenBy('=caseFile.number = total', sum), []],
  ['asked whether it is there', chosenBy('=foo = null or total > 1', sum), []],
])('%s', async (_, builder, expected) => {
  expect(await found(builder)).toEqual(expected);
});

test('a form says what its task brings', async () => {
  const { form } = readForm(
    JSON.stringify({
      type: 'default',
      id: 'f',
      components: [{ type: 'checkbox', id: 'c', key: 'agreed.by', label: 'l' }],
    }),
  );
  const asked = (condition: string) =>
    chosenBy(condition, (it) => sum(it).userTask('ask', { extensions: '<zeebe:formDefinition formId="f" />' }));

  expect(await found(asked('=agreed'), { forms: { f: form! } })).toEqual([]);
  expect(await found(asked('=approved'), { forms: { f: form! } })).toEqual([['g-yes', 'approved']]);
  expect(await found(asked('=approved'))).toEqual([['g-yes', 'approved', 'assumed']]);
});

test('those who call a process, and those who are called, say what they bring', async () => {
  const caller = await sum(model('caller').startEvent())
    .callActivity('call', 'called', {
      attributes: 'propagateAllParentVariables="false"',
      inputs: { given: '=total' },
      outputs: { result: '=made', other: '=missing' },
    })
    .build();
  const called = await model('called').startEvent().scriptTask('make', '=given + forgotten', 'made').build();
  const graphs = [caller.graph, called.graph];

  const of = ({ graph }: typeof caller) =>
    check(graph, { graphs }).map(({ elementId, reason }) => [elementId, /reads '(\w+)'/.exec(reason)![1]]);
  expect(of(caller)).toEqual([['call', 'missing']]);
  expect(of(called)).toEqual([['make', 'forgotten']]);
});

test('a decision’s inputs are read where it is called', async () => {
  const decide = (inputs: { [name: string]: string }) => sum(model().startEvent()).task('t', { inputs });
  const { graph } = await decide({ age: '=total' }).build();
  const task = {
    ...graph.elements['t']!,
    type: 'businessRuleTask' as const,
    decision: { decisionId: 'd', resultVariable: 'r' },
  };
  const decisions = {
    d: {
      id: 'd',
      type: 'decision' as const,
      name: 'd',
      hasFreeNames: false,
      requires: [
        { type: 'decision' as const, id: 'e' },
        { type: 'input' as const, name: 'age' },
      ],
    },
    e: {
      id: 'e',
      type: 'decision' as const,
      name: 'e',
      hasFreeNames: false,
      requires: [{ type: 'input' as const, name: 'income' }],
    },
  };

  const findings = check({ ...graph, elements: { ...graph.elements, t: task } }, { decisions });
  expect(findings.map(({ elementId, reason }) => [elementId, reason])).toEqual([
    ['t', expect.stringContaining("'d' reads 'income', which no element of the model sets before")],
  ]);
});
