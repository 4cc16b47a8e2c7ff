// The 43 workflow control-flow patterns (van der Aalst, ter Hofstede, Russell, Mulyar 2006), each as a model of our own with what must follow; or the reason why not.
import type { Run } from '../support/run.ts';

interface Supported {
  /** Elements of a process. */
  readonly model: string;
  readonly variables?: { readonly [name: string]: number | boolean | string | readonly number[] };
  /** What is done in order: a task's id completes it, `!id` lets the timer there fire, `?id` the message arrive, `*name` broadcasts the signal. */
  readonly does: readonly string[];
  /** The open tasks after each, the first after the start; `end` when it has ended. */
  readonly opens: readonly string[];
  readonly how: string;
}

export interface Pattern {
  readonly number: number;
  readonly name: string;
  readonly supported?: Supported;
  readonly why?: string;
}

const flows = (text: string) =>
  text
    .split(' ')
    .map((pair) => pair.split('>'))
    .map(([from, to]) => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}" />`)
    .join('');
const when = (from: string, to: string, condition: string) =>
  `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}"><conditionExpression xsi:type="tFormalExpression">=${condition}</conditionExpression></sequenceFlow>`;
const user = (...ids: readonly string[]) => ids.map((id) => `<userTask id="${id}" />`).join('');
const gateway = (kind: 'exclusive' | 'parallel' | 'inclusive' | 'eventBased', ...ids: readonly string[]) =>
  ids.map((id) => `<${kind}Gateway id="${id}" />`).join('');
const start = '<startEvent id="s" />';
const end = '<endEvent id="e" />';
const message = (id: string) =>
  `<intermediateCatchEvent id="${id}"><messageEventDefinition /></intermediateCatchEvent>`;
const timer = (text: string) =>
  `<timerEventDefinition><timeDuration xsi:type="tFormalExpression">${text}</timeDuration></timerEventDefinition>`;
const repeated = (collection: string, more = '') =>
  `<multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics inputCollection="${collection}" inputElement="one" /></extensionElements>${more}</multiInstanceLoopCharacteristics>`;
const until = (condition: string) =>
  `<completionCondition xsi:type="tFormalExpression">=${condition}</completionCondition>`;

const noComplexGateway = 'needs a complex gateway that counts tokens and is reset; it is refused';
const noSharedState = 'needs tasks of different branches that exclude one another; BPMN has no symbol for it';

const supported = (number: number, name: string, how: Supported): Pattern => ({ number, name, supported: how });
const missing = (number: number, name: string, why: string): Pattern => ({ number, name, why });

