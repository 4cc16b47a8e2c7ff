// The models of the durable trials, for ours and the workflows written by hand: each task's work is recorded in
// PostgreSQL.

export const tasks = 10;
/** Number of nested sub-processes, each with one task. */
export const depth = 5;
export const items = 1_000;
export const turns = 10_000;

const ids = Array.from({ length: tasks }, (_, index) => `t${index + 1}`);
const flow = (from: string, to: string) => `<sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}" />`;
const sequence = (...row: readonly string[]) => row.slice(1).map((id, index) => flow(row[index]!, id));
const process = (id: string, ...elements: readonly string[]) =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="bench"><process id="${id}" isExecutable="true"><startEvent id="s" />${elements.join('')}<endEvent id="e" /></process></definitions>`;

const work = (id: string) =>
  `<serviceTask id="${id}"><extensionElements><zeebe:taskDefinition type="db:work" /></extensionElements></serviceTask>`;
const script = (id: string, expression: string) =>
  `<scriptTask id="${id}"><extensionElements><zeebe:script expression="=${expression}" resultVariable="n" /></extensionElements></scriptTask>`;
const nested = (level: number): string =>
  level === 0
    ? ''
    : `<subProcess id="p${level}"><startEvent id="s${level}" />${work(`t${level}`)}${nested(level - 1)}<endEvent id="e${level}" />${sequence(`s${level}`, `t${level}`, ...(level > 1 ? [`p${level - 1}`] : []), `e${level}`).join('')}</subProcess>`;
const report = (id: string) =>
  `<userTask id="${id}"><extensionElements><zeebe:userTask /></extensionElements></userTask><boundaryEvent id="late_${id}" attachedToRef="${id}"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT1H</timeDuration></timerEventDefinition></boundaryEvent>${flow(`late_${id}`, 'e')}`;

/** The models by their process ids. */
export const durableModels: { readonly [processId: string]: string } = {
  row: process('row', ...ids.map(work), ...sequence('s', ...ids, 'e')),
  parallel: process(
    'parallel',
    '<parallelGateway id="fork" /><parallelGateway id="join" />',
    flow('s', 'fork'),
    ...ids.flatMap((id) => [work(id), ...sequence('fork', id, 'join')]),
    flow('join', 'e'),
  ),
  reports: process('reports', ...ids.map(report), ...sequence('s', ...ids, 'e')),
  nested: process('nested', nested(depth), ...sequence('s', `p${depth}`, 'e')),
  items: process(
    'items',
    work('t').replace(
      '</serviceTask>',
      `<multiInstanceLoopCharacteristics><loopCardinality xsi:type="tFormalExpression">${items}</loopCardinality></multiInstanceLoopCharacteristics></serviceTask>`,
    ),
    ...sequence('s', 't', 'e'),
  ),
  loop: process(
    'loop',
    script('begin', '0'),
    '<exclusiveGateway id="again" />',
    script('turn', 'n + 1'),
    '<exclusiveGateway id="done" default="done_again" />',
    ...sequence('s', 'begin', 'again', 'turn', 'done', 'again'),
    `<sequenceFlow id="done_e" sourceRef="done" targetRef="e"><conditionExpression xsi:type="tFormalExpression">=n &gt;= ${turns}</conditionExpression></sequenceFlow>`,
  ),
};
