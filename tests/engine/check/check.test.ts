// Static checks: each finding names element, line, why and what to do (engine/check).
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { jobTypes } from '../../../activities/job-types.ts';
import { check, type Knowledge } from '../../../engine/check/index.ts';
import { readDecisions } from '../../../engine/dmn/index.ts';
import { readForm } from '../../../engine/form/index.ts';
import { read } from '../../../engine/read/index.ts';
import { modelFiles } from '../../../registry/folder.ts';
import { faultOfCitation } from '../../../registry/links.ts';
import { turns } from '../support/happenings.ts';
import { type ModelBuilder, model } from '../support/model.ts';
import { graphOf, tangle } from '../support/tangle.ts';

const found = async (builder: ModelBuilder, knowledge: Knowledge = {}) =>
  check((await builder.build()).graph, knowledge)
    .filter(({ isAssumption }) => !isAssumption)
    .map(({ rule, elementId, reason }) => [rule, elementId, reason]);

test('a sound model gives no finding', async () => {
  expect(
    await found(
      model()
        .startEvent()
        .exclusive('g')
        .when('=x > 1')
        .subProcess('sub', (sub) => sub.startEvent('s').userTask('in'))
        .boundaryTimer('P1D', 'late')
        .throwLink('l', 'out')
        .catchLink('l', 'in2')
        .endEvent()
        .from('g')
        .otherwise()
        .endEvent('e2')
        .startMessage('filed', 'byMessage')
        .endEvent('e3')
        .eventSubProcess('handler', (handler) => handler.startMessage('paid', 'paidStart', '=n').task('book')),
    ),
  ).toEqual([]);
});

test('an element that no token can reach is found, with line and advice', async () => {
  const built = await model()
    .startEvent()
    .task('a')
    .other('<task id="lost" name="遗失" /><task id="lost2" />')
    .from('lost')
    .to('lost2')
    .build();

  expect(check(built.graph)).toMatchObject([
    {
      rule: 'unreachable',
      elementId: 'lost',
      line: 8,
      reason: "No token can reach '遗失'.",
      reasonZh: '没有令牌能够到达“遗失”。',
      advice: 'Lead a sequence flow to it from the place where it shall begin, or remove it from the model.',
      adviceZh: '请从应当开始它的位置引一条顺序流，或者从模型中删除它。',
    },
    expect.objectContaining({ elementId: 'lost2' }),
  ]);
});

