// Standard loops (BPMN 2.0.2 §13.3.6) and ad-hoc sub-processes (§13.3.5).
import { expect, test } from '@jest/globals';
import { migrate, refusalsOfMigration, step } from '../../engine/index.ts';
import { read } from '../../engine/read/index.ts';
import { english, Run, startAt, startXml, xmlModel } from './support/run.ts';

const looping = (attributes: string, condition?: string) =>
  `<startEvent id="s" /><serviceTask id="ask"><standardLoopCharacteristics ${attributes}>${
    condition ? `<loopCondition xsi:type="tFormalExpression">${condition}</loopCondition>` : ''
  }</standardLoopCharacteristics></serviceTask><endEvent id="e" />
   <sequenceFlow id="a" sourceRef="s" targetRef="ask" /><sequenceFlow id="b" sourceRef="ask" targetRef="e" />`;

test('a loop activity runs at least once, and again as long as its condition holds', async () => {
  const run = await startXml(looping('', '=not(answered)'), { answered: false });

  const again = run.complete('ask', { answered: false });
  expect(again.open).toEqual(['ask', 'ask']);
  expect(again.only('runJob').loopCounter).toBe(2);
  expect(again.complete('ask', { answered: true }).status).toBe('completed');
});

test('a loop that tests its condition first may not run at all', async () => {
  expect((await startXml(looping('testBefore="true"', '=false'))).status).toBe('completed');
});

test('a loop ends at its maximum, whatever its condition says', async () => {
  const run = await startXml(looping('loopMaximum="2"', '=true'));

  expect(run.complete('ask').complete('ask').status).toBe('completed');
});

test('a loop that repeats without waiting is an incident; after its condition has been corrected, a retry continues it', async () => {
  const looped = await xmlModel(
    `<startEvent id="s" /><exclusiveGateway id="again" /><scriptTask id="count"><extensionElements><zeebe:script expression="=n + step" resultVariable="n" /></extensionElements></scriptTask>
     <exclusiveGateway id="enough" default="no" /><endEvent id="e" /><sequenceFlow id="a" sourceRef="s" targetRef="again" /><sequenceFlow id="b" sourceRef="again" targetRef="count" />
     <sequenceFlow id="c" sourceRef="count" targetRef="enough" /><sequenceFlow id="no" sourceRef="enough" targetRef="again" />
     <sequenceFlow id="yes" sourceRef="enough" targetRef="e"><conditionExpression xsi:type="tFormalExpression">=n &gt;= 10</conditionExpression></sequenceFlow>`,
  );

  const first = step(looped, null, { type: 'started', variables: { n: 0, step: 0 }, at: startAt });
  const run = new Run(looped, first.state, first.commands, startAt);
  const [incident] = run.description.incidents;
  expect(incident).toMatchObject({ type: 'endless', message: expect.stringContaining('expected a wait') });
  const ended = run.resolve(incident!.elementId, 'retry', { step: 1 });
  expect(ended.status).toBe('completed');
  expect(ended.result).toMatchObject({ n: 10 });
});

const adHoc = (inside: string) => `<startEvent id="s" /><adHocSubProcess id="investigate">${inside}
    <userTask id="visit" /><userTask id="summon" /><userTask id="search" /><userTask id="report" /><sequenceFlow id="v" sourceRef="visit" targetRef="report" /></adHocSubProcess>
   <endEvent id="e" /><sequenceFlow id="a" sourceRef="s" targetRef="investigate" /><sequenceFlow id="b" sourceRef="investigate" targetRef="e" />`;
const chosen = (collection: string) =>
  `<extensionElements><zeebe:adHoc activeElementsCollection="${collection}" /></extensionElements>`;

test('an ad-hoc sub-process runs the chosen elements and the elements after them', async () => {
  const run = await startXml(adHoc(chosen('=measures')), { measures: ['visit', 'search'] });

  expect(run.open).toEqual(['investigate', 'visit', 'search']);
  const visited = run.complete('visit');
  expect(visited.open).toEqual(['investigate', 'search', 'report']);
  expect(visited.complete('search').complete('report').status).toBe('completed');
});

test('an ad-hoc sub-process without a choice starts all its elements', async () => {
  expect((await startXml(adHoc(''))).open).toEqual(['investigate', 'visit', 'summon', 'search']);
});

