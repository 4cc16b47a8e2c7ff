// Standard loops (BPMN 2.0.2 §13.3.6) and ad-hoc sub-processes (§13.3.5).
import { expect, test } from '@jest/globals';
import { startXml } from './support/run.ts';

const looping = (attributes: string, condition?: string) =>
  `<startEvent id="s" /><serviceTask id="ask"><standardLoopCharacteristics ${attributes}>${
    condition ? `<loopCondition xsi:type="tFormalExpression">${condition}</loopCondition>` : ''
  }</standardLoopCharacteristics></serviceTask><endEvent id="e" />
   <sequenceFlow id="a" sourceRef="s" targetRef="ask" /><sequenceFlow id="b" sourceRef="ask" targetRef="e" />`;

test('a loop is done at least once, and again as long as its condition holds', async () => {
  const run = await startXml(looping('', '=not(answered)'), { answered: false });

  const again = run.complete('ask', { answered: false });
  expect(again.open).toEqual(['ask', 'ask']);
  expect(again.only('runJob').loopCounter).toBe(2);
  expect(again.complete('ask', { answered: true }).status).toBe('completed');
});

test('a loop that tests before may not be done at all', async () => {
  expect((await startXml(looping('testBefore="true"', '=false'))).status).toBe('completed');
});

test('a loop ends at its maximum, whatever its condition says', async () => {
  const run = await startXml(looping('loopMaximum="2"', '=true'));

  expect(run.complete('ask').complete('ask').status).toBe('completed');
});

const adHoc = (inside: string) => `<startEvent id="s" /><adHocSubProcess id="investigate">${inside}
    <userTask id="visit" /><userTask id="summon" /><userTask id="search" /><userTask id="report" /><sequenceFlow id="v" sourceRef="visit" targetRef="report" /></adHocSubProcess>
   <endEvent id="e" /><sequenceFlow id="a" sourceRef="s" targetRef="investigate" /><sequenceFlow id="b" sourceRef="investigate" targetRef="e" />`;
const chosen = (collection: string) =>
  `<extensionElements><zeebe:adHoc activeElementsCollection="${collection}" /></extensionElements>`;

test('of an ad-hoc sub-process the chosen elements are done, and what follows them', async () => {
  const run = await startXml(adHoc(chosen('=measures')), { measures: ['visit', 'search'] });

  expect(run.open).toEqual(['investigate', 'visit', 'search']);
  const visited = run.complete('visit');
  expect(visited.open).toEqual(['investigate', 'search', 'report']);
  expect(visited.complete('search').complete('report').status).toBe('completed');
});

test('without a choice all of them begin', async () => {
  expect((await startXml(adHoc(''))).open).toEqual(['investigate', 'visit', 'summon', 'search']);
});

test('when the completion condition holds, what is left is ended', async () => {
  const run = await startXml(
    adHoc('').replace(
      '</adHocSubProcess>',
      '<completionCondition xsi:type="tFormalExpression">=found</completionCondition></adHocSubProcess>',
    ),
    { found: false },
  );

  const ended = run.complete('summon', { found: true });
  expect(ended.terminated).toEqual(['visit', 'search']);
  expect(ended.status).toBe('completed');
});

test('a choice that is none of the elements is an incident that names them', async () => {
  const run = await startXml(adHoc(chosen('=[&quot;elsewhere&quot;]')));

  expect(run.incident('investigate').message).toContain('visit, summon, search');
});

test('a completion condition that is neither true nor false is an incident of the ad-hoc sub-process, not of what has completed', async () => {
  const run = await startXml(
    adHoc('').replace(
      '</adHocSubProcess>',
      '<completionCondition xsi:type="tFormalExpression">=found</completionCondition></adHocSubProcess>',
    ),
  );

  const done = run.complete('summon');

  expect(done.incident('investigate').message).toContain('found');
  expect(done.resolve('investigate', 'retry', { found: false }).complete('search', { found: true }).status).toBe(
    'completed',
  );
});
