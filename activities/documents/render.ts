// Renders a document: its template gives the body; all documents share one head and foot.
import Mustache from 'mustache';
import { readTemplates } from '../../registry/documents.ts';
import { JobFailure } from '../jobs/job.ts';
import { say } from '../jobs/messages.ts';

const templates = readTemplates();

/**
 * Renders the document's text. A field that the template names but `fields` lacks stays empty.
 * @throws JobFailure when no template declares the type
 */
export function render(type: string, fields: { readonly [name: string]: unknown }): string {
  const template = templates.get(type);
  if (!template) throw new JobFailure(say('document.unknownType', { type }));
  return Mustache.render(frame.replace('BODY', template.trim()), { ...fields, type }, {}, { escape: String });
}

const frame = `{{court}}
{{type}}
{{documentNumber}}

BODY

{{court}}
{{date}}
`;
