// The usual result of a user task, for a scenario that asks for it (`defaults`): the ordinary course of a case, in
// which no one is sanctioned and every act is approved. usual-results.json has FEEL for the forms whose first options
// are not that; every other required field gets its first option, its least number, today or 无.
import { dateOfInstant } from '../../../engine/calendar.ts';
import type { Json, Variables } from '../../../engine/event.ts';
import { evaluate } from '../../../engine/feel/index.ts';
import { type Form, formFaults } from '../../../engine/form/index.ts';
import type { Component } from '../../../engine/form/read.ts';
import { calendar } from '../../../law/calendar.ts';
import { forms } from '../forms.ts';
import type { People } from '../scenario/people.ts';
import type { OpenTask } from './board.ts';
import usual from './usual-results.json' with { type: 'json' };

/** @param now legal instant (milliseconds) */
export function usualResult({ task }: OpenTask, people: People, now: number): Variables {
  const form = forms.get(task.formId ?? '');
  if (!form) return {};
  const context = { at: new Date(now).toISOString(), calendar };
  const stated = statedFor(form.id, { ...task.variables, people: byRole(people) }, context);
  return filled(form, stated, task.variables, context);
}

type Context = Parameters<typeof evaluate>[2];

function statedFor(formId: string, variables: Variables, context: Context): Variables {
  const source = (usual as { readonly [id: string]: string })[formId];
  if (source === undefined) return {};
  const found = evaluate(source, variables, context);
  if ('error' in found) throw new Error(`usual-results.json, ${formId}: ${JSON.stringify(found.error)}`);
  return found.value as Variables;
}

/** Adds one required field after the other, because a field may appear only by the value of another. */
function filled(form: Form, stated: Variables, task: Variables, context: Context): Variables {
  let result = stated;
  for (let tries = 0; tries < form.components.length; tries++) {
    const missing = formFaults(form, result, task, context).find(({ rule }) => rule === 'required');
    const component = form.components.find(({ key }) => key === missing?.path.join('.'));
    if (!component) return result;
    result = withValue(result, component.key.split('.'), firstValue(component, { ...task, ...result }, context));
  }
  return result;
}

function firstValue({ type, rules, values, valuesExpression }: Component, scope: Variables, context: Context): Json {
  switch (type) {
    case 'radio':
    case 'select':
      return (values ?? optionsOf(valuesExpression, scope, context))[0] ?? null;
    case 'taglist':
      return values ?? optionsOf(valuesExpression, scope, context);
    case 'checkbox':
      return true;
    case 'number':
      return rules.min ?? 0;
    case 'datetime':
      return dateOfInstant(Date.parse(context.at));
    case 'dynamiclist':
      return [];
    default:
      return '无';
  }
}

function optionsOf(expression: string | undefined, scope: Variables, context: Context): readonly Json[] {
  if (expression === undefined) return [];
  const found = evaluate(expression, scope, context);
  return 'value' in found && Array.isArray(found.value) ? (found.value as readonly Json[]) : [];
}

function withValue(variables: Variables, [name = '', ...rest]: readonly string[], value: Json): Variables {
  if (rest.length === 0) return { ...variables, [name]: value };
  return { ...variables, [name]: withValue((variables[name] ?? {}) as Variables, rest, value) };
}

/** The first person of each role. */
const byRole = (people: People): Variables =>
  Object.fromEntries([...people.values()].reverse().map(({ role, sub }) => [role, sub]));
