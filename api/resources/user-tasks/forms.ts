// The form of a user task: returned with the task, and used to check the results before they go to the workflow.

import { readCase } from '../../../db/cases.ts';
import { readFormContent } from '../../../db/forms.ts';
import { readCalendar } from '../../../db/models.ts';
import type { Queryable } from '../../../db/pool.ts';
import type { UserTask } from '../../../db/user-tasks.ts';
import type { Json, Variables } from '../../../engine/event.ts';
import { type FormFault, formFaults, readForm, withoutEmpty } from '../../../engine/form/index.ts';
import { pointerTo, wordsOf } from '../../../engine/schema-words.ts';
import { legalTime } from '../../clock.ts';
import { say } from '../../problems/messages.ts';
import { type FieldError, invalid } from '../../problems/problem.ts';

/** The task's form (form-js JSON); null when the model names none, or one that is not deployed. */
export async function formOf(db: Queryable, { formId }: UserTask): Promise<Json> {
  const content = formId === null ? undefined : await readFormContent(db, formId);
  return content === undefined ? null : (JSON.parse(content) as Json);
}

/**
 * Checks the results against the form and returns them without empty fields.
 * @throws Problem INVALID with all faults, before anything is sent
 */
export async function filledIn(db: Queryable, task: UserTask, results: Variables, now: Date): Promise<Variables> {
  if (task.formId === null) return results;
  const [content, calendar, file] = await Promise.all([
    readFormContent(db, task.formId),
    readCalendar(db),
    readCase(db, task.caseId),
  ]);
  const form = content === undefined ? undefined : readForm(content).form;
  if (!form || !calendar) return results;
  const faults = formFaults(form, results, task.variables, { at: legalTime(now, file?.clock), calendar });
  if (faults.length > 0) throw invalid(faults.map(asFieldError));
  return withoutEmpty(form, results);
}

const asFieldError = ({ path, label, rule, params }: FormFault): FieldError => ({
  field: pointerTo(['variables', ...path]),
  rule,
  message: wordsOf({ keyword: rule, params }),
  whatToDo: say(rule === 'required' ? 'task.missing.remedy' : 'task.faulty.remedy', { label }),
});
