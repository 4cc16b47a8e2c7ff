// Which repetitions can keep their outputs apart until they end, because no expression within them names the output
// collection (Zeebe shows it to whoever looks). Over 100 000 items a list that is copied for each of them would be most
// of the work.
import type { Draft, Drafts } from './process.ts';

export function collectApart(drafts: Drafts): void {
  for (const element of Object.values(drafts.elements)) {
    const { loop } = element;
    if (loop?.outputCollection && !textWithin(element, drafts).includes(loop.outputCollection))
      element.loop = { ...loop, collectsApart: true };
  }
}

/** Everything the model says within the element, but for the collection's own name. */
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
