// The mapping of a migration: the element of the new model for an element of the old one.
import type { ElementMapping } from '../../event.ts';
import type { Element, Model } from '../../graph.ts';
import type { ElementInstance } from '../../state.ts';

/** A part of a drawn element (`x#2`) is mapped like that element. */
export function target(mapping: ElementMapping, id: string): string {
  const [drawn, part] = id.split('#') as [string, string?];
  if (Object.hasOwn(mapping, id)) return mapping[id]!;
  return part !== undefined && Object.hasOwn(mapping, drawn) ? `${mapping[drawn]}#${part}` : id;
}

/** Tells whether the new model no longer has the sub-process; its active elements move out. */
export function isDissolved(instance: ElementInstance, before: Element, to: Model, mapping: ElementMapping): boolean {
  const { waiting, compensable, compensates } = instance;
  const isBare = waiting === undefined && !compensable && compensates === undefined;
  const isScope = before.type === 'subProcess' && !before.loop && isBare;
  return isScope && !Object.hasOwn(mapping, instance.element) && !to.graph.elements[instance.element];
}
