// The documentation that an author wrote on elements of a model, for its users; it is not executed.
import { parse } from './parse.ts';
import { extension, many, type Tag, text } from './tree.ts';

/** The `zeebe:property` of a user task that holds the English beside its documentation, which is Chinese. */
export const instructionsEn = 'instructionsEn';

export interface Documentation {
  readonly zh: string;
  /** Absent where the author wrote one language. */
  readonly en?: string;
}

/** Texts by element id; empty for a file that cannot be read. */
export async function readDocumentation(xml: string): Promise<{ readonly [elementId: string]: Documentation }> {
  const { root } = await parse(xml, false);
  const processes = many(root, 'rootElements').filter(({ $type }) => $type === 'bpmn:Process');
  return Object.fromEntries(
    processes.flatMap(within).flatMap((tag) => {
      const texts = many(tag, 'documentation').flatMap((one) => text(one, 'text') ?? []);
      const en = many(extension(tag, 'zeebe:Properties'), 'properties').find(({ name }) => name === instructionsEn);
      const english = text(en, 'value');
      if (tag.id === undefined || texts.length === 0) return [];
      return [[tag.id, { zh: texts.join('\n'), ...(english === undefined ? {} : { en: english }) }]];
    }),
  );
}

function within(tag: Tag): readonly Tag[] {
  return [tag, ...many(tag, 'flowElements').flatMap(within)];
}
