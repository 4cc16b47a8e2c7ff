// Renders a document from its template: models/documents/<type>.mustache holds the body; head and foot are alike for
// all.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Mustache from 'mustache';

const folder = join(import.meta.dirname, '..', '..', 'models', 'documents');
const templates = new Map(
  readdirSync(folder).map((file) => [file.replace(/\.mustache$/, ''), readFileSync(join(folder, file), 'utf8')]),
);

/** Throws when no template has that type. A field that the template names and nobody gave stays empty. */
export function render(type: string, fields: { readonly [name: string]: unknown }): string {
  const template = templates.get(type);
  if (!template) throw new Error(`No template for the document '${type}': expected models/documents/${type}.mustache.`);
  return Mustache.render(frame.replace('BODY', template.trim()), { ...fields, type }, {}, { escape: String });
}

const frame = `{{court}}
{{type}}
{{documentNumber}}

BODY

{{court}}
{{date}}
`;
