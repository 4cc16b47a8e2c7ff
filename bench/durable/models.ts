// The models that run durably, ours beside workflows written by hand: each task's work is recorded in PostgreSQL.

export const tasks = 10;

const ids = Array.from({ length: tasks }, (_, index) => `t${index + 1}`);
const flow = (from: string, to: string) => `<sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}" />`;
const inARow = (...row: readonly string[]) => row.slice(1).map((id, index) => flow(row[index]!, id));
const process = (id: string, ...elements: readonly string[]) =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="bench"><process id="${id}" isExecutable="true"><startEvent id="s" />${elements.join('')}<endEvent id="e" /></process></definitions>`;

const work = (id: string) =>
  `<serviceTask id="${id}"><extensionElements><zeebe:taskDefinition type="db:work" /></extensionElements></serviceTask>`;
const report = (id: string) =>
  `<userTask id="${id}"><extensionElements><zeebe:userTask /></extensionElements></userTask><boundaryEvent id="late_${id}" attachedToRef="${id}"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT1H</timeDuration></timerEventDefinition></boundaryEvent>${flow(`late_${id}`, 'e')}`;

/** By process id. */
export const durableModels: { readonly [processId: string]: string } = {
  row: process('row', ...ids.map(work), ...inARow('s', ...ids, 'e')),
  parallel: process(
    'parallel',
    '<parallelGateway id="fork" /><parallelGateway id="join" />',
    flow('s', 'fork'),
    ...ids.flatMap((id) => [work(id), ...inARow('fork', id, 'join')]),
    flow('join', 'e'),
  ),
  reports: process('reports', ...ids.map(report), ...inARow('s', ...ids, 'e')),
};
