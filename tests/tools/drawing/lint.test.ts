// Every rule of a readable picture refuses a picture that is broken in that way.
import { expect, test } from '@jest/globals';
import { moved } from '../../../tools/drawing/layout/geometry.ts';
import { faultsOfPicture } from '../../../tools/drawing/lint/index.ts';
import { crossingsIn, rules } from '../../../tools/drawing/lint/rules.ts';
import { drawn, flow, flows, model, node, userTask, withBounds, withLabel, without, withPoints } from './drawings.ts';

// Placed by hand, so that the breaks below are plain: a row of three, and two below the gateway.
const at = {
  start: { x: 0, y: 22, width: 36, height: 36 },
  review: { x: 80, y: 0, width: 100, height: 80 },
  agreed: { x: 240, y: 15, width: 50, height: 50 },
  grant: { x: 400, y: 0, width: 100, height: 80 },
  refuse: { x: 400, y: 160, width: 100, height: 80 },
  end: { x: 600, y: 22, width: 36, height: 36 },
};
const lines = {
  'start-review': [36, 40, 80, 40],
  'review-agreed': [180, 40, 240, 40],
  'agreed-grant': [290, 40, 400, 40],
  'agreed-refuse': [265, 65, 265, 200, 400, 200],
  'grant-end': [500, 40, 600, 40],
  'refuse-end': [500, 200, 618, 200, 618, 58],
};
const points = (numbers: readonly number[]) =>
  numbers.flatMap((x, index) => (index % 2 === 0 ? [{ x, y: numbers[index + 1]! }] : []));

const sample = await makeSample();

async function makeSample(): Promise<string> {
  const content = [
    node('startEvent', 'start', '开始') + userTask('review', 'judge') + node('exclusiveGateway', 'agreed', '同意？'),
    node('task', 'grant', '准许') + node('task', 'refuse', '不准许') + node('endEvent', 'end', '结束'),
    flows('start', 'review', 'agreed') + flow('agreed', 'grant', '是') + flow('agreed', 'refuse', '否'),
    flow('grant', 'end') + flow('refuse', 'end'),
  ];
  let xml = await drawn(model(content.join('')));
  for (const [id, bounds] of Object.entries(at)) xml = withBounds(xml, id, bounds);
  for (const [id, numbers] of Object.entries(lines)) xml = withPoints(xml, id, points(numbers));
  xml = withLabel(xml, 'start', { x: 7, y: 62, width: 22, height: 14 });
  xml = withLabel(xml, 'agreed', { x: 248, y: -4, width: 33, height: 14 });
  xml = withLabel(xml, 'end', { x: 640, y: 62, width: 22, height: 14 });
  xml = withLabel(xml, 'agreed-grant', { x: 305, y: 22, width: 11, height: 14 });
  xml = withLabel(xml, 'agreed-refuse', { x: 270, y: 80, width: 11, height: 14 });
  return withBounds(xml, 'review-who', { x: 80, y: -34, width: 39, height: 26 });
}

test('the sample has no fault', async () => {
  expect(await faultsOfPicture(sample)).toEqual([]);
});

