// The data of the token game: nodes in scopes and the sequence flows between them. The specification's element types
// are reduced to those that differ in their tokens.

export type Kind =
  /** Passes a token on at once: start, none and end events, undefined tasks. */
  | 'pass'
  /** Waits until it is completed, or fails with an error. */
  | 'task'
  /** Waits for its event. */
  | 'catch'
  | 'exclusive'
  | 'parallel'
  | 'inclusive'
  | 'eventBased'
  | 'subProcess'
  | 'eventSubProcess'
  | 'boundary'
  | 'terminate'
  | 'error'
  | 'escalation';

export interface Node {
  readonly id: string;
  readonly kind: Kind;
  /** The sub-process around it; '' for the process. */
  readonly scope: string;
  /** The activity of a boundary event. */
  readonly host?: string;
  /**
   * The trigger of a boundary event or an event sub-process. `once` comes from outside and only once, `often`
   * repeatedly.
   */
  readonly by?: 'once' | 'often' | 'error' | 'escalation';
  readonly isInterrupting?: boolean;
  /** The code of a thrower, or of a catcher of errors and escalations; a catcher without one catches every code. */
  readonly code?: string;
  readonly rounds?: { readonly count: number; readonly isSequential: boolean };
}

export interface Flow {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** The flow's condition: the chosen number is at least this one. */
  readonly atLeast?: number;
  readonly isDefault?: boolean;
}

export interface Net {
  readonly nodes: { readonly [id: string]: Node };
  readonly flows: { readonly [id: string]: Flow };
  readonly into: { readonly [node: string]: readonly Flow[] };
  readonly out: { readonly [node: string]: readonly Flow[] };
  /** Boundary events by their activity, event sub-processes by their scope. */
  readonly boundaries: { readonly [node: string]: readonly Node[] };
  readonly handlers: { readonly [scope: string]: readonly Node[] };
}

export function netWith(nodes: Net['nodes'], flows: readonly Flow[]): Net {
  const all = Object.values(nodes);
  return {
    nodes,
    flows: Object.fromEntries(flows.map((flow) => [flow.id, flow])),
    into: grouped(flows, ({ to }) => to),
    out: grouped(flows, ({ from }) => from),
    boundaries: grouped(all, ({ host }) => host),
    handlers: grouped(all, ({ kind, scope }) => (kind === 'eventSubProcess' ? scope : undefined)),
  };
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string | undefined): { readonly [key: string]: T[] } {
  const groups: { [key: string]: T[] } = {};
  for (const one of all) {
    const key = keyOf(one);
    if (key === undefined) continue;
    groups[key] ??= [];
    groups[key].push(one);
  }
  return groups;
}

export const into = (net: Net, node: string): readonly Flow[] => net.into[node] ?? [];
export const outOf = (net: Net, node: string): readonly Flow[] => net.out[node] ?? [];

/**
 * The flows by which tokens start in a scope (§13.3.4): flows without a source to its start event, else to every
 * element without incoming flow.
 */
export const beginning = (scope: string, node: string): string => `${scope}>${node}`;

/** §13.4.2, §13.4.3, §13.2.1: the flows by which a token leaves a node. */
export function chosen(net: Net, { id, kind }: Node, number: number): readonly Flow[] {
  const out = outOf(net, id);
  const isChoosing = out.some(({ atLeast, isDefault }) => atLeast !== undefined || isDefault);
  if (!isChoosing) return kind === 'exclusive' ? out.slice(0, 1) : out;
  // §13.3.1: flows without a condition leave an activity beside those that its conditions choose.
  const isGateway = kind === 'exclusive' || kind === 'inclusive';
  const isPlain = ({ atLeast, isDefault }: Flow) => !isGateway && atLeast === undefined && !isDefault;
  const isHeld = (flow: Flow) =>
    !isPlain(flow) && !flow.isDefault && number >= (flow.atLeast ?? Number.NEGATIVE_INFINITY);
  const held = out.some(isHeld) ? isHeld : ({ isDefault }: Flow) => isDefault === true;
  const taken = out.filter((flow) => isPlain(flow) || held(flow));
  return kind === 'exclusive' ? taken.slice(0, 1) : taken;
}
