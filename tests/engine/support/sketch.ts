// Models in a line: `s>x1 x1>u1?=a x1>u2! u1>e u2>e`. The first letter of an id gives the element type; `?` gives the
// flow a condition, `!` makes it the default.
import { inXml } from './model.ts';

const types: { readonly [letter: string]: string } = {
  s: 'startEvent',
  e: 'endEvent',
  t: 'task',
  u: 'userTask',
  j: 'serviceTask',
  r: 'receiveTask',
  k: 'intermediateCatchEvent',
  h: 'intermediateThrowEvent',
  x: 'exclusiveGateway',
  p: 'parallelGateway',
  o: 'inclusiveGateway',
  v: 'eventBasedGateway',
};

/** Elements that `other` writes out are not generated. */
export function sketch(flows: string, other = ''): string {
  const own = new Set([...other.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!));
  const defaults = new Map<string, string>();
  const ids = new Set<string>();
  const drawn = flows
    .split(' ')
    .map((flow) => /^([^>]+)>([^?!]+)(!|\?(.*))?$/.exec(flow)!)
    .map(([, from, to, mark, condition]) => {
      for (const id of [from!, to!]) ids.add(id);
      if (mark === '!') defaults.set(from!, `${from}-${to}`);
      const inner = condition
        ? `<conditionExpression xsi:type="tFormalExpression">${inXml(condition)}</conditionExpression>`
        : '';
      return `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}">${inner}</sequenceFlow>`;
    });
  const elements = [...ids]
    .filter((id) => !own.has(id))
    .map((id) => `<${types[id[0]!]} id="${id}"${defaults.has(id) ? ` default="${defaults.get(id)}"` : ''} />`);
  return [other, ...elements, ...drawn].join('');
}

/** An element with its content. */
export const tag = (name: string, id: string, inner = '', attributes = ''): string =>
  `<${name} id="${id}" ${attributes}>${inner}</${name}>`;

export const sub = (id: string, flows: string, other = '', attributes = ''): string =>
  tag('subProcess', id, sketch(flows, other), attributes);
export const eventSub = (id: string, flows: string, start: string): string =>
  sub(id, flows, start, 'triggeredByEvent="true"');
export const boundary = (id: string, at: string, event: string, isInterrupting = true): string =>
  tag('boundaryEvent', id, event, `attachedToRef="${at}" cancelActivity="${isInterrupting}"`);
export const script = (id: string, expression: string, result: string): string =>
  tag(
    'scriptTask',
    id,
    `<extensionElements><zeebe:script expression="${inXml(expression)}" resultVariable="${result}" /></extensionElements>`,
  );

export const timer = (value: string, kind = 'timeDuration'): string =>
  `<timerEventDefinition><${kind} xsi:type="tFormalExpression">${inXml(value)}</${kind}></timerEventDefinition>`;
export const link = (name: string): string => `<linkEventDefinition name="${name}" />`;
export const message = (name: string): string => `<messageEventDefinition messageRef="message-${name}" />`;
export const signal = (name: string): string => `<signalEventDefinition signalRef="signal-${name}" />`;
export const error = (code: string): string => `<errorEventDefinition errorRef="error-${code}" />`;
export const escalation = (code: string): string => `<escalationEventDefinition escalationRef="escalation-${code}" />`;

/** Adds the messages, signals, errors and escalations that the processes name; a message's key is the case number. */
export function definitions(processes: { readonly [id: string]: string }): string {
  const all = Object.entries(processes).map(([id, body]) => tag('process', id, body, 'isExecutable="true"'));
  const named = all.join('').matchAll(/Ref="((message|signal|error|escalation)-([^"]+))"/g);
  const roots = new Map([...named].map(([, id, kind, name]) => [id!, root(id!, kind!, name!)]));
  return `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="t">${[...roots.values()].join('')}${all.join('')}</definitions>`;
}

function root(id: string, kind: string, name: string): string {
  const key = '<extensionElements><zeebe:subscription correlationKey="=caseFile.number" /></extensionElements>';
  const code = kind === 'error' || kind === 'escalation' ? `${kind}Code="${name}"` : '';
  return tag(kind, id, kind === 'message' ? key : '', `name="${name}" ${code}`);
}
