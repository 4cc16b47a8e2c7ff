// The forms of models/ by their ids, and the check of results against them.

import type { Variables } from '../../engine/event.ts';
import { type Form, formFaults, readForm } from '../../engine/form/index.ts';
import { calendar } from '../../law/calendar.ts';
import { modelFiles } from '../../registry/folder.ts';

export const forms: ReadonlyMap<string, Form> = new Map(
  modelFiles()
    .filter(({ name }) => name.endsWith('.form'))
    .map(({ name, content }) => {
      const { form, faults } = readForm(content);
      if (!form) throw new Error(`${name}: ${JSON.stringify(faults)}`);
      return [form.id, form];
    }),
);

/** Each fault as `path rule`; a missing form is an error of the caller. */
export const faultsOfResults = (formId: string, results: Variables, task: Variables = {}): string[] =>
  formFaults(forms.get(formId)!, results, task, { at: '2026-03-02T02:00:00.000Z', calendar }).map(
    ({ path, rule }) => `${path.join('/')} ${rule}`,
  );
