// The templates of court documents. The first line of each declares its type, which is the document's title in Chinese:
// `{{! type: 查封裁定书 }}`.
import { documentFiles, type ModelFile } from './folder.ts';

/**
 * The templates by document type.
 * @throws Error for a template without a type, and for a type that two files declare
 */
export function readTemplates(files: readonly ModelFile[] = documentFiles()): ReadonlyMap<string, string> {
  const found = new Map<string, ModelFile>();
  for (const file of files) {
    const type = declaration.exec(file.content)?.[1];
    if (!type)
      throw new Error(
        `${file.name}: Expected '{{! type: <title of the document> }}' in the first line; see docs/modelling.md.`,
      );
    const other = found.get(type);
    if (other)
      throw new Error(`Expected the document type '${type}' once; found it in ${other.name} and ${file.name}.`);
    found.set(type, file);
  }
  return new Map([...found].map(([type, { content }]) => [type, content.replace(declaration, '')]));
}

const declaration = /^\{\{! *type: *(\S+) *\}\}\n/;
