// The documentation that an author wrote on elements of a model, for its users; it is not executed.
import { parse } from './parse.ts';
import { many, type Tag, text } from './tree.ts';

/** Texts by element id; empty for a file that cannot be read. */
export async function readDocumentation(xml: string): Promise<{ readonly [elementId: string]: string }> {
  const { root } = await parse(xml, false);
  const processes = many(root, 'rootElements').filter(({ $type }) => $type === 'bpmn:Process');
  return Object.fromEntries(
    processes.flatMap(within).flatMap((tag) => {
      const texts = many(tag, 'documentation').flatMap((one) => text(one, 'text') ?? []);
      return tag.id === undefined || texts.length === 0 ? [] : [[tag.id, texts.join('\n')]];
    }),
  );
}

function within(tag: Tag): readonly Tag[] {
  return [tag, ...many(tag, 'flowElements').flatMap(within)];
}