const breaks: readonly {
  readonly rule: keyof typeof rules;
  readonly how: string;
  readonly broken: (xml: string) => string;
}[] = [
  { rule: 'everythingIsShown', how: 'a task has no shape', broken: (xml) => without(xml, 'grant') },
  { rule: 'everythingIsShown', how: 'a flow has no line', broken: (xml) => without(xml, 'grant-end') },
  { rule: 'actorsAreShown', how: 'a user task has no note', broken: (xml) => without(xml, 'review-who') },
  {
    rule: 'actorsAreShown',
    how: 'the note names another role',
    broken: (xml) => xml.replace('<bpmn:text>法官', '<bpmn:text>院长'),
  },
  {
    rule: 'flowsRunStraight',
    how: 'a flow runs aslant',
    broken: (xml) => withPoints(xml, 'agreed-refuse', points([265, 65, 400, 200])),
  },
  {
    rule: 'flowsEndAtBorders',
    how: 'a flow ends before its target',
    broken: (xml) => withPoints(xml, 'agreed-grant', points([290, 40, 390, 40])),
  },
  {
    rule: 'flowsEndAtBorders',
    how: 'a flow leaves a gateway beside its corner',
    broken: (xml) => withPoints(xml, 'agreed-grant', points([290, 55, 400, 55])),
  },
  {
    rule: 'branchesAreApart',
    how: 'two branches leave as one line',
    broken: (xml) => withPoints(xml, 'agreed-refuse', points([290, 40, 340, 40, 340, 200, 400, 200])),
  },
  {
    rule: 'flowsAreApart',
    how: 'flows to different targets run on one line',
    broken: (xml) => withPoints(xml, 'grant-end', points([450, 80, 450, 120, 265, 120, 265, 100, 618, 100, 618, 58])),
  },
  {
    rule: 'flowsAreApart',
    how: 'flows into one target part again',
    broken: (xml) =>
      withPoints(xml, 'refuse-end', points([500, 200, 550, 200, 550, 40, 580, 40, 580, 80, 618, 80, 618, 58])),
  },
  {
    rule: 'waysInAndOutAreApart',
    how: 'a flow arrives where another leaves',
    broken: (xml) => withPoints(xml, 'review-agreed', points([130, 80, 130, 130, 310, 130, 310, 40, 290, 40])),
  },
  {
    rule: 'flowsPassNoNode',
    how: 'a flow passes through a task',
    broken: (xml) =>
      withPoints(xml, 'agreed-refuse', points([265, 65, 265, 120, 450, 120, 450, 40, 550, 40, 550, 200, 500, 200])),
  },
  {
    rule: 'nodesAreApart',
    how: 'two tasks cover each other',
    broken: (xml) => withBounds(xml, 'refuse', moved(at.refuse, 0, -100)),
  },
  {
    rule: 'labelsCoverNothing',
    how: 'a label lies over a flow',
    broken: (xml) => withLabel(xml, 'agreed', { x: 200, y: 33, width: 33, height: 14 }),
  },
  {
    rule: 'labelsCoverNothing',
    how: 'a label lies over a task',
    broken: (xml) => withLabel(xml, 'agreed-grant', { x: 395, y: 22, width: 11, height: 14 }),
  },
  {
    rule: 'labelsCoverNothing',
    how: 'a label lies over another',
    broken: (xml) => withLabel(xml, 'agreed', { x: 300, y: 12, width: 33, height: 14 }),
  },
  {
    rule: 'labelsLieAtTheirFlow',
    how: '是 and 否 have changed places',
    broken: (xml) =>
      withLabel(withLabel(xml, 'agreed-grant', { x: 270, y: 80, width: 11, height: 14 }), 'agreed-refuse', {
        x: 305,
        y: 22,
        width: 11,
        height: 14,
      }),
  },
  {
    rule: 'labelsLieAtTheirFlow',
    how: 'a label is far from its flow',
    broken: (xml) => withLabel(xml, 'agreed-grant', { x: 330, y: -60, width: 11, height: 14 }),
  },
  {
    rule: 'branchesAreNamed',
    how: 'one of two branches has no name',
    broken: (xml) => xml.replace('name="否"', ''),
  },
  {
    rule: 'linesBeginWithWords',
    how: 'a line of a task begins with 、',
    broken: (xml) => xml.replace('name="准许"', 'name="制作查封冻结、扣押"'),
  },
  {
    rule: 'linesBeginWithWords',
    how: 'a line of a label begins with ，',
    broken: (xml) => xml.replace('name="同意？"', 'name="审查后认为不应，当同意"'),
  },
  {
    rule: 'crossingsAreFew',
    how: 'one flow crosses others again and again',
    broken: (xml) =>
      withPoints(
        xml,
        'refuse-end',
        points([
          450, 160, 450, 120, 200, 120, 200, -20, 320, -20, 320, 100, 350, 100, 350, -20, 520, -20, 520, 100, 618, 100,
          618, 58,
        ]),
      ),
  },
  {
    rule: 'textIsLargeEnough',
    how: 'the picture is a long strip',
    broken: (xml) =>
      withBounds(withPoints(xml, 'grant-end', points([500, 40, 4000, 40])), 'end', { ...at.end, x: 4000 }),
  },
];

test.each(breaks)('$rule: $how', async ({ rule, broken }) => {
  const faults = await faultsOfPicture(broken(sample));

  expect(faults.map((fault) => fault.rule)).toContain(rule);
});

test('every rule has a picture that it refuses', () => {
  expect(new Set(breaks.map(({ rule }) => rule))).toEqual(new Set(Object.keys(rules)));
});

test('two flows that have joined are crossed once', () => {
  const element = {} as never;
  const joined = [0, 10].map((x) => ({ element, points: points([x, 0, 20, 0, 20, 50]) }));

  expect(crossingsIn([...joined, { element, points: points([0, 25, 40, 25]) }])).toHaveLength(1);
});