test('a true completion condition terminates the elements that are left', async () => {
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

test('a choice of an unknown element is an incident that names the elements', async () => {
  const run = await startXml(adHoc(chosen('=[&quot;elsewhere&quot;]')));

  expect(run.incident('investigate').message).toContain('visit, summon, search');
});

const collecting = (condition = '') =>
  adHoc(
    `<extensionElements><zeebe:adHoc outputCollection="findings" outputElement="=found" /></extensionElements>${condition && `<completionCondition xsi:type="tFormalExpression">${condition}</completionCondition>`}`,
  );

test('the output of each chosen element and the elements after it is collected when they end', async () => {
  const run = await startXml(collecting());

  const done = run
    .complete('search', { found: 'a car' })
    .complete('visit')
    .complete('summon', { found: 'nothing' })
    .complete('report', { found: 'a flat' });

  expect(done.result).toMatchObject({ findings: ['a car', 'nothing', 'a flat'] });
});

test('the completion condition sees what has been collected', async () => {
  const run = await startXml(collecting('=count(findings) = 1'));

  const visited = run.complete('visit', { found: 1 });
  expect(visited.open.filter((id) => !id.includes('#'))).toEqual(['investigate', 'summon', 'search', 'report']);
  const done = visited.complete('report', { found: 2 });
  expect(done.terminated.filter((id) => !id.includes('#'))).toEqual(['summon', 'search']);
  expect(done.result).toMatchObject({ findings: [2] });
});

test('an unreadable output is an incident at the chosen element; a retry collects it', async () => {
  const run = await startXml(collecting().replace('=found', '=found +'));

  expect(run.complete('search').incident('investigate#innerInstance').message).toContain('the output element');
});

test('an undecidable completion condition is an incident of the sub-process; after a correction it decides', async () => {
  const run = await startXml(collecting('=enough'));

  const stuck = run.complete('search');
  expect(stuck.incident('investigate').message).toContain('the completion condition');
  const done = stuck.resolve('investigate', 'retry', { enough: true });
  expect(done.terminated.filter((id) => !id.includes('#'))).toEqual(['visit', 'summon']);
  expect(done.status).toBe('completed');
});

test('an ad-hoc sub-process that does not cancel the rest waits for it', async () => {
  const run = await startXml(
    collecting('=count(findings) = 1').replace('id="investigate"', 'id="investigate" cancelRemainingInstances="false"'),
  );

  const one = run.complete('search', { found: 1 });
  expect(one.terminated).toEqual([]);
  const done = one.complete('summon', { found: 2 }).complete('visit').complete('report', { found: 3 });
  expect(done.result).toMatchObject({ findings: [1, 2, 3] });
});

test('a modification activates one more element of the sub-process, and its result is collected too', async () => {
  const run = await startXml(collecting());

  const more = run.happens({ type: 'modified', activate: [{ elementId: 'search' }], terminate: [], reason: 'r' });
  const done = ['visit', 'summon', 'search', 'search', 'report'].reduce(
    (before, id, index) => before.complete(id, { found: index }),
    more,
  );

  expect(more.activated).toEqual(['investigate#innerInstance', 'search']);
  expect(done.result).toMatchObject({ findings: [1, 2, 3, 4] });
});

test('after a migration to another name the started elements go on and are collected', async () => {
  const run = (await startXml(collecting())).complete('search', { found: 1 });
  const renamed = await xmlModel(collecting().replaceAll('investigate', 'examine'));
  const mapping = { investigate: 'examine', a: 'a', b: 'b' };

  const { state } = migrate(run.model, renamed, run.state!, { type: 'migrated', reason: '', mapping, at: run.at });
  const moved = new Run(renamed, state, [], run.at);

  const done = moved.complete('summon', { found: 2 }).complete('visit').complete('report', { found: 3 });
  expect(done.result).toMatchObject({ findings: [1, 2, 3] });
});

const oneByOne = (model: string) => model.replace('id="investigate"', 'id="investigate" ordering="Sequential"');
const until = (condition: string, model: string) =>
  model.replace(
    '</adHocSubProcess>',
    `<completionCondition xsi:type="tFormalExpression">${condition}</completionCondition></adHocSubProcess>`,
  );
const visible = (ids: readonly string[]) => ids.filter((id) => !id.includes('#'));

test('BPMN 2.0.2 §13.3.5: a sequential ad-hoc sub-process runs its elements in the order chosen, each with the elements after it', async () => {
  const run = await startXml(oneByOne(adHoc(chosen('=measures'))), { measures: ['search', 'visit', 'search'] });

  expect(run.open).toEqual(['investigate', 'search']);
  const searched = run.complete('search');
  expect(searched.open).toEqual(['investigate', 'visit']);
  const visited = searched.complete('visit');
  expect(visited.open).toEqual(['investigate', 'report']);
  const reported = visited.complete('report');
  expect(reported.open).toEqual(['investigate', 'search']);
  expect(reported.complete('search').status).toBe('completed');
});

test('a sequential ad-hoc sub-process without a choice runs every element without incoming flow; with an empty choice it ends at once', async () => {
  const run = await startXml(oneByOne(adHoc('')));

  const all = ['visit', 'report', 'summon', 'search'];
  expect(all.reduce((before, id) => before.complete(id), run).status).toBe('completed');
  expect((await startXml(oneByOne(adHoc(chosen('=[]'))))).status).toBe('completed');
});

test('a sequential ad-hoc sub-process starts nothing more when its completion condition holds', async () => {
  const found = oneByOne(until('=found', adHoc('')));
  const run = await startXml(found, { found: false });

  expect(run.complete('visit').complete('report', { found: true }).status).toBe('completed');
  // The started elements go on, because the rest is not to be canceled; nothing else starts.
  expect(run.complete('visit', { found: true }).status).toBe('completed');
  const kept = await startXml(found.replace('ordering', 'cancelRemainingInstances="false" ordering'), { found: false });
  expect(kept.complete('visit', { found: true }).open).toEqual(['investigate', 'report']);
  expect(kept.complete('visit', { found: true }).complete('report').status).toBe('completed');
});

test('a sequential ad-hoc sub-process collects each output, and its condition sees it', async () => {
  const run = await startXml(oneByOne(collecting('=count(findings) = 2')));

  const done = run.complete('visit').complete('report', { found: 'a flat' }).complete('summon', { found: 'a car' });
  expect(visible(run.open)).toEqual(['investigate', 'visit']);
  expect(done.result).toMatchObject({ findings: ['a flat', 'a car'] });
});

test('an interrupting event of a sequential ad-hoc sub-process drops the elements that have not started', async () => {
  const withdrawn = `<subProcess id="withdrawal" triggeredByEvent="true"><startEvent id="withdrawn"><signalEventDefinition signalRef="signal" /></startEvent></subProcess></adHocSubProcess>`;
  const run = await startXml(
    until('=false', oneByOne(adHoc(''))).replace('</adHocSubProcess>', withdrawn),
    {},
    '<signal id="signal" name="withdrawn" />',
  );

  const ended = run.happens({ type: 'signal', name: 'withdrawn', variables: {} });
  expect(ended.terminated).toEqual(['visit']);
  expect(ended.status).toBe('completed');
});

test('a sequential ad-hoc sub-process with a flow that splits in two is refused', async () => {
  const refused = async (inside: string) => {
    const model = oneByOne(adHoc('')).replace('</adHocSubProcess>', `${inside}</adHocSubProcess>`);
    const { faults } = await read(
      `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><process id="p">${model}</process></definitions>`,
    );
    return faults.map(({ elementId, reason }) => `${elementId}: ${reason}`);
  };
  const reason =
    'Expected one activity at a time in the sequential ad-hoc sub-process; more than one would continue from here.';
  const flow = (from: string, to: string) =>
    `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}" />`;

  expect(await refused(flow('visit', 'summon'))).toEqual([`visit: ${reason}`]);
  expect(
    await refused(
      `<boundaryEvent id="late" attachedToRef="search" cancelActivity="false"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">P1D</timeDuration></timerEventDefinition></boundaryEvent><task id="remind" />${flow('late', 'remind')}`,
    ),
  ).toEqual([`late: ${reason}`]);
  expect(
    await refused(
      `<exclusiveGateway id="which" default="which-o" /><task id="o" /><task id="n" />${flow('summon', 'which')}${flow('which', 'o')}<sequenceFlow id="c" sourceRef="which" targetRef="n"><conditionExpression xsi:type="tFormalExpression">=x</conditionExpression></sequenceFlow>`,
    ),
  ).toEqual([]);
});

test('after a migration to other names a sequential ad-hoc sub-process starts its remaining elements there', async () => {
  const run = await startXml(oneByOne(adHoc('')));
  const renamed = await xmlModel(oneByOne(adHoc('')).replaceAll('summon', 'cite'));
  const event = { type: 'migrated' as const, reason: '', at: run.at };

  const { state } = migrate(run.model, renamed, run.state!, { ...event, mapping: { summon: 'cite' } });
  const moved = new Run(renamed, state, [], run.at).complete('visit').complete('report');

  expect(moved.open).toEqual(['investigate', 'cite']);
  expect(english(refusalsOfMigration(run.model, renamed, run.state!, { mapping: {}, at: run.at }))).toEqual([
    "'summon' is still to be activated in 'investigate' and the new model does not have it there.",
  ]);
});
