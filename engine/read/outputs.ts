// Marks the loops that can collect their outputs apart until they end, because no expression within them names the
// output collection (Zeebe makes it visible to them). With 100 000 items, a copy of the list for each item would be
// most of the work.
import type { Draft, Drafts } from './process.ts';

export function collectApart(drafts: Drafts): void {
  for (const element of Object.values(drafts.elements)) {
    const { loop } = element;
    if (loop?.outputCollection && !textWithin(element, drafts).includes(loop.outputCollection))
      element.loop = { ...loop, collectsApart: true };
  }
}

/** The whole content of the element, except for the name of the collection itself. */
function textWithin(element: Draft, { elements, flows }: Drafts): string {
  const inside = Object.values(elements).filter(
    ({ scope, attachedTo }) => attachedTo === element.id || isWithin(scope, element.id, elements),
  );
  const ids = new Set(inside.map(({ id }) => id));
  const conditions = Object.values(flows).flatMap(({ source, condition }) => (ids.has(source) ? [condition] : []));
  return JSON.stringify([{ ...element, loop: { ...element.loop, outputCollection: '' } }, inside, conditions]);
}

function isWithin(scope: string | undefined, id: string, elements: Drafts['elements']): boolean {
  return scope !== undefined && (scope === id || isWithin(elements[scope]?.scope, id, elements));
}
