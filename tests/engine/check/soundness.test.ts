// What the checks find in small models that are drawn wrongly, and that they find nothing in those that only look so.
import { expect, test } from '@jest/globals';
import { check } from '../../../engine/check/index.ts';
import { read } from '../../../engine/read/index.ts';
import {
  boundary,
  definitions,
  error,
  escalation,
  eventSub,
  link,
  message,
  script,
  signal,
  sketch,
  sub,
  tag,
  timer,
} from '../support/sketch.ts';

async function found(processes: { readonly [id: string]: string }, isTogether = false) {
  const { graphs, faults } = await read(definitions(processes));
  expect(faults).toEqual([]);
  const knowledge = isTogether ? { graphs, processIds: graphs.map(({ processId }) => processId) } : {};
  return graphs.flatMap((graph) =>
    check(graph, knowledge)
      .filter(({ isAssumption }) => !isAssumption)
      .map(({ rule, elementId }) => `${rule} ${elementId}`),
  );
}

const compensate = '<compensateEventDefinition />';
const cancel = '<cancelEventDefinition />';
const terminate = '<terminateEventDefinition />';
const caught = (id: string, event: string) => tag('intermediateCatchEvent', id, event);
const thrown = (id: string, event: string) => tag('intermediateThrowEvent', id, event);
const end = (id: string, event: string) => tag('endEvent', id, event);
const start = (id: string, event: string, attributes = '') => tag('startEvent', id, event, attributes);
const receive = '<receiveTask id="r1" messageRef="message-m" />';
const transaction = (flows: string, other = '') => tag('transaction', 'w', sketch(flows, other));
const calls = (id: string, process: string) =>
  tag('callActivity', id, `<extensionElements><zeebe:calledElement processId="${process}" /></extensionElements>`);
const undone = `${boundary('b', 't1', compensate)}<task id="t9" isForCompensation="true" /><association id="a" sourceRef="b" targetRef="t9" />`;
const until = (condition: string) =>
  `<standardLoopCharacteristics><loopCondition>${condition}</loopCondition></standardLoopCharacteristics>`;

test.each<readonly [finding: string, model: string]>([
  // Joins
  ['deadlock p1', sketch('s>x1 x1>u1?=a x1>u2! u1>p1 u2>p1 p1>e')],
  ['deadlock p1', sketch('s>v1 v1>k1 v1>k2 k1>p1 k2>p1 p1>e', caught('k1', timer('P1D')) + caught('k2', message('m')))],
  ['deadlock p1', sketch('s>u1 u1>p1 p1>u2 u2>x1 x1>p1?=a x1>e!')],
  ['deadlock p1', sketch('s>u1 u1>p1 b>p1 p1>e', boundary('b', 'u1', timer('P1D')))],
  ['deadlock p1', sketch('s>u1 u1>p1 b>u2 u2>p1 p1>e', boundary('b', 'u1', timer('P1D'), false))],
  [
    'deadlock p1',
    sketch('s>u9 u9>e', eventSub('w', 's1>x1 x1>u1?=a x1>u2! u1>p1 u2>p1 p1>e1', start('s1', message('m')))),
  ],
  ['synchronisation x1', sketch('s>p1 p1>u1 p1>u2 u1>x1 u2>x1 x1>u3 u3>e')],
  ['synchronisation u3', sketch('s>o1 o1>u1?=a o1>u2! u1>u3 u2>u3 u3>e').replace('o1" default="o1-u2"', 'o1"')],
  ['synchronisation u2', sketch('s>u1 u1>u2 b>u2 u2>e', boundary('b', 'u1', timer('P1D'), false))],
  // Loops
  ['endless h1', sketch('s>x1 x1>t1 t1>h1 k1>x1', thrown('h1', link('L')) + caught('k1', link('L')))],
  ['endless x1', sketch('s>x1 x1>x2 x2>t1?=a x2>t2! t1>x1 t2>x1')],
  ['endless w', sketch('s>x1 x1>w w>x1', sub('w', 's1>t1 t1>e1'))],
  ['endless k1', sketch('s>x1 x1>k1 k1>x1', caught('k1', timer('PT0S')))],
  ['endless d', sketch('s>c c>x1 x1>d d>x2 x2>x1?=n<3 x2>e!', script('c', '=0', 'n') + script('d', '=n+1', 'm'))],
  ['endless t1', sketch('s>t1 t1>e', tag('task', 't1', until('=true')))],
  ['selfCalls k', sketch('s>t1 t1>k k>e', calls('k', 'p'))],
  ['selfCalls k', sketch('s>x1 x1>w?=a x1>k! w>k k>e', sub('w', 's1>t1 t1>e1') + calls('k', 'p'))],
  // Ways that nothing takes
  ['hiddenFlows x1-u1', sketch('s>x1 x1>u1?=1=0 x1>u2! u1>e u2>e')],
  ['hiddenFlows x1-u1', sketch('s>x1 x1>u1?=1=1 x1>u2! u1>e u2>e')],
  ['hiddenFlows x1-u2', sketch('s>x1 x1>u1?=n>1 x1>u2?=n>1 x1>u3! u1>e u2>e u3>e').replace('=n&gt;1</', '=n &gt; 1</')],
  ['hiddenFlows x1-u1', sketch('s>x1 x1>u1?="yes" x1>u2! u1>e u2>e')],
  ['coverage x1', sketch('s>x1 x1>u1?=n>1 x1>u2?=n<1 u1>e u2>e')],
  ['coverage x1', sketch('s>x1 x1>u1?=n.a<10 x1>u2?=n.a>=11.5 u1>e u2>e')],
  ['coverage o1', sketch('s>o1 o1>u1?=a o1>u2?=b u1>o2 u2>o2 o2>e')],
  ['coverage u1', sketch('s>u1 u1>u2?=status="approved" u2>e')],
  // Events that nobody meets, and what nobody hears
  ['unmet r1', sketch('s>r1 r1>e b>e2', receive + boundary('b', 'r1', message('m')))],
  [
    'unmet k1',
    sketch(
      's>w w>e',
      sub('w', 's1>k1 k1>e1', caught('k1', message('m'))) + eventSub('w2', 's2>u1 u1>e2', start('s2', message('m'))),
    ),
  ],
  ['timers k1', sketch('s>k1 k1>e', caught('k1', timer('="soon"')))],
  ['timers k1', sketch('s>k1 k1>e', caught('k1', timer('-P1D')))],
  ['timers b', sketch('s>u1 u1>e b>e2', boundary('b', 'u1', timer('=duration("PT0S")')))],
  ['compensations b', sketch('s>w w>e b>e2', transaction('s1>u1 u1>e1') + boundary('b', 'w', cancel))],
  ['compensations h1', sketch('s>u1 u1>h1 h1>e', thrown('h1', compensate))],
  ['compensations b', sketch('s>t1 t1>e', undone)],
])('%s', async (finding, model) => {
  expect(await found({ p: model })).toEqual([finding]);
});

