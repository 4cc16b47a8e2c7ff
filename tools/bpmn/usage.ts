// How `npm run bpmn` is called.
import { type Bilingual, inBoth } from '../../engine/catalogue.ts';
import { say } from './messages.ts';

const commands: readonly (readonly [synopsis: string, effect: Bilingual])[] = [
  [
    'run MODEL.bpmn [OTHER.bpmn DECISIONS.dmn …] [--scenario FILE.json] [--json]\n' +
      '      [--variables JSON] [--element ID,…] [--instance ID,…] [--event EVENT,…]',
    say('usage.run'),
  ],
  ['check MODEL.bpmn [OTHER.bpmn DECISIONS.dmn TASK.form …] [--json]', say('usage.check')],
  ['convert MODEL.bpmn > CONVERTED.bpmn', say('usage.convert')],
];

export const usage: string = [
  `${inBoth(say('usage'))}:`,
  ...commands.map(([synopsis, effect]) => `  npm run bpmn -- ${synopsis}\n    ${inBoth(effect)}`),
  inBoth(say('usage.more')),
].join('\n');
