// The rules of a readable picture, each over the boxes and lines of a file's diagram.
import type { Bilingual } from '../../../engine/catalogue.ts';
import { areNear, type Bounds, type Point } from '../layout/geometry.ts';
import { scaleOf } from '../layout/screen.ts';
import { say } from '../messages.ts';
import { noteText } from '../roles.ts';
import { externalSize, faultyLines, linesInTask, linesOfLabel } from '../text.ts';
import { type Drawn, type DrawnFlow, type DrawnNode, liesIn } from './drawn.ts';
import { cross, distance, enters, isStraight, piecesOf, sharedLength } from './lines.ts';

export interface Fault {
  readonly id: string;
  readonly reason: Bilingual;
}

export type Rule = (drawn: Drawn) => Fault[];

const limits = { crossings: 3, textSize: 7 };

const everythingIsShown: Rule = ({ expected, nodes, flows, notes }) => {
  const shown = new Set([...nodes, ...flows, ...notes].map(({ element }) => element));
  return expected.filter((element) => !shown.has(element)).map(({ id }) => ({ id, reason: say('notShown') }));
};

const actorsAreShown: Rule = ({ nodes, notes, associations }) =>
  nodes
    .filter(({ element }) => noteText(element) !== '')
    .filter(({ element }) => {
      const linked = associations.filter(({ sourceRef }) => sourceRef === element).map(({ targetRef }) => targetRef);
      return !notes.some((note) => linked.includes(note.element) && note.element.text === noteText(element));
    })
    .map(({ element }) => ({ id: element.id, reason: say('noActor', { actor: noteText(element) }) }));

const flowsRunStraight: Rule = ({ flows }) =>
  flows
    .filter(({ points }) => !piecesOf(points).every(isStraight))
    .map(({ element }) => ({ id: element.id, reason: say('aslant') }));

const flowsEndAtBorders: Rule = ({ flows, nodes }) =>
  flows.flatMap(({ element, points }) => {
    const ends = [
      { node: nodeOf(nodes, element.sourceRef), point: points[0]! },
      { node: nodeOf(nodes, element.targetRef), point: points.at(-1)! },
    ];
    return ends
      .filter(({ node, point }) => node && !isOnBorder(node, point))
      .map(({ node }) => ({ id: element.id, reason: say('offBorder', { node: node!.element.id }) }));
  });

const branchesAreApart: Rule = ({ flows }) =>
  pairs(flows)
    .filter(([one, other]) => one.element.sourceRef === other.element.sourceRef && shared(one, other) > 0)
    .map(([one, other]) => ({
      id: one.element.id,
      reason: say('sharedBranch', { other: other.element.id }),
    }));

/** Flows from different elements into the same one may join before it, and stay together until its border. */
const flowsAreApart: Rule = ({ flows }) =>
  pairs(flows)
    .filter(([one, other]) => one.element.sourceRef !== other.element.sourceRef && shared(one, other) > 0)
    .filter(([one, other]) => one.element.targetRef !== other.element.targetRef || !endTogether(one, other))
    .map(([one, other]) => ({ id: one.element.id, reason: say('sharedLine', { other: other.element.id }) }));

const waysInAndOutAreApart: Rule = ({ flows }) =>
  flows.flatMap((one) =>
    flows
      .filter((other) => one.element.targetRef === other.element.sourceRef)
      .filter((other) => isSame(one.points.at(-1)!, other.points[0]!, 6))
      .map((other) => ({ id: one.element.id, reason: say('sameDock', { other: other.element.id }) })),
  );

const flowsPassNoNode: Rule = ({ flows, nodes }) =>
  flows.flatMap(({ element, points }) =>
    nodes
      .filter((node) => !(node.isOpen && liesIn(element, node.element)))
      .filter(({ element: node }) => node.attachedToRef !== element.sourceRef || node !== element.sourceRef)
      .filter(({ bounds, element: node }) => {
        // The circle of a boundary event lies half over its host.
        const pieces = piecesOf(points);
        const isOwn = node === element.sourceRef || node === element.targetRef;
        return pieces.some((piece) => enters(piece, bounds, isOwn ? Math.min(bounds.width, bounds.height) / 2 - 1 : 1));
      })
      .map((node) => ({ id: element.id, reason: say('throughNode', { node: node.element.id }) })),
  );

const nodesAreApart: Rule = ({ nodes }) =>
  pairs(nodes)
    .filter(([one, other]) => areNear(one.bounds, other.bounds))
    .filter(
      ([one, other]) =>
        ![one, other].some((node) => node.isOpen && liesIn((node === one ? other : one).element, node.element)),
    )
    .filter(
      ([one, other]) => one.element.attachedToRef !== other.element && other.element.attachedToRef !== one.element,
    )
    .map(([one, other]) => ({ id: one.element.id, reason: say('coversNode', { node: other.element.id }) }));

const labelsCoverNothing: Rule = (drawn) => {
  const { nodes, flows } = drawn;
  const labels = labelsOf(drawn);
  return labels.flatMap(({ id, bounds }, index) => [
    ...flows
      .filter(({ points }) => piecesOf(points).some((piece) => enters(piece, bounds)))
      .map(({ element }) => ({ id, reason: say('crossedLabel', { flow: element.id }) })),
    ...nodes
      .filter(({ isOpen, bounds: node }) => !isOpen && areNear(node, bounds))
      .map(({ element }) => ({ id, reason: say('labelOverNode', { node: element.id }) })),
    ...labels
      .slice(index + 1)
      .filter((other) => areNear(other.bounds, bounds))
      .map((other) => ({ id, reason: say('labelOverLabel', { other: other.id }) })),
  ]);
};