test.each<readonly [why: string, model: string]>([
  ['branches to one end', sketch('s>p1 p1>u1 p1>u2 u1>e u2>e')],
  ['branches that merge at the end', sketch('s>p1 p1>u1 p1>u2 u1>x1 u2>x1 x1>e')],
  ['choices joined inclusively', sketch('s>x1 x1>u1?=a x1>u2! u1>o1 u2>o1 o1>u3 u3>e')],
  ['a reminder', sketch('s>u1 u1>e b>u2 u2>e2', boundary('b', 'u1', timer('P1D'), false))],
  [
    'a reminder joined inclusively',
    sketch('s>u1 u1>o1 b>u2 u2>o1 o1>u3 u3>e', boundary('b', 'u1', timer('P1D'), false)),
  ],
  ['a loop in a branch', sketch('s>p1 p1>x1 x1>u1 u1>x2 x2>x1?=a x2>p2! p1>u2 u2>p2 p2>e')],
  ['a loop around a fork', sketch('s>x1 x1>p1 p1>u1 p1>u2 u1>p2 u2>p2 p2>x2 x2>x1?=a x2>e!')],
  ['a choice merged by a task', sketch('s>p1 p1>x1 x1>u1?=a x1>u2! u1>u4 u2>u4 u4>p2 p1>u3 u3>p2 p2>e')],
  [
    'an event choice that begins again',
    sketch('s>x1 x1>v1 v1>k1 v1>k2 k1>t1 t1>x1 k2>e', caught('k1', timer('P1D')) + caught('k2', message('m'))),
  ],
  ['counting', sketch('s>c c>x1 x1>d d>x2 x2>x1?=n<3 x2>e!', script('c', '=0', 'n') + script('d', '=n+1', 'n'))],
  ['a loop of unnamed work', sketch('s>x1 x1>t1 t1>x2 x2>x1?=a x2>e!')],
  ['inclusive gateways around work', sketch('s>o1 o1>o2 o2>o3 o2>u1 u1>o3 o3>o1 o3>e')],
  ['a loop by the clock', sketch('s>x1 x1>k1 k1>t1 t1>x1', caught('k1', timer('P1D')))],
  [
    'an escalation that ends the loop',
    sketch(
      's>w w>e b>e2',
      sub('w', 's1>x1 x1>h1 h1>x1', thrown('h1', escalation('E'))) + boundary('b', 'w', escalation('E')),
    ),
  ],
  ['recursion that may end', sketch('s>x1 x1>k?=n>0 x1>e! k>e', calls('k', 'p'))],
  ['recursion that waits', sketch('s>u1 u1>k k>e', calls('k', 'p'))],
  [
    'a repeated script',
    sketch(
      's>c c>e',
      script('c', '=1', 'n').replace('</extensionElements>', `</extensionElements>${until('=n &lt; 3')}`),
    ),
  ],
  ['all numbers', sketch('s>x1 x1>u1?=n<10 x1>u2?=n>=10 u1>e u2>e')],
  ['all whole numbers', sketch('s>x1 x1>u1?=n<10 x1>u2?=n>10 x1>u3?=10=n u1>e u2>e u3>e')],
  ['yes and no', sketch('s>x1 x1>u1?=a.b x1>u2?=not(a.b) u1>e u2>e')],
  ['known states', sketch('s>x1 x1>u1?=k="a" x1>u2?=k="b" u1>e u2>e')],
  ['variables named as functions', sketch('s>k1 k1>x1 x1>u1?=count>1 x1>e! u1>e', caught('k1', timer('=duration')))],
  [
    'compensation beside a branch',
    sketch('s>p1 p1>t1 t1>p2 p1>u1 u1>p2 p2>h1 h1>e', undone + thrown('h1', compensate)),
  ],
  ['first to the end', sketch('s>p1 p1>u1 p1>u2 u1>x1 u2>x1 x1>e', end('e', terminate))],
  [
    'the same message again and again',
    sketch('s>r1 r1>e', receive + eventSub('w', 's1>u1 u1>e1', start('s1', message('m'), 'isInterrupting="false"'))),
  ],
  [
    'a signal within',
    sketch('s>p1 p1>u1 u1>h1 h1>p2 p1>k1 k1>p2 p2>e', thrown('h1', signal('A')) + caught('k1', signal('A'))),
  ],
  [
    'an error caught further out',
    sketch(
      's>w w>e b>e2',
      sub('w', 's1>v v>e1', sub('v', 's2>u1 u1>e3', end('e3', error('E')))) + boundary('b', 'w', error('E')),
    ),
  ],
])('nothing: %s', async (_, model) => {
  expect(await found({ p: model })).toEqual([]);
});

