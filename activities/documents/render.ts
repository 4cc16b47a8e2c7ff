// Renders a document from its template, which holds the body; head and foot are alike for all.
import Mustache from 'mustache';
import { readTemplates } from '../../registry/documents.ts';

const templates = readTemplates();

/** Throws when no template has that type. A field that the template names and nobody gave stays empty. */
export function render(type: string, fields: { readonly [name: string]: unknown }): string {
  const template = templates.get(type);
  if (!template) throw new Error(`No template declares the document type '${type}'; see docs/modelling.md.`);
  return Mustache.render(frame.replace('BODY', template.trim()), { ...fields, type }, {}, { escape: String });
}

const frame = `{{court}}
{{type}}
{{documentNumber}}

BODY

{{court}}
{{date}}
`;
