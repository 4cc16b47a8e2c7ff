// The input of the layout: the nodes and flows of one scope, with the sizes that they are drawn in.
export interface Size {
  readonly width: number;
  readonly height: number;
}

export type NodeKind = 'task' | 'gateway' | 'event';

export interface Node extends Size {
  readonly id: string;
  readonly kind: NodeKind;
  /** The name's box, for elements that show their name outside. */
  readonly label?: Size;
  /** A note above the node, such as the role that acts. */
  readonly note?: Size;
  readonly attached: readonly Attached[];
}

/** A boundary event on its host's border. */
export interface Attached {
  readonly id: string;
  readonly side: 'top' | 'bottom';
  /** The line of the column that its flow leaves by. */
  readonly line: Line;
  readonly label?: Size;
}

/** The three vertical lines of a column. */
export type Line = -1 | 0 | 1;

export interface Flow {
  readonly id: string;
  /** Places in `nodes`. */
  readonly source: number;
  readonly target: number;
  /** The boundary event of the source that the flow leaves from. */
  readonly boundary?: Attached;
  readonly label?: Size;
}

export interface Graph {
  readonly nodes: readonly Node[];
  readonly flows: readonly Flow[];
}

/** Flows that lead back to an element before their source: those that a depth-first walk finds on its own path. */
export function returningFlows({ nodes, flows }: Graph): ReadonlySet<Flow> {
  const returning = new Set<Flow>();
  const state = new Uint8Array(nodes.length);
  const walk = (node: number): void => {
    state[node] = 1;
    for (const flow of flows.filter(({ source }) => source === node)) {
      if (state[flow.target] === 1) returning.add(flow);
      else if (state[flow.target] === 0) walk(flow.target);
    }
    state[node] = 2;
  };
  const first = nodes.map((_, node) => node).filter((node) => flows.every(({ target }) => target !== node));
  for (const node of [...first, ...nodes.keys()]) if (state[node] === 0) walk(node);
  return returning;
}

/** The nodes in an order in which every flow that does not return leads forward. */
export function forwardOrder(graph: Graph): number[] {
  const returning = returningFlows(graph);
  const order: number[] = [];
  const seen = new Set<number>();
  const visit = (node: number): void => {
    if (seen.has(node)) return;
    seen.add(node);
    const next = graph.flows.filter((flow) => flow.source === node && !returning.has(flow));
    for (const { target } of next.toReversed()) visit(target);
    order.unshift(node);
  };
  const first = graph.nodes.map((_, node) => node).filter((node) => graph.flows.every(({ target }) => target !== node));
  for (const node of [...first, ...graph.nodes.keys()].toReversed()) visit(node);
  return order;
}
