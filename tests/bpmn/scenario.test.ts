// Scenarios played in memory (scripts/scenario.ts): the rules of docs/messages.md for processes that begin by a message.
import { expect, test } from '@jest/globals';
import { play, type ScenarioStep } from '../../scripts/scenario.ts';
import { model } from '../engine/support/model.ts';

const objection: ScenarioStep = { message: { name: 'objection', correlationKey: 'k', timeToLive: 'P1D' } };
const hear: ScenarioStep = { complete: { element: 'hear' } };

/** Which instances begin by the message. */
async function begun(steps: readonly ScenarioStep[]): Promise<string[]> {
  const models = new Map([
    ['case', await model('case').startEvent().userTask('open').build()],
    ['hearing', await model('hearing').startMessage('objection', 'begun').userTask('hear').build()],
  ]);
  const { trace } = play(models, { process: 'case', strict: true, steps });
  return trace.flatMap(({ element, event, instance }) =>
    element === 'begun' && event === 'completed' ? [instance] : [],
  );
}

test('a key begins one instance at a time; what came meanwhile begins the next, within its time to live', async () => {
  expect(await begun([objection, objection])).toEqual(['hearing']);
  expect(await begun([objection, objection, hear])).toEqual(['hearing', 'hearing-2']);
  expect(await begun([objection, objection, { advance: 'P2D' }, hear])).toEqual(['hearing']);
});

test('without a key each message begins another instance', async () => {
  const unkeyed: ScenarioStep = { message: { name: 'objection' } };

  expect(await begun([unkeyed, unkeyed])).toEqual(['hearing', 'hearing-2']);
});
