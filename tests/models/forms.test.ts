// Forms and models agree: every user task has a form, and a form asks only for values that its model uses.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { checkForm } from '../../engine/check/index.ts';
import type { Variables } from '../../engine/event.ts';
import type { Model } from '../../engine/graph.ts';
import { modelFiles } from '../../registry/folder.ts';
import { loadModels } from '../../tools/simulate/court.ts';
import { faultsOfResults, forms } from '../../tools/simulate/forms.ts';

const root = join(import.meta.dirname, '..', '..');
const contentOf = (file: string) => modelFiles().find(({ name }) => name.endsWith(`/${file}`))!.content;

let tasks: { readonly processId: string; readonly elementId: string; readonly formId: string | undefined }[];
beforeAll(async () => {
  const models: ReadonlyMap<string, Model> = await loadModels();
  tasks = [...models.values()].flatMap(({ graph }) =>
    Object.values(graph.elements)
      .filter(({ type }) => type === 'userTask')
      .map(({ id, task }) => ({ processId: graph.processId, elementId: id, formId: task?.formId })),
  );
});

test('every user task has a form, and every form a user task (docs/modelling.md)', () => {
  expect(tasks.filter(({ formId }) => formId === undefined || !forms.has(formId))).toEqual([]);
  const used = tasks.map(({ formId }) => formId);
  expect([...forms.keys()].filter((id) => !used.includes(id))).toEqual([]);
});

test('every text of a form is in Chinese, with English beside it (docs/modelling.md)', () => {
  expect([...forms.values()].flatMap(checkForm).map(({ elementId, reason }) => `${elementId}: ${reason}`)).toEqual([]);
});

test('every field of a form is used by its model, or by another field of the form (docs/modelling.md)', () => {
  const unused = tasks.flatMap(({ processId, elementId, formId }) => {
    const { components } = forms.get(formId!)!;
    const readers = [contentOf(`${processId}.bpmn`), ...components.map(({ hide = '' }) => hide)].join('\n');
    return components
      .filter(({ type, key }) => type !== 'text' && !new RegExp(`\\b${key.split('.')[0]}\\b`).test(readers))
      .map(({ key }) => ({ processId, elementId, key }));
  });

  expect(unused).toEqual([]);
});

test('the grounds of referral that a form offers are those of the decision (docs/modelling.md)', () => {
  const decision = contentOf('referral-grounds.dmn');
  const grounds = [...decision.matchAll(/-in-2"><text>&quot;(\w+)&quot;/g)].map((match) => match[1]);
  const offered = [...forms.values()]
    .flatMap(({ components }) => [...components, ...components.flatMap((list) => list.components)])
    .filter(({ key }) => key === 'referralGround');

  expect(offered).toHaveLength(3);
  for (const { values } of offered) expect(values).toEqual([...new Set(grounds)]);
});

interface Completion {
  readonly task: string;
  readonly process?: string;
  readonly complete: Variables;
}

test.each(readdirSync(join(root, 'examples')).filter((file) => file.endsWith('.script.json')))(
  'the people of %s fill in their forms (docs/modelling.md)',
  (file) => {
    const { people } = JSON.parse(readFileSync(join(root, 'examples', file), 'utf8')) as { people: Completion[] };

    for (const { task, process, complete } of people) {
      const [{ formId } = {}] = tasks.filter(
        ({ elementId, processId }) => elementId === task && (process ?? processId) === processId,
      );
      expect({ task, faults: faultsOfResults(formId!, complete) }).toEqual({ task, faults: [] });
    }
  },
);

test.each<readonly [string, Variables, readonly string[]]>([
  ['sign-notice', { performDays: -3, reportDays: 'x' }, ['performDays minimum', 'reportDays type']],
  ['assign-case', {}, ['handler required']],
  ['review-application', { accepted: false }, ['reason required']],
  ['credit-measures', { restrict: false, list: true }, ['ground required']],
  [
    'credit-measures',
    {
      restrict: false,
      list: false,
      sanctions: [{ kind: 'fine', subject: { name: '丙', kind: 'person' }, ground: '拒绝报告' }],
    },
    ['sanctions/0/amountFen required'],
  ],
  ['correct-request', { changes: 'x' }, ['changes type']],
  ['correct-request', { changes: { category: '住宅' } }, []],
  ['correct-request', { changes: { startsAt: 'x' } }, ['changes/startsAt format']],
  ['correct-request', { reschedule: true }, ['changes/startsAt required', 'changes/endsAt required']],
  ['paper-answer', { performed: true, paperAnswer: '已协助' }, ['paperAnswer type']],
  ['correct-terms', {}, ['amountFen required', 'days required']],
  ['correct-terms', { amountFen: 'x', days: 3 }, ['amountFen type']],
  ['decide-reconsideration', { outcome: 'changed', days: 5 }, []],
  [
    'set-aside',
    { undisputedPayments: [{ payee: '甲', purpose: 'claim' }] },
    ['undisputedPayments/0/amountFen required'],
  ],
])('%s with %j: %j', (formId, results, faults) => {
  expect(faultsOfResults(formId, results)).toEqual(faults);
});