const checked = async (elements: string) => {
  const { graphs, faults } = await read(
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="t"><process id="p">${elements}</process></definitions>`,
  );
  expect(faults).toEqual([]);
  return check(graphs[0]!)
    .filter(({ isAssumption }) => !isAssumption)
    .map(({ rule, elementId }) => [rule, elementId]);
};
const flows = (text: string) =>
  text
    .split(' ')
    .map((pair) => pair.split('>'))
    .map(([from, to]) => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}" />`)
    .join('');

test('a loop in which nothing waits and nothing leaves is found; one that may be left, or waits, is not', async () => {
  const loop = (middle: string) =>
    `<startEvent id="s" /><exclusiveGateway id="again" />${middle}${flows('s>again again>m m>again')}`;

  expect(await checked(loop('<task id="m" />'))).toEqual([['endless', 'again']]);
  expect(await checked(loop('<userTask id="m" />'))).toEqual([]);
  expect(
    await checked(
      `<startEvent id="s" /><exclusiveGateway id="again" /><task id="m" /><exclusiveGateway id="g" default="g-again" /><endEvent id="e" />${flows('s>again again>m m>g g>again')}<sequenceFlow id="out" sourceRef="g" targetRef="e"><conditionExpression xsi:type="tFormalExpression">=x &gt; 1</conditionExpression></sequenceFlow>`,
    ),
  ).toEqual([]);
});

test('a join that waits for a branch which may not come is found, and why; one that gets all its tokens is not', async () => {
  const joined = (fork: string, join: string, condition = '') =>
    `<startEvent id="s" /><${fork} id="fork" /><userTask id="a" /><userTask id="b" /><${join} id="join" /><endEvent id="e" />${flows('s>fork a>join b>join join>e')}${['a', 'b'].map((to) => `<sequenceFlow id="fork-${to}" sourceRef="fork" targetRef="${to}">${to === 'b' ? condition.replace('=x', '=not(x)') : condition}</sequenceFlow>`).join('')}`;
  const chosen = '<conditionExpression xsi:type="tFormalExpression">=x</conditionExpression>';

  expect(await checked(joined('parallelGateway', 'parallelGateway'))).toEqual([]);
  expect(await checked(joined('exclusiveGateway', 'exclusiveGateway', chosen))).toEqual([]);
  expect(await checked(joined('inclusiveGateway', 'inclusiveGateway', chosen))).toEqual([]);
  expect(await checked(joined('exclusiveGateway', 'parallelGateway', chosen))).toEqual([['deadlock', 'join']]);
  expect(await checked(joined('inclusiveGateway', 'parallelGateway', chosen))).toEqual([['deadlock', 'join']]);
});

test('a join that can wait for ever is found beside a loop whose tokens have no bound', async () => {
  const when = '<conditionExpression xsi:type="tFormalExpression">=x</conditionExpression>';
  const model = `<startEvent id="s" /><userTask id="a" default="other" /><parallelGateway id="join" /><endEvent id="e" />${flows('s>a join>e')}<sequenceFlow id="again" sourceRef="a" targetRef="a">${when}</sequenceFlow><sequenceFlow id="one" sourceRef="a" targetRef="join">${when}</sequenceFlow><sequenceFlow id="other" sourceRef="a" targetRef="join" />`;

  expect(await checked(model)).toEqual([['deadlock', 'join']]);
});

test('a branch that an interrupting event leads away is missed at the join', async () => {
  const model = (rest: string) =>
    `<startEvent id="s" /><parallelGateway id="fork" /><userTask id="a" /><userTask id="b" /><boundaryEvent id="late" attachedToRef="a"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">P1D</timeDuration></timerEventDefinition></boundaryEvent><parallelGateway id="join" /><endEvent id="e" />${flows('s>fork fork>a fork>b a>join b>join join>e')}${rest}`;

  expect(await checked(model(`<endEvent id="gone" />${flows('late>gone')}`))).toEqual([['deadlock', 'join']]);
  expect(
    await checked(model(`<endEvent id="stop"><terminateEventDefinition /></endEvent>${flows('late>stop')}`)),
  ).toEqual([]);
});

test('a sub-process that is always left by an error does not miss at the join by its usual way', async () => {
  const inner = `<subProcess id="a"><startEvent id="i" /><userTask id="try" /><endEvent id="no"><errorEventDefinition /></endEvent>${flows('i>try try>no')}</subProcess><boundaryEvent id="caught" attachedToRef="a"><errorEventDefinition /></boundaryEvent>`;
  const forked = (more: string) =>
    `<startEvent id="s" /><parallelGateway id="fork" />${inner}<userTask id="b" /><parallelGateway id="join" /><endEvent id="e" />${flows(`s>fork fork>a fork>b b>join join>e ${more}`)}`;

  expect(await checked(forked('caught>join'))).toEqual([]);
  expect(await checked(forked('a>join'))).toEqual([['deadlock', 'join']]);
});

test('a compensation handler is reached by its event; one without an event is not', async () => {
  const handled = `<startEvent id="s" /><task id="x" /><boundaryEvent id="b" attachedToRef="x"><compensateEventDefinition /></boundaryEvent><task id="undo" isForCompensation="true" /><endEvent id="e"><compensateEventDefinition /></endEvent>${flows('s>x x>e')}`;

  expect(await checked(`${handled}<association id="a" sourceRef="b" targetRef="undo" />`)).toEqual([]);
  expect(await checked(handled)).toEqual([
    ['unreachable', 'undo'],
    ['compensations', 'b'],
  ]);
});

test('an event that can never happen is found: at what never waits, where nothing throws it, behind one that always comes first', async () => {
  const findings = await found(
    model()
      .startEvent()
      .task('passes')
      .boundaryTimer('P1D', 'never')
      .from('passes')
      .subProcess('inner', (inside) => inside.startEvent('s').userTask('u').endError('known', 'thrown'))
      .boundaryError('knwon', 'misspelt')
      .from('inner')
      .boundaryError('known', 'caught')
      .from('inner')
      .userTask('ask')
      .boundaryTimer('P15D', 'reminder', { interrupting: false })
      .from('ask')
      .boundaryTimer('P10D', 'overdue')
      .from('ask')
      .serviceTask('query')
      .boundaryError('any', 'failed')
      .from('query')
      .eventBased('first')
      .catchMessage('paid', '=n', 'one')
      .from('first')
      .catchMessage('paid', '=n', 'two'),
  );

  expect(findings.filter(([rule]) => rule === 'unmet')).toEqual([
    ['unmet', 'never', "'never' can never happen: 'passes' never waits."],
    ['unmet', 'misspelt', "'misspelt' can never happen: no element in 'inner' throws an error 'knwon'."],
    ['unmet', 'reminder', "'reminder' can never happen: 'overdue' is due earlier and ends the waiting."],
    ['unmet', 'two', "'two' can never happen: 'one' awaits the same message and receives it first."],
  ]);
});

test('in random models nothing ever happens of which the checks say that it cannot', () => {
  let findings = 0;
  fc.assert(
    fc.property(tangle, fc.array(fc.nat(), { minLength: 24, maxLength: 24 }), (shape, picks) => {
      const model = graphOf(shape);
      const never = check(model.graph)
        .filter(({ rule, isPossible }) => (rule === 'unreachable' || rule === 'unmet') && !isPossible)
        .map(({ elementId }) => elementId);
      findings += never.length;
      const happened = [...turns(model, picks)].flatMap(({ commands }) =>
        commands.flatMap((command) =>
          command.type === 'record' && /activated|triggered/.test(command.record.intent)
            ? [command.record.elementId]
            : [],
        ),
      );
      expect(happened.filter((id) => never.includes(id))).toEqual([]);
    }),
    { numRuns: Number(process.env['RUNS'] ?? 60) },
  );
  expect(findings).toBeGreaterThan(50);
});

test('an expression that does not parse is found wherever it stands', async () => {
  const broken = '=1 +';
  const findings = await found(
    model()
      .startEvent()
      .exclusive('g')
      .when(broken)
      .serviceTask('job', { type: broken, inputs: { a: broken }, outputs: { b: broken } })
      .callActivity('call', broken)
      .scriptTask('script', broken, 'r')
      .userTask('t', { loop: { over: broken, collect: ['c', broken], until: broken } })
      .boundaryTimer('P1D', 'x')
      .catchMessage('m', broken, 'm')
      .catchTimer('date', broken, 'timer')
      .endEvent()
      .from('g')
      .otherwise()
      .endEvent('e2'),
  );

  const at = findings.map(([, elementId]) => elementId);
  expect(at.toSorted()).toEqual(
    ['call', 'g-job', 'job', 'job', 'job', 'm', 'script', 't', 't', 't', 'timer'].toSorted(),
  );
});

test('a function that FEEL has not is found; one that gives another value each time is for a job', async () => {
  const built = await model().startEvent().scriptTask('a', '=summ([1])', 'x').scriptTask('b', '=uuid()', 'y').build();

  expect(check(built.graph)).toMatchObject([
    { rule: 'expressions', elementId: 'a', reason: "'=summ([1])' calls 'summ', which is not a function of FEEL here." },
    { rule: 'expressions', elementId: 'b', advice: expect.stringContaining('let a job provide the value') },
  ]);
});

test('a flow that hides those after it is found', async () => {
  const findings = await found(
    model()
      .startEvent()
      .exclusive('g')
      .endEvent('a')
      .from('g')
      .when('=x')
      .endEvent('b')
      .from('g')
      .otherwise()
      .endEvent('c'),
  );

  expect(findings).toMatchObject([['hiddenFlows', 'g-a', expect.stringContaining('no condition')]]);
});

test('a message awaited without a key is found, but not where it starts a process', async () => {
  const plain = model().startMessage('filed', 's').other('<receiveTask id="wait" />').from('s').to('wait');

  expect(await found(plain)).toEqual([
    ['messageKeys', 'wait', "'wait' awaits the message 'wait' without a correlation key."],
  ]);
});

test('a start event that nothing in a case could begin the process by is found: a timer, a computed name, the same name twice', async () => {
  const all = model()
    .startTimer('cycle', 'R/P1D', 's')
    .endEvent('e')
    .startMessage('="clue-" + x', 'computed')
    .endEvent('c')
    .startMessage('clue', 'one')
    .endEvent('o')
    .startMessage('clue', 'two')
    .endEvent('t');

  expect(await found(all)).toEqual([
    ['processStarts', 's', expect.stringContaining('A timer has no case')],
    ['processStarts', 'computed', expect.stringContaining('found the expression')],
    ['processStarts', 'two', "Expected one start event for the message 'clue'; found 'one' too."],
  ]);
});

test('a job type that nobody handles is found, with those near by, or all where none is; what is computed is left to the case', async () => {
  const jobs = model()
    .startEvent()
    .serviceTask('a', { type: 'db:document.isue' })
    .serviceTask('b', { type: 'agency:bank:freeze' })
    .serviceTask('c', { type: '="agency:" + caseFile.number' })
    .serviceTask('d', { type: 'send-mail' });
  const { graph } = await jobs.build();

  const findings = check(graph, { jobTypes: ['db:document.issue', 'agency:bank:*'] });

  expect(findings).toMatchObject([
    { rule: 'jobTypes', elementId: 'a', advice: expect.stringContaining('(db:document.issue)') },
    { rule: 'jobTypes', elementId: 'd', advice: expect.stringContaining('(db:document.issue, agency:bank:*)') },
  ]);
});

test('decisions and processes that are not there are found; a process may call itself', async () => {
  const calls = model('p')
    .startEvent()
    .other(
      '<businessRuleTask id="d"><extensionElements><zeebe:calledDecision decisionId="none" resultVariable="r" /></extensionElements></businessRuleTask>',
    )
    .from('start')
    .to('d')
    .from('d')
    .callActivity('c', 'missing')
    .callActivity('self', 'p');

  expect((await found(calls, { decisionIds: ['x'], processIds: ['y'] })).map(([rule, id]) => [rule, id])).toEqual([
    ['references', 'd'],
    ['references', 'c'],
  ]);
  expect(await found(calls)).toEqual([]);
});

test('a citation that does not resolve is found', async () => {
  const cited = model().startEvent('s', { properties: { legalBasis: 'CPL#251, CPL#9999 XX#1' } });
  const faultOfCitation = (citation: string) =>
    citation === 'CPL#251' ? undefined : { zh: `没有 ${citation}`, en: `not ${citation}` };

  expect(await found(cited, { faultOfCitation })).toEqual([
    ['citations', 's', 'not CPL#9999'],
    ['citations', 's', 'not XX#1'],
  ]);
});

test('the product’s own models are sound', async () => {
  const files = (extension: string) =>
    modelFiles()
      .filter(({ name }) => name.endsWith(extension))
      .map(({ content }) => content);
  const graphs = (await Promise.all(files('.bpmn').map((xml) => read(xml)))).flatMap((file) => file.graphs);
  const decisions = (await Promise.all(files('.dmn').map((xml) => readDecisions(xml)))).flatMap(
    (file) => file.decisions,
  );
  const forms = files('.form').map((content) => readForm(content).form!);
  const knowledge = {
    jobTypes,
    graphs,
    decisions: Object.fromEntries(decisions.map((decision) => [decision.id, decision])),
    forms: Object.fromEntries(forms.map((form) => [form.id, form])),
    decisionIds: decisions.map(({ id }) => id),
    processIds: graphs.map(({ processId }) => processId),
    faultOfCitation: faultOfCitation('2026-03-02'),
  };

  expect(
    graphs.flatMap((graph) => check(graph, knowledge).map((finding) => ({ process: graph.processId, ...finding }))),
  ).toEqual([]);
});
