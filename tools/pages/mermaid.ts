// Writes a process as a Mermaid flowchart, which repository pages show as a picture. Chains of flows keep it short.
import { type Element, type Flow, type Graph, idAsDrawn } from '../../engine/graph.ts';

export function flowchart(graph: Graph): string {
  const nodes = Object.values(graph.elements).filter(({ id, drawn }) => (drawn?.id ?? id) === id);
  const keys = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const defined = new Set<string>();
  /** The node with its shape at its first mention, later its key alone. */
  const nodeOf = (id: string): string => {
    const drawn = idAsDrawn(id);
    const key = keys.get(drawn)!;
    if (defined.has(drawn)) return key;
    defined.add(drawn);
    return `${key}${shape(graph.elements[drawn]!)}`;
  };
  const boxes = nodes
    .filter(({ id, scope }) => scope === graph.processId && nodes.some((inner) => inner.scope === id))
    .flatMap((element) => boxOf(element, nodes, { keys, defined, nodeOf }));
  const attached = nodes.flatMap(({ id, attachedTo }) =>
    attachedTo ? [`  ${nodeOf(attachedTo)} -.- ${nodeOf(id)}`] : [],
  );
  const flows = chains(drawnOnce(Object.values(graph.flows))).map(([first, ...rest]) =>
    [`  ${nodeOf(first!.source)} ${arrow(first!)} ${nodeOf(first!.target)}`]
      .concat(rest.map((flow) => `${arrow(flow)} ${nodeOf(flow.target)}`))
      .join(' '),
  );
  const alone = nodes
    .filter(({ id, type }) => type !== 'process' && !defined.has(id))
    .map(({ id }) => `  ${nodeOf(id)}`);
  return ['flowchart LR', ...boxes, ...attached, ...flows, ...alone].join('\n');
}

interface Drawing {
  readonly keys: ReadonlyMap<string, string>;
  readonly defined: Set<string>;
  readonly nodeOf: (id: string) => string;
}

function boxOf(element: Element, nodes: readonly Element[], drawing: Drawing, indent = '  '): string[] {
  drawing.defined.add(element.id);
  const inside = nodes
    .filter(({ scope }) => scope === element.id)
    .flatMap((inner) =>
      nodes.some(({ scope }) => scope === inner.id)
        ? boxOf(inner, nodes, drawing, `${indent}  `)
        : [`${indent}  ${drawing.nodeOf(inner.id)}`],
    );
  return [`${indent}subgraph ${drawing.keys.get(element.id)}["${label(element)}"]`, ...inside, `${indent}end`];
}

const longestChain = 4;

/** Every flow once; each chain starts where the one before it ended or branched. */
function chains(flows: readonly Flow[]): Flow[][] {
  const left = [...flows].sort((a, b) => Number(hasSource(flows, a)) - Number(hasSource(flows, b)));
  const found: Flow[][] = [];
  while (left.length > 0) {
    const chain = [left.shift()!];
    while (chain.length < longestChain) {
      const next = left.findIndex(({ source }) => idAsDrawn(source) === idAsDrawn(chain.at(-1)!.target));
      if (next < 0) break;
      chain.push(...left.splice(next, 1));
    }
    found.push(chain);
  }
  return found;
}

const hasSource = (flows: readonly Flow[], { source }: Flow): boolean => flows.some(({ target }) => target === source);

/** The parts of an event with several definitions share their flows. */
const drawnOnce = (flows: readonly Flow[]): Flow[] => [
  ...new Map(
    flows
      .filter(({ isWithin }) => !isWithin)
      .map((flow) => [`${idAsDrawn(flow.source)} ${idAsDrawn(flow.target)} ${flow.name}`, flow]),
  ).values(),
];

const arrow = ({ name }: Flow): string => (name === '' ? '-->' : `-->|"${escaped(name)}"|`);

function shape(element: Element): string {
  const text = `"${label(element)}"`;
  if (element.type.endsWith('Gateway')) return `{${text}}`;
  if (element.type.endsWith('Event')) return `([${text}])`;
  return element.type === 'callActivity' ? `[[${text}]]` : `[${text}]`;
}

const signs: { readonly [type: string]: string } = {
  parallelGateway: '+',
  inclusiveGateway: '○',
  eventBasedGateway: '◇',
};

/** An element without a name shows its id. */
const label = ({ id, name, type }: Element): string =>
  name === '' || name === id ? (signs[type] ?? ' ') : escaped(name);

const escaped = (text: string): string => text.replaceAll('"', '#quot;').replaceAll('\n', ' ');
