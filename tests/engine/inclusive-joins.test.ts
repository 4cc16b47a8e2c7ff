// Difficult cases of inclusive joins (BPMN 2.0.2 §13.4.3). The random models of `oracle/` check the rule in general;
// these cases deserve a name.
import { expect, test } from '@jest/globals';
import { check } from '../../engine/check/index.ts';
import { startXml } from './support/run.ts';

const flows = (text: string) =>
  text
    .split(' ')
    .map((pair) => pair.split('>'))
    .map(([from, to]) => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}" />`)
    .join('');
const tasks = (...ids: string[]) => ids.map((id) => `<userTask id="${id}" />`).join('');
const timer = (id: string, host: string, interrupting = true) =>
  `<boundaryEvent id="${id}" attachedToRef="${host}" cancelActivity="${interrupting}"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">P1D</timeDuration></timerEventDefinition></boundaryEvent>`;

const forked = (rest: string, more = '') =>
  `<startEvent id="s" /><parallelGateway id="fork" /><inclusiveGateway id="join" />${tasks('a', 'b', 'after')}${rest}${flows(`s>fork fork>a fork>b a>join join>after ${more}`)}`;

test('an inclusive join does not wait for a token that it has itself sent into a loop', async () => {
  const run = await startXml(
    `<startEvent id="s" /><inclusiveGateway id="one" /><inclusiveGateway id="two" />${tasks('a', 'b')}${flows('s>one one>a a>two two>b b>one')}`,
  );

  expect(run.complete('a').open).toEqual(['b']);
  expect(run.complete('a').complete('b').open).toEqual(['a']);
});

test('two inclusive joins that could each get the other’s token wait for each other, as the specification says; the checks report it', async () => {
  const run = await startXml(
    `<startEvent id="s" /><parallelGateway id="fork" /><inclusiveGateway id="one" /><inclusiveGateway id="two" />${tasks('a', 'b', 'x', 'y')}${flows('s>fork fork>a fork>b a>one b>two one>x two>y x>two y>one')}`,
  );

  expect(run.complete('a').complete('b').open).toEqual([]);
  expect(check(run.model.graph).map(({ rule, elementId }) => [rule, elementId])).toContainEqual(['deadlock', 'one']);
});

test('an inclusive join waits for a branch with an incident until that is resolved', async () => {
  const run = await startXml(forked('<serviceTask id="query" />', 'b>query query>join'));
  const failed = run.complete('a').complete('b').fail('query', 'down');

  expect(failed.open).toEqual(['query']);
  expect(failed.resolve('query').complete('query').open).toEqual(['after']);
  expect(failed.resolve('query', 'skip').open).toEqual(['after']);
});

test('an inclusive join waits for a token that may leave an activity by a boundary event', async () => {
  const run = await startXml(forked(`${timer('late', 'b')}<endEvent id="e" />`, 'b>e late>join'));
  const waiting = run.complete('a');

  expect(waiting.open).toEqual(['b']);
  expect(waiting.timerFired('late').open).toEqual(['after']);
  expect(waiting.complete('b').open).toEqual(['after']);
});

test('an inclusive join does not wait for an exception when the usual way leads to a flow that already has its token', async () => {
  const run = await startXml(
    `<startEvent id="s" /><parallelGateway id="fork" /><exclusiveGateway id="merge" /><inclusiveGateway id="join" />${tasks('a', 'b', 'after')}${timer('late', 'b')}${flows('s>fork fork>a fork>b a>merge b>merge merge>join late>join join>after')}`,
  );

  expect(run.complete('a').open).toEqual(['b', 'after']);
});

test('a sub-process counts as one place, whatever its content', async () => {
  const run = await startXml(
    forked(
      `<subProcess id="sub"><startEvent id="i" /><inclusiveGateway id="inner" />${tasks('p', 'q')}${flows('i>p i>q p>inner q>inner')}</subProcess>`,
      'b>sub sub>join',
    ),
  );
  const inside = run.complete('a').complete('b');

  expect(inside.open).toEqual(['sub', 'p', 'q']);
  expect(inside.complete('p').open).toEqual(['sub', 'q']);
  expect(inside.complete('p').complete('q').open).toEqual(['after']);
});

test('an inclusive join does not wait for an event sub-process, which cannot reach it', async () => {
  const run = await startXml(
    forked(
      '<subProcess id="handler" triggeredByEvent="true"><startEvent id="told" isInterrupting="false"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">P1D</timeDuration></timerEventDefinition></startEvent><userTask id="h" /><sequenceFlow id="hh" sourceRef="told" targetRef="h" /></subProcess>',
      'b>join',
    ),
  );
  const handled = run.timerFired('told').complete('a');

  expect(handled.open).toEqual(['b', 'handler', 'h']);
  expect(handled.complete('b').open).toEqual(['handler', 'h', 'after']);
});

test('an interrupting event sub-process also removes the tokens that wait at an inclusive join', async () => {
  const run = await startXml(
    forked(
      '<subProcess id="handler" triggeredByEvent="true"><startEvent id="told"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">P1D</timeDuration></timerEventDefinition></startEvent><userTask id="h" /><sequenceFlow id="hh" sourceRef="told" targetRef="h" /></subProcess>',
      'b>join',
    ),
  );
  const handled = run.complete('a').timerFired('told');

  expect(handled.open).toEqual(['handler', 'h']);
  expect(handled.complete('h').status).toBe('completed');
});

test('each token beyond the first on a flow passes an inclusive join by itself', async () => {
  const run = await startXml(
    `<startEvent id="s" /><parallelGateway id="fork" /><exclusiveGateway id="merge" /><inclusiveGateway id="join" />${tasks('a', 'b', 'c', 'after')}${flows('s>fork fork>a fork>b fork>c a>merge b>merge merge>join c>join join>after')}`,
  );

  const all = run.complete('a').complete('b').complete('c');

  expect(all.open).toEqual(['after', 'after']);
});