/** A label of a flow is read with the line nearest to it. */
const labelsLieAtTheirFlow: Rule = ({ flows }) =>
  flows.flatMap(({ element, points, label }) => {
    if (!element.name) return [];
    if (!label) return [{ id: element.id, reason: say('noLabel') }];
    const away = (flow: readonly Point[]) => Math.min(...piecesOf(flow).map((piece) => distance(label, piece)));
    const own = away(points);
    if (own > 12) return [{ id: element.id, reason: say('farLabel') }];
    return flows
      .filter((other) => other.element !== element && away(other.points) <= own)
      .map((other) => ({ id: element.id, reason: say('nearerLabel', { other: other.element.id }) }));
  });

/** Where the ways part by conditions, each says when it is taken. */
const branchesAreNamed: Rule = ({ flows }) =>
  flows
    .filter(({ element: { name, sourceRef } }) => {
      const parts = ['bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway'].includes(sourceRef!.$type);
      return !name && parts && flows.some(({ element }) => element.sourceRef === sourceRef && element.name);
    })
    .map(({ element }) => ({ id: element.id, reason: say('noName') }));

const linesBeginWithWords: Rule = ({ nodes, flows }) =>
  [...nodes, ...flows]
    .filter((one) => faultyLines(linesShown(one)) > 0)
    .map((one) => ({ id: one.element.id, reason: say('brokenName', { lines: linesShown(one).join(' / ') }) }));

const crossingsAreFew: Rule = ({ flows }) => {
  const found = crossingsIn(flows);
  if (found.length <= limits.crossings) return [];
  const reason = say('crossings', { most: limits.crossings, found: found.length });
  return [{ id: found[0]!, reason }];
};

const textIsLargeEnough: Rule = ({ nodes, extent }) => {
  const size = textSizeOf(extent);
  if (size >= limits.textSize) return [];
  const reason = say('smallText', { least: limits.textSize, found: size.toFixed(1) });
  return [{ id: nodes[0]?.element.id ?? '', reason }];
};

export const rules = {
  everythingIsShown,
  actorsAreShown,
  flowsRunStraight,
  flowsEndAtBorders,
  branchesAreApart,
  flowsAreApart,
  waysInAndOutAreApart,
  flowsPassNoNode,
  nodesAreApart,
  labelsCoverNothing,
  labelsLieAtTheirFlow,
  branchesAreNamed,
  linesBeginWithWords,
  crossingsAreFew,
  textIsLargeEnough,
} satisfies { readonly [name: string]: Rule };

/** The height of the smallest text when the picture is fitted to the screen, not enlarged. */
export const textSizeOf = (extent: Bounds): number => externalSize * Math.min(1, scaleOf(extent));

/** The flow of each crossing. Where joined flows are crossed together, the eye sees one crossing. */
export function crossingsIn(flows: readonly DrawnFlow[]): string[] {
  const found = new Map<string, string>();
  for (const [one, other] of pairs(flows))
    for (const piece of piecesOf(one.points))
      for (const crossing of piecesOf(other.points).filter((candidate) => cross(piece, candidate))) {
        const [level, upright] = piece.from.y === piece.to.y ? [piece, crossing] : [crossing, piece];
        found.set(`${upright.from.x} ${level.from.y}`, one.element.id);
      }
  return [...found.values()];
}

const pairs = <T>(items: readonly T[]): [T, T][] =>
  items.flatMap((one, index) => items.slice(index + 1).map((other): [T, T] => [one, other]));

const shared = (one: DrawnFlow, other: DrawnFlow): number =>
  Math.max(
    ...piecesOf(one.points).flatMap((piece) => piecesOf(other.points).map((second) => sharedLength(piece, second))),
  );

const endTogether = (one: DrawnFlow, other: DrawnFlow): boolean => isSame(one.points.at(-1)!, other.points.at(-1)!, 0);

const isSame = (one: Point, other: Point, within: number): boolean =>
  Math.abs(one.x - other.x) <= within && Math.abs(one.y - other.y) <= within;

const nodeOf = (nodes: readonly DrawnNode[], element: DrawnNode['element'] | undefined) =>
  nodes.find((node) => node.element === element);

function isOnBorder({ element, bounds }: DrawnNode, point: Point): boolean {
  const dx = Math.abs(point.x - bounds.x - bounds.width / 2);
  const dy = Math.abs(point.y - bounds.y - bounds.height / 2);
  const [x, y] = [bounds.width / 2, bounds.height / 2];
  if (element.$instanceOf('bpmn:Gateway')) return Math.abs(dx / x + dy / y - 1) <= 0.08;
  if (element.$instanceOf('bpmn:Event')) return Math.abs(Math.hypot(dx, dy) - x) <= 1.5;
  return (Math.abs(dx - x) <= 1 && dy <= y) || (Math.abs(dy - y) <= 1 && dx <= x);
}

const labelsOf = ({ nodes, flows, notes }: Drawn) => [
  ...[...nodes, ...flows].flatMap(({ element, label }) =>
    label && element.name ? [{ id: element.id, bounds: label }] : [],
  ),
  ...notes.map(({ element, bounds }) => ({ id: element.id, bounds })),
];

function linesShown(one: DrawnNode | DrawnFlow): string[] {
  const { name = '' } = one.element;
  if ('bounds' in one && !one.element.$instanceOf('bpmn:Gateway') && !one.element.$instanceOf('bpmn:Event'))
    return linesInTask(name, one.bounds.width);
  return one.label ? linesOfLabel(name, one.label.width) : [];
}