export const patterns: readonly Pattern[] = [
  supported(1, 'Sequence', {
    how: 'sequence flow',
    model: start + user('a', 'b') + end + flows('s>a a>b b>e'),
    does: ['a', 'b'],
    opens: ['a', 'b', 'end'],
  }),
  supported(2, 'Parallel split', {
    how: 'parallel gateway',
    model: start + gateway('parallel', 'g') + user('a', 'b') + flows('s>g g>a g>b'),
    does: ['a', 'b'],
    opens: ['a b', 'b', 'end'],
  }),
  supported(3, 'Synchronization', {
    how: 'parallel gateway',
    model: start + gateway('parallel', 'g', 'j') + user('a', 'b', 'c') + flows('s>g g>a g>b a>j b>j j>c'),
    does: ['a', 'b', 'c'],
    opens: ['a b', 'b', 'c', 'end'],
  }),
  supported(4, 'Exclusive choice', {
    how: 'exclusive gateway',
    variables: { x: 2 },
    model: `${start}<exclusiveGateway id="g" default="g-b" />${user('a', 'b')}${flows('s>g g>b')}${when('g', 'a', 'x = 2')}`,
    does: ['a'],
    opens: ['a', 'end'],
  }),
  supported(5, 'Simple merge', {
    how: 'exclusive gateway',
    variables: { x: 1 },
    model: `${start}<exclusiveGateway id="g" default="g-b" />${gateway('exclusive', 'm')}${user('a', 'b', 'c')}${flows('s>g g>b a>m b>m m>c')}${when('g', 'a', 'x = 2')}`,
    does: ['b', 'c'],
    opens: ['b', 'c', 'end'],
  }),
  supported(6, 'Multi-choice', {
    how: 'inclusive gateway',
    variables: { x: 2 },
    model:
      start +
      gateway('inclusive', 'g') +
      user('a', 'b', 'c') +
      flows('s>g') +
      when('g', 'a', 'x &gt; 0') +
      when('g', 'b', 'x &gt; 1') +
      when('g', 'c', 'x &gt; 2'),
    does: ['a', 'b'],
    opens: ['a b', 'b', 'end'],
  }),
  supported(7, 'Structured synchronizing merge', {
    how: 'inclusive gateway',
    variables: { x: 2 },
    model:
      start +
      gateway('inclusive', 'g', 'j') +
      user('a', 'b', 'c', 'd') +
      flows('s>g a>j b>j c>j j>d') +
      when('g', 'a', 'x &gt; 0') +
      when('g', 'b', 'x &gt; 1') +
      when('g', 'c', 'x &gt; 2'),
    does: ['b', 'a', 'd'],
    opens: ['a b', 'a', 'd', 'end'],
  }),
  supported(8, 'Multi-merge', {
    how: 'exclusive gateway, each token passes',
    model:
      start +
      gateway('parallel', 'g') +
      gateway('exclusive', 'm') +
      user('a', 'b', 'c') +
      flows('s>g g>a g>b a>m b>m m>c'),
    does: ['a', 'b', 'c', 'c'],
    opens: ['a b', 'b c', 'c c', 'c', 'end'],
  }),
  missing(9, 'Structured discriminator', noComplexGateway),
  supported(10, 'Arbitrary cycles', {
    how: 'exclusive gateways, loops with several ways in and out',
    variables: { again: true },
    model: `${start}${gateway('exclusive', 'm', 'n')}<exclusiveGateway id="g" default="g-b" />${user('a', 'b')}${end}${flows('s>m m>a a>g g>b b>n n>e')}${when('g', 'm', 'again')}`,
    does: ['a again=false', 'b'],
    opens: ['a', 'b', 'end'],
  }),
  supported(11, 'Implicit termination', {
    how: 'the process ends with its last token, without an end event',
    model: start + gateway('parallel', 'g') + user('a', 'b') + flows('s>g g>a g>b'),
    does: ['b', 'a'],
    opens: ['a b', 'a', 'end'],
  }),
  supported(12, 'Multiple instances without synchronization', {
    how: 'a loop that splits off a token each time',
    variables: { more: true },
    model: `${start}${gateway('exclusive', 'm')}${gateway('parallel', 'p')}<exclusiveGateway id="g" default="g-e" />${user('ask', 'a')}${end}${flows('s>m m>ask ask>p p>a p>g g>e')}${when('g', 'm', 'more')}`,
    does: ['ask', 'ask more=false', 'a', 'a'],
    opens: ['ask', 'a ask', 'a a', 'a', 'end'],
  }),
  supported(13, 'Multiple instances with a priori design-time knowledge', {
    how: 'multi-instance over a literal list',
    model: `${start}<userTask id="a">${repeated('=[1, 2]')}</userTask>${user('b')}${flows('s>a a>b')}`,
    does: ['a', 'a', 'b'],
    opens: ['a a', 'a', 'b', 'end'],
  }),
  supported(14, 'Multiple instances with a priori run-time knowledge', {
    how: 'multi-instance over a variable',
    variables: { list: [1, 2, 3] },
    model: `${start}<userTask id="a">${repeated('=list')}</userTask>${user('b')}${flows('s>a a>b')}`,
    does: ['a', 'a', 'a', 'b'],
    opens: ['a a a', 'a a', 'a', 'b', 'end'],
  }),
  supported(15, 'Multiple instances without a priori run-time knowledge', {
    how: 'an event sub-process that does not interrupt adds one; the scope ends when all are done',
    model: `${start}<subProcess id="all"><startEvent id="t" />${user('a')}${flows('t>a')}<subProcess id="more" triggeredByEvent="true"><startEvent id="add" isInterrupting="false"><messageEventDefinition /></startEvent>${user('b')}${flows('add>b')}</subProcess></subProcess>${user('c')}${flows('s>all all>c')}`,
    does: ['?add', '?add', 'a', 'b', 'b', 'c'],
    opens: ['a', 'a b', 'a b b', 'b b', 'b', 'c', 'end'],
  }),
  supported(16, 'Deferred choice', {
    how: 'event-based gateway',
    model: `${start}${gateway('eventBased', 'g')}${message('x')}<intermediateCatchEvent id="y">${timer('P1D')}</intermediateCatchEvent>${user('a', 'b')}${flows('s>g g>x g>y x>a y>b')}`,
    does: ['!y', 'b'],
    opens: ['', 'b', 'end'],
  }),
  missing(17, 'Interleaved parallel routing', noSharedState),
  missing(
    18,
    'Milestone',
    'needs a task that may only begin while another branch is in a given state; a conditional event comes near it',
  ),
  supported(19, 'Cancel task', {
    how: 'interrupting boundary event',
    model: `${start}${user('a', 'b')}<boundaryEvent id="x" attachedToRef="a"><messageEventDefinition /></boundaryEvent>${flows('s>a x>b')}`,
    does: ['?x', 'b'],
    opens: ['a', 'b', 'end'],
  }),
  supported(20, 'Cancel case', {
    how: 'terminate end event',
    model: `${start}${gateway('parallel', 'g')}${user('a', 'b')}<endEvent id="stop"><terminateEventDefinition /></endEvent>${flows('s>g g>a g>b a>stop')}`,
    does: ['a'],
    opens: ['a b', 'end'],
  }),
  supported(21, 'Structured loop', {
    how: 'standard loop',
    variables: { again: true },
    model: `${start}<userTask id="a"><standardLoopCharacteristics><loopCondition xsi:type="tFormalExpression">=again</loopCondition></standardLoopCharacteristics></userTask>${user('b')}${flows('s>a a>b')}`,
    does: ['a', 'a again=false', 'b'],
    opens: ['a', 'a', 'b', 'end'],
  }),
  supported(22, 'Recursion', {
    how: 'call activity that calls its own process',
    variables: { deeper: true },
    model: `${start}<exclusiveGateway id="g" default="g-a" /><callActivity id="again"><extensionElements><zeebe:calledElement processId="process" /></extensionElements></callActivity>${user('a')}${flows('s>g g>a')}${when('g', 'again', 'deeper')}`,
    does: ['again'],
    opens: ['again', 'end'],
  }),
  supported(23, 'Transient trigger', {
    how: 'signal, lost on whoever does not wait yet',
    model: `${start}${user('a')}<intermediateCatchEvent id="x"><signalEventDefinition signalRef="go" /></intermediateCatchEvent>${user('b')}${flows('s>a a>x x>b')}`,
    does: ['*go', 'a', '*go', 'b'],
    opens: ['a', 'a', '', 'b', 'end'],
  }),
  supported(24, 'Persistent trigger', {
    how: 'message, kept for its time to live (the message table of the shell)',
    model: start + message('x') + user('a') + flows('s>x x>a'),
    does: ['?x', 'a'],
    opens: ['', 'a', 'end'],
  }),
  supported(25, 'Cancel region', {
    how: 'a sub-process around the region with an interrupting boundary event; regions that are no sub-process: not',
    model: `${start}<subProcess id="region"><startEvent id="t" />${gateway('parallel', 'g')}${user('a', 'b')}${flows('t>g g>a g>b')}</subProcess><boundaryEvent id="x" attachedToRef="region"><messageEventDefinition /></boundaryEvent>${user('c')}${flows('s>region x>c')}`,
    does: ['a', '?x', 'c'],
    opens: ['a b', 'b', 'c', 'end'],
  }),
  supported(26, 'Cancel multiple instance task', {
    how: 'interrupting boundary event at the multi-instance activity',
    model: `${start}<userTask id="a">${repeated('=[1, 2, 3]')}</userTask><boundaryEvent id="x" attachedToRef="a"><messageEventDefinition /></boundaryEvent>${user('c')}${flows('s>a x>c')}`,
    does: ['a', '?x', 'c'],
    opens: ['a a a', 'a a', 'c', 'end'],
  }),
  missing(
    27,
    'Complete multiple instance task',
    'an event cannot complete the rest as done; a completion condition or a modification by a person can',
  ),
  missing(28, 'Blocking discriminator', noComplexGateway),
  supported(29, 'Cancelling discriminator', {
    how: 'a sub-process whose first branch ends it by a terminate end event',
    model: `${start}<subProcess id="race"><startEvent id="t" />${gateway('parallel', 'g')}${gateway('exclusive', 'm')}${user('a', 'b')}<endEvent id="first"><terminateEventDefinition /></endEvent>${flows('t>g g>a g>b a>m b>m m>first')}</subProcess>${user('c')}${flows('s>race race>c')}`,
    does: ['b', 'c'],
    opens: ['a b', 'c', 'end'],
  }),
  missing(30, 'Structured partial join', noComplexGateway),
  missing(31, 'Blocking partial join', noComplexGateway),
  supported(32, 'Cancelling partial join', {
    how: 'branches as a multi-instance activity with a completion condition',
    model: `${start}<userTask id="a">${repeated('=["bank", "registry", "tax"]', until('numberOfCompletedInstances = 2')).replaceAll('"bank", "registry", "tax"', '1, 2, 3')}</userTask>${user('b')}${flows('s>a a>b')}`,
    does: ['a', 'a', 'b'],
    opens: ['a a a', 'a a', 'b', 'end'],
  }),
  supported(33, 'Generalized AND-join', {
    how: 'parallel gateway: tokens in excess wait on their flow for the next turn',
    model:
      start +
      gateway('parallel', 'g', 'j') +
      gateway('exclusive', 'm') +
      user('a', 'b', 'c', 'd') +
      flows('s>g g>a g>b g>c a>m b>m m>j c>j j>d'),
    does: ['a', 'b', 'c', 'd'],
    opens: ['a b c', 'b c', 'c', 'd', ''],
  }),
  missing(
    34,
    'Static partial join for multiple instances',
    'a completion condition ends what still runs; to go on with it running is not executed',
  ),
  supported(35, 'Cancelling partial join for multiple instances', {
    how: 'multi-instance with a completion condition',
    model: `${start}<userTask id="a">${repeated('=[1, 2, 3]', until('numberOfCompletedInstances &gt;= 1'))}</userTask>${user('b')}${flows('s>a a>b')}`,
    does: ['a', 'b'],
    opens: ['a a a', 'b', 'end'],
  }),
  missing(
    36,
    'Dynamic partial join for multiple instances',
    'no instance can be added to a multi-instance activity that runs',
  ),
  supported(37, 'Local synchronizing merge', {
    how: 'inclusive gateway in an unstructured model without loops',
    variables: { x: 1 },
    model:
      start +
      gateway('inclusive', 'g', 'j') +
      gateway('exclusive', 'm') +
      user('a', 'b', 'c', 'd') +
      flows('s>g a>m b>m m>j c>j j>d') +
      when('g', 'a', 'x &gt; 0') +
      when('g', 'b', 'x &gt; 1') +
      when('g', 'c', 'x &gt; 0'),
    does: ['a', 'c', 'd'],
    opens: ['a c', 'c', 'd', 'end'],
  }),
  supported(38, 'General synchronizing merge', {
    how: 'inclusive gateway: waits as long as a token can still come, also through loops',
    variables: { again: true },
    model: `${start}${gateway('parallel', 'p')}${gateway('exclusive', 'm')}<exclusiveGateway id="g" default="g-j" />${gateway('inclusive', 'j')}${user('a', 'b', 'c')}${flows('s>p p>m m>a a>g g>j p>b b>j j>c')}${when('g', 'm', 'again')}`,
    does: ['b', 'a', 'a again=false', 'c'],
    opens: ['a b', 'a', 'a', 'c', 'end'],
  }),
  missing(39, 'Critical section', noSharedState),
  missing(40, 'Interleaved routing', noSharedState),
  missing(41, 'Thread merge', 'completionQuantity and startQuantity other than 1 are refused'),
  missing(42, 'Thread split', 'completionQuantity and startQuantity other than 1 are refused'),
  supported(43, 'Explicit termination', {
    how: 'terminate end event',
    model: `${start}${gateway('parallel', 'g')}${user('a', 'b')}<endEvent id="stop"><terminateEventDefinition /></endEvent>${flows('s>g g>a g>b b>stop')}`,
    does: ['b'],
    opens: ['a b', 'end'],
  }),
];

