// The 43 workflow control-flow patterns (van der Aalst, ter Hofstede, Russell, Mulyar 2006). Each has a model of our
// own with the required behavior, or the reason why it is not supported.
import type { Run } from '../support/run.ts';

interface Supported {
  /** Elements of a process. */
  readonly model: string;
  readonly variables?: { readonly [name: string]: number | boolean | readonly number[] };
  /**
   * The actions in order: a task's id completes it, `!id` fires the timer there, `?id` delivers the message, `*name`
   * broadcasts the signal.
   */
  readonly does: readonly string[];
  /** The open tasks after each action, the first after the start; `end` when the instance has ended. */
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

/** A user task that changes a variable when it completes. */
const doing = (id: string, variable: string, value: string) =>
  `<userTask id="${id}">${output(variable, value)}</userTask>`;
const output = (variable: string, value: string) =>
  `<extensionElements><zeebe:ioMapping><zeebe:output source="=${value}" target="${variable}" /></zeebe:ioMapping></extensionElements>`;
const condition = (text: string) =>
  `<conditionalEventDefinition><condition xsi:type="tFormalExpression">=${text}</condition></conditionalEventDefinition>`;
/** Waits until the lock is free, and takes it in the same step. */
const lock = (...ids: readonly string[]) =>
  ids
    .map(
      (id) =>
        `<intermediateCatchEvent id="${id}">${output('free', 'false')}${condition('free')}</intermediateCatchEvent>`,
    )
    .join('');
const unlocking = (id: string) => doing(id, 'free', 'true');
const counted = (...ids: readonly string[]) => ids.map((id) => doing(id, 'done', 'done + 1')).join('');
/** Leaves the activity once when the condition becomes true, and lets the rest of it run. */
const once = (activity: string, text: string) =>
  `<boundaryEvent id="once" attachedToRef="${activity}" cancelActivity="false">${condition(text)}</boundaryEvent>`;

const noReset =
  'needs a gateway that holds back the next turn of a branch until all branches of this one have come; the complex gateway is refused';

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
  supported(9, 'Structured discriminator', {
    how: 'a sub-process around the branches, with a conditional boundary event that does not interrupt; it is reset when the sub-process ends',
    variables: { done: 0 },
    model: `${start}<subProcess id="all"><startEvent id="t" />${gateway('parallel', 'g')}${counted('a', 'b')}${flows('t>g g>a g>b')}</subProcess>${once('all', 'done &gt;= 1')}${user('c')}${flows('s>all once>c')}`,
    does: ['b', 'a', 'c'],
    opens: ['a b', 'a c', 'c', 'end'],
  }),
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
  supported(17, 'Interleaved parallel routing', {
    how: 'a conditional event before each task, which takes a lock that the task returns',
    variables: { free: true },
    model: `${start}${gateway('parallel', 'g')}${lock('x', 'y', 'z')}${unlocking('a')}${unlocking('b')}${unlocking('c')}${flows('s>g g>x g>y x>a y>b b>z z>c')}`,
    does: ['a', 'b', 'c'],
    opens: ['a', 'b', 'c', 'end'],
  }),
  supported(18, 'Milestone', {
    how: 'a conditional event before the task, over a variable that says where the other branch stands',
    variables: { reached: false },
    model: `${start}${gateway('parallel', 'g')}${doing('a', 'reached', 'true')}${doing('b', 'reached', 'false')}${doing('c', 'reached', 'true')}${user('x', 'late')}<intermediateCatchEvent id="milestone">${condition('reached')}</intermediateCatchEvent>${flows('s>g g>a a>b b>c g>x x>milestone milestone>late')}`,
    does: ['a', 'b', 'x', 'c', 'late'],
    opens: ['a x', 'b x', 'c x', 'c', 'late', 'end'],
  }),
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
  supported(27, 'Complete multiple instance task', {
    how: 'interrupting boundary event that leads where the activity leads',
    model: `${start}<userTask id="a">${repeated('=[1, 2, 3]')}</userTask><boundaryEvent id="x" attachedToRef="a"><messageEventDefinition /></boundaryEvent>${gateway('exclusive', 'm')}${user('b')}${flows('s>a a>m x>m m>b')}`,
    does: ['a', '?x', 'b'],
    opens: ['a a a', 'a a', 'b', 'end'],
  }),
  missing(28, 'Blocking discriminator', noReset),
  supported(29, 'Cancelling discriminator', {
    how: 'a sub-process whose first branch ends it by a terminate end event',
    model: `${start}<subProcess id="race"><startEvent id="t" />${gateway('parallel', 'g')}${gateway('exclusive', 'm')}${user('a', 'b')}<endEvent id="first"><terminateEventDefinition /></endEvent>${flows('t>g g>a g>b a>m b>m m>first')}</subProcess>${user('c')}${flows('s>race race>c')}`,
    does: ['b', 'c'],
    opens: ['a b', 'c', 'end'],
  }),
  supported(30, 'Structured partial join', {
    how: 'as the structured discriminator, with a count',
    variables: { done: 0 },
    model: `${start}<subProcess id="all"><startEvent id="t" />${gateway('parallel', 'g')}${counted('a', 'b', 'c')}${flows('t>g g>a g>b g>c')}</subProcess>${once('all', 'done &gt;= 2')}${user('d')}${flows('s>all once>d')}`,
    does: ['b', 'a', 'c', 'd'],
    opens: ['a b c', 'a c', 'c d', 'd', 'end'],
  }),
  missing(31, 'Blocking partial join', noReset),
  supported(32, 'Cancelling partial join', {
    how: 'branches as a multi-instance activity with a completion condition',
    model: `${start}<userTask id="a">${repeated('=[1, 2, 3]', until('numberOfCompletedInstances = 2'))}</userTask>${user('b')}${flows('s>a a>b')}`,
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
  supported(34, 'Static partial join for multiple instances', {
    how: 'a conditional boundary event that does not interrupt, over a count of those done',
    variables: { done: 0 },
    model: `${start}${counted('a').replace('</userTask>', `${repeated('=[1, 2, 3]')}</userTask>`)}${once('a', 'done &gt;= 2')}${user('b')}${flows('s>a once>b')}`,
    does: ['a', 'a', 'b', 'a'],
    opens: ['a a a', 'a a', 'a b', 'a', 'end'],
  }),
  supported(35, 'Cancelling partial join for multiple instances', {
    how: 'multi-instance with a completion condition',
    model: `${start}<userTask id="a">${repeated('=[1, 2, 3]', until('numberOfCompletedInstances &gt;= 1'))}</userTask>${user('b')}${flows('s>a a>b')}`,
    does: ['a', 'b'],
    opens: ['a a a', 'b', 'end'],
  }),
  supported(36, 'Dynamic partial join for multiple instances', {
    how: 'an event sub-process that adds one, and a conditional boundary event that does not interrupt around them all',
    variables: { done: 0 },
    model: `${start}<subProcess id="all"><startEvent id="t" />${counted('a')}${flows('t>a')}<subProcess id="more" triggeredByEvent="true"><startEvent id="add" isInterrupting="false"><messageEventDefinition /></startEvent>${counted('b')}${flows('add>b')}</subProcess></subProcess>${once('all', 'done &gt;= 2')}${user('c')}${flows('s>all once>c')}`,
    does: ['?add', '?add', 'a', 'b', 'b', 'c'],
    opens: ['a', 'a b', 'a b b', 'b b', 'b c', 'c', 'end'],
  }),
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
  supported(39, 'Critical section', {
    how: 'a conditional event that takes a lock before the section, whose last task returns it',
    variables: { free: true },
    model: `${start}${gateway('parallel', 'g')}${lock('x', 'y')}${user('a', 'c')}${unlocking('b')}${unlocking('d')}${flows('s>g g>x g>y x>a a>b y>c c>d')}`,
    does: ['a', 'b', 'c', 'd'],
    opens: ['a', 'b', 'c', 'd', 'end'],
  }),
  supported(40, 'Interleaved routing', {
    how: 'a message chooses the next task, a conditional event keeps it back while another runs',
    variables: { free: true },
    model: `${start}${gateway('parallel', 'g')}${message('chooseA')}${message('chooseB')}${lock('x', 'y')}${unlocking('a')}${unlocking('b')}${flows('s>g g>chooseA g>chooseB chooseA>x x>a chooseB>y y>b')}`,
    does: ['?chooseB', '?chooseA', 'b', 'a'],
    opens: ['', 'b', 'b', 'a', 'end'],
  }),
  supported(41, 'Thread merge', {
    how: 'a sub-process: all its threads have become one when it ends',
    model: `${start}<subProcess id="all"><startEvent id="t" />${gateway('parallel', 'p')}${gateway('exclusive', 'm')}${user('a')}${flows('t>p p>m m>a')}<sequenceFlow id="second" sourceRef="p" targetRef="m" /></subProcess>${user('b')}${flows('s>all all>b')}`,
    does: ['a', 'a', 'b'],
    opens: ['a a', 'a', 'b', 'end'],
  }),
  supported(42, 'Thread split', {
    how: 'a parallel gateway whose flows all lead into the same branch',
    model: `${start}${gateway('parallel', 'p')}${gateway('exclusive', 'm')}${user('a')}${flows('s>p p>m m>a')}<sequenceFlow id="second" sourceRef="p" targetRef="m" />`,
    does: ['a', 'a'],
    opens: ['a a', 'a', 'end'],
  }),
  supported(43, 'Explicit termination', {
    how: 'terminate end event',
    model: `${start}${gateway('parallel', 'g')}${user('a', 'b')}<endEvent id="stop"><terminateEventDefinition /></endEvent>${flows('s>g g>a g>b b>stop')}`,
    does: ['b'],
    opens: ['a b', 'end'],
  }),
];

/** Does one action; `a x=false` completes a with that variable. */
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
    `Of the 43 patterns ${count} are supported, each with a model and a test (\`tests/engine/patterns\`). Generated by \`WRITE_DOCS=1 npm test -- tests/engine\`; a test fails when it is stale.`,
    '',
    '| no. | pattern | supported by | not, because |',
    '| --- | --- | --- | --- |',
    ...patterns.map((one) => `| ${one.number} | ${one.name} | ${one.supported?.how ?? ''} | ${one.why ?? ''} |`),
    '',
  ].join('\n');
}
