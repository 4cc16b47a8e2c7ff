// The forms of models/ by their ids, and what they find in results.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Variables } from '../../engine/event.ts';
import { type Form, formFaults, readForm } from '../../engine/form/index.ts';
import { calendar } from '../../models/calendar/index.ts';

const folder = join(import.meta.dirname, '..', '..', 'models');

export const forms: ReadonlyMap<string, Form> = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.form'))
    .map((file) => {
      const { form, faults } = readForm(readFileSync(join(folder, file), 'utf8'));
      if (!form) throw new Error(`${file}: ${JSON.stringify(faults)}`);
      return [form.id, form];
    }),
);

/** As `path rule`; a form that is not there is a fault of the test. */
export const faultsOfResults = (formId: string, results: Variables, task: Variables = {}): string[] =>
  formFaults(forms.get(formId)!, results, task, { at: '2026-03-02T02:00:00.000Z', calendar }).map(
    ({ path, rule }) => `${path.join('/')} ${rule}`,
  );