/** One thing done; `a x=false` completes a with that variable. */
export function doOne(run: Run, act: string): Run {
  if (act.startsWith('!')) return run.timerFired(act.slice(1));
  if (act.startsWith('?')) return run.message(act.slice(1));
  if (act.startsWith('*')) return run.signal(act.slice(1));
  const [id, assignment] = act.split(' ') as [string, string?];
  const [name, value] = assignment?.split('=') ?? [];
  return run.complete(id, name === undefined ? {} : { [name]: value === 'true' });
}

export function openIn(run: Run): string {
  if (run.status !== 'active') return 'end';
  return run.description.open
    .filter(({ awaits }) => awaits !== undefined)
    .map(({ elementId }) => elementId)
    .sort()
    .join(' ');
}

export function patternTable(): string {
  const count = patterns.filter((one) => one.supported).length;
  return [
    '# Workflow control-flow patterns',
    '',
    `Of the 43 patterns ${count} are supported, each with a model and a test (\`tests/engine/patterns\`). Generated by \`npm run bpmn -- support\`; a test fails when it is stale.`,
    '',
    '| no. | pattern | supported by | not, because |',
    '| --- | --- | --- | --- |',
    ...patterns.map((one) => `| ${one.number} | ${one.name} | ${one.supported?.how ?? ''} | ${one.why ?? ''} |`),
    '',
  ].join('\n');
}
