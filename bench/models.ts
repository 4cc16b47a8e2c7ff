// The models that every engine runs: the same elements for all, their scripts in the language that the engine speaks.

export type Dialect = 'feel' | 'javascript' | 'python';

export interface BenchModel {
  readonly name: string;
  /** Flow nodes that one instance passes, without those that the engine adds. */
  readonly nodes: number;
  /** Ids of the user tasks to complete, in order. */
  readonly userTasks: readonly string[];
  xml(dialect: Dialect): string;
}

/** The number of turns of the loop and of items of the multi-instance activity. */
export interface Sizes {
  readonly loop: number;
  readonly items: number;
}

const scripts = {
  feel: (id: string, name: string, expression: string) =>
    `<scriptTask id="${id}"><extensionElements><zeebe:script expression="=${expression}" resultVariable="${name}" /></extensionElements></scriptTask>`,
  javascript: (id: string, name: string, expression: string) =>
    `<scriptTask id="${id}" scriptFormat="javascript"><script><![CDATA[const n = environment.variables.n || 0; environment.variables.${name} = ${expression}; next();]]></script></scriptTask>`,
  python: (id: string, name: string, expression: string) =>
    `<scriptTask id="${id}"><script>${name} = ${expression}</script></scriptTask>`,
};

const conditions = {
  feel: (text: string) => `=${text}`,
  javascript: (text: string) => `const n = environment.variables.n; next(null, ${text});`,
  python: (text: string) => text,
};

const condition = (dialect: Dialect, text: string) =>
  `<conditionExpression xsi:type="tFormalExpression"${dialect === 'javascript' ? ' language="javascript"' : ''}><![CDATA[${conditions[dialect](text)}]]></conditionExpression>`;

const flow = (from: string, to: string, inside = '') =>
  `<sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}">${inside}</sequenceFlow>`;
const chain = (...ids: readonly string[]) =>
  ids
    .slice(1)
    .map((id, index) => flow(ids[index]!, id))
    .join('');
const count = (number: number) => Array.from({ length: number }, (_, index) => index + 1);

const file = (process: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions" targetNamespace="bench"><process id="process" isExecutable="true">${process}</process></definitions>`;

export function models({ loop, items }: Sizes): readonly BenchModel[] {
  const tasks = count(10).map((number) => `t${number}`);
  return [
    {
      name: '10 tasks in a row',
      nodes: 12,
      userTasks: [],
      xml: (dialect) =>
        file(
          `<startEvent id="s" />${tasks.map((id) => scripts[dialect](id, 'n', '1')).join('')}<endEvent id="e" />${chain('s', ...tasks, 'e')}`,
        ),
    },
    {
      name: '10-way parallel',
      nodes: 14,
      userTasks: [],
      xml: (dialect) =>
        file(
          `<startEvent id="s" /><parallelGateway id="fork" /><parallelGateway id="join" /><endEvent id="e" />${tasks
            .map((id) => scripts[dialect](id, id, '1') + chain('fork', id, 'join'))
            .join('')}${flow('s', 'fork')}${flow('join', 'e')}`,
        ),
    },
    {
      name: 'user task with boundary timer',
      nodes: 3,
      userTasks: ['u'],
      xml: (dialect) =>
        file(
          `<startEvent id="s" /><userTask id="u" /><boundaryEvent id="late" attachedToRef="u"><timerEventDefinition id="td"><timeDuration xsi:type="tFormalExpression">${
            dialect === 'python' ? '"PT1H"' : 'PT1H'
          }</timeDuration></timerEventDefinition></boundaryEvent><endEvent id="e" /><endEvent id="l" />${chain('s', 'u', 'e')}${flow('late', 'l')}`,
        ),
    },
    {
      name: 'nested sub-processes (5 deep)',
      nodes: 18,
      userTasks: [],
      xml: (dialect) => file(nested(dialect, 5)),
    },
    {
      name: `multi-instance over ${items}`,
      nodes: items + 2,
      userTasks: [],
      xml: (dialect) =>
        file(
          `<startEvent id="s" />${scripts[dialect]('m', 'x', '1').replace(
            '</scriptTask>',
            `<multiInstanceLoopCharacteristics><loopCardinality xsi:type="tFormalExpression">${items}</loopCardinality></multiInstanceLoopCharacteristics></scriptTask>`,
          )}<endEvent id="e" />${chain('s', 'm', 'e')}`,
        ),
    },
    {
      name: `loop of ${loop}`,
      nodes: 2 * loop + 3,
      userTasks: [],
      xml: (dialect) =>
        file(
          `<startEvent id="s" />${scripts[dialect]('begin', 'n', '0')}<exclusiveGateway id="again" />${scripts[dialect]('turn', 'n', 'n + 1')}<exclusiveGateway id="done" default="done_again" /><endEvent id="e" />${chain('s', 'begin', 'again', 'turn', 'done')}${flow('done', 'again')}${flow('done', 'e', condition(dialect, `n >= ${loop}`))}`,
        ),
    },
  ];
}

/** Zeebe's and plain scripts write to the process; each level has its own start and end. */
function nested(dialect: Dialect, depth: number): string {
  const inner =
    depth === 0
      ? `${scripts[dialect]('work', 'n', '1')}${chain('s0', 'work', 'e0')}`
      : `<subProcess id="p${depth}">${nested(dialect, depth - 1)}</subProcess>${chain(`s${depth}`, `p${depth}`, `e${depth}`)}`;
  return `<startEvent id="s${depth}" />${inner}<endEvent id="e${depth}" />`;
}