test('what no model awaits or catches is found where models are looked at together, else assumed to be heard elsewhere', async () => {
  const models = {
    sender: sketch(
      's>h1 h1>h2 h2>k k>e b>e',
      thrown('h1', message('paid')) +
        thrown('h2', signal('paymnet')) +
        calls('k', 'called') +
        boundary('b', 'k', error('E')),
    ),
    receiver: sketch('s2>k2 k2>e2', caught('k2', signal('payment'))),
    called: sketch(
      's3>o3 o3>e3 o3>e4 o3>e5',
      end('e3', error('E')) + end('e4', error('F')) + end('e5', escalation('G')),
    ),
  };

  expect(await found(models, true)).toEqual(['unheard h1', 'unheard h2', 'unheard e4', 'unheard e5']);
  expect(await found(models)).toEqual([]);
});

test('a key that is the same in every case is found, and one that is none', async () => {
  const waiting = definitions({ p: sketch('s>k1 k1>e', caught('k1', message('m'))) });
  const keyed = async (key: string) => {
    const { graphs } = await read(waiting.replace('=caseFile.number', key));
    return check(graphs[0]!).map(({ rule, isPossible }) => [rule, isPossible ?? false]);
  };

  expect(await keyed('orderId')).toEqual([['messageKeys', true]]);
  expect(await keyed('=null')).toEqual([['messageKeys', false]]);
  expect(await keyed('=caseFile.id')).toEqual([]);
});

/** Layers of two exclusive gateways, each leading to both of the next: 2 ** 40 ways from the one that begins. */
const mesh = (begin: string, end: string) => {
  const layers = Array.from({ length: 40 }, (_, layer) =>
    ['a', 'b'].map((one) => `x${layer}${one}>x${layer + 1}a?=a x${layer}${one}>x${layer + 1}b!`).join(' '),
  );
  return sketch(`${begin} ${layers.join(' ')} x40a>${end} x40b>${end} ${end}>e`, calls('c1', 'one'));
};

test('a mesh of choices is checked element by element, not way by way', async () => {
  const calling = await found({ one: mesh('s>p1 p1>x0a p1>x0b', 'c1') });
  const ending = await found({
    one: mesh('s>p1 p1>x0a p1>x0b', 'x99').replace(/<callActivity.*?<\/callActivity>/, ''),
  });

  expect(calling).toContain('selfCalls c1');
  expect(ending).toEqual([]);
});
