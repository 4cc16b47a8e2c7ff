// The net of a model, from the file alone; nothing that the reader derives from the file is used.
import type { Element, Graph } from '../../../engine/index.ts';
import { beginning, type Flow, type Kind, type Net, type Node, netWith } from './net.ts';

const kinds: { readonly [type: string]: Kind } = {
  startEvent: 'pass',
  task: 'pass',
  userTask: 'task',
  serviceTask: 'task',
  intermediateCatchEvent: 'catch',
  exclusiveGateway: 'exclusive',
  parallelGateway: 'parallel',
  inclusiveGateway: 'inclusive',
  eventBasedGateway: 'eventBased',
  subProcess: 'subProcess',
  eventSubProcess: 'eventSubProcess',
  boundaryEvent: 'boundary',
};

export function netOf({ elements, flows, processId }: Graph): Net {
  const scopeOf = ({ scope }: Element) => (scope === processId ? '' : scope!);
  const nodes: { [id: string]: Node } = {};
  const all: Flow[] = Object.values(flows).map(({ id, source, target, condition }) => ({
    id,
    from: source,
    to: target,
    ...(condition === undefined ? {} : { atLeast: least(condition) }),
    ...(elements[source]!.defaultFlow === id ? { isDefault: true } : {}),
  }));
  const inner = Object.values(elements).filter(({ type }) => type !== 'process');
  for (const element of inner) {
    const { id, type, loop, attachedTo } = element;
    const start = inner.find((one) => one.type === 'startEvent' && one.scope === id);
    nodes[id] = {
      id,
      kind: thrown[element.event?.type ?? ''] ?? kinds[type] ?? 'pass',
      scope: scopeOf(element),
      ...(attachedTo === undefined ? {} : { host: attachedTo }),
      ...(type === 'boundaryEvent' ? beganBy(element) : type === 'eventSubProcess' ? beganBy(start!) : codeOf(element)),
      ...(loop
        ? { rounds: { count: JSON.parse(loop.inputCollection.slice(1)).length, isSequential: loop.sequential } }
        : {}),
    };
    if (isCatching(element)) nodes[id] = { ...nodes[id]!, kind: kinds[type]! };
  }
  for (const scope of new Set(Object.values(nodes).map((node) => node.scope))) {
    const inside = inner.filter((element) => scopeOf(element) === scope);
    const start = inside.find(({ type }) => type === 'startEvent');
    const beginners = start
      ? [start]
      : inside.filter((element) => !isCatching(element) && element.incoming.length === 0);
    for (const { id } of beginners) all.push({ id: beginning(scope, id), from: '', to: id });
  }
  return netWith(nodes, all);
}

const thrown: { readonly [event: string]: Kind } = { terminate: 'terminate', error: 'error', escalation: 'escalation' };

const isCatching = ({ type }: Element): boolean =>
  type === 'boundaryEvent' || type === 'eventSubProcess' || type === 'startEvent' || type === 'intermediateCatchEvent';

const codeOf = ({ event }: Element) =>
  (event?.type === 'error' || event?.type === 'escalation') && event.code !== undefined ? { code: event.code } : {};

function beganBy(element: Element): Partial<Node> {
  const { event, interrupting } = element;
  const type = event!.type;
  const by = type === 'error' || type === 'escalation' ? type : type === 'timer' ? 'once' : 'often';
  return { by, isInterrupting: interrupting !== false, ...codeOf(element) };
}

/** `=pick >= 2`, `=true`, `=false`. */
const least = (condition: string): number =>
  condition === '=true'
    ? Number.NEGATIVE_INFINITY
    : condition === '=false'
      ? Number.POSITIVE_INFINITY
      : Number(condition.split(' ')[2]);
