// The line of a trace that shows which variables of the process an event has changed.
import { isDeepStrictEqual } from 'node:util';
import type { Variables } from '../../engine/event.ts';
import type { State } from '../../engine/index.ts';
import { rootKey } from '../../engine/state.ts';
import { get } from '../../engine/trie.ts';
import type { Instance, TraceLine } from './simulation-types.ts';

/** The variables of the process itself. */
export const variablesOf = (state: State | null): Variables => {
  const root = state && get(state.instances, rootKey);
  return (root?.type === 'element' && root.variables) || {};
};

export function changeOfVariables(
  { id, processId, model }: Instance,
  before: Variables,
  after: Variables,
  at: string,
): TraceLine | undefined {
  const changed = Object.entries(after).filter(([name, value]) => !isDeepStrictEqual(before[name], value));
  if (changed.length === 0) return undefined;
  const { name } = model.graph;
  const process = { key: rootKey, scopeKey: 0, elementId: processId, elementType: 'process', name, properties: {} };
  return { ...process, intent: 'variables', data: Object.fromEntries(changed), instanceId: id, processId, at };
}
