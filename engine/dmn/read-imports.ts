// Imports (DMN 1.5 §6.3.3): the elements of another DMN file, under the name that the importing file gives it. The
// files are given together.
import type { Bilingual } from '../catalogue.ts';
import { say } from './messages.ts';
import type { Element } from './xml.ts';
import { many, readXml, text } from './xml.ts';

export interface Imported {
  /** If empty, the elements keep their own names. */
  readonly name: string;
  readonly namespace: string;
  readonly definitions: Element;
}

/** @param others the files beside this one */
export async function readImports(
  definitions: Element,
  others: readonly string[],
  refuse: (element: Element, reason: Bilingual) => void,
): Promise<readonly Imported[]> {
  const imports = many(definitions, 'import');
  if (imports.length === 0) return [];
  const files = await Promise.all(others.map((other) => readXml(other).catch(() => undefined)));
  return imports.flatMap((imported) => {
    const namespace = text(imported, 'namespace') ?? '';
    const found = files.find((file) => file && text(file, 'namespace') === namespace);
    if (found) return [{ name: imported.name ?? '', namespace, definitions: found }];
    refuse(imported, say('dmn.import', { namespace }));
    return [];
  });
}

/** The import that a reference `namespace#id` leads into. */
export const importOf = (imports: readonly Imported[], href: string): Imported | undefined =>
  imports.find(({ namespace }) => href.startsWith(`${namespace}#`));
