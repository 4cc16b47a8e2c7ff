// A form that people read is in Chinese with English beside it. A form from elsewhere works without.
import { listed } from '../catalogue.ts';
import { faultAt } from '../fault.ts';
import type { Form } from '../form/index.ts';
import { say } from './messages.ts';
import { advised, type Finding } from './rule.ts';

type Component = Form['components'][number];

export function checkForm({ id, components }: Form): Finding[] {
  const texts = [...new Set(components.flatMap(untranslated))];
  if (texts.length === 0) return [];
  return [
    {
      rule: 'languages',
      isRemark: true,
      ...faultAt(id, undefined, say('check.languages', { texts: listed(texts) })),
      ...advised(say('check.languages.advice')),
    },
  ];
}

const untranslated = (component: Component): readonly string[] => [
  ...component.untranslated,
  ...component.components.flatMap(untranslated),
];
