// What a model's author wrote about its elements, for the people who work with them; nothing of it is executed.
import { parse } from './parse.ts';
import { many, type Tag, text } from './tree.ts';

/** Texts by element id; none for a file that cannot be read. */
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
