// Pieces of flows: how they meet, and how far boxes are from them.
import { type Bounds, bottom, type Point, right } from '../layout/geometry.ts';

export interface Piece {
  readonly from: Point;
  readonly to: Point;
}

export const piecesOf = (points: readonly Point[]): Piece[] =>
  points.slice(1).map((to, index) => ({ from: points[index]!, to }));

const spanX = ({ from, to }: Piece) => [Math.min(from.x, to.x), Math.max(from.x, to.x)] as const;
const spanY = ({ from, to }: Piece) => [Math.min(from.y, to.y), Math.max(from.y, to.y)] as const;
const isLevel = ({ from, to }: Piece) => from.y === to.y;
const isUpright = ({ from, to }: Piece): boolean => from.x === to.x;
export const isStraight = (piece: Piece): boolean => isLevel(piece) || isUpright(piece);

/** How long the two pieces run along the same line, or so close that they look like one. */
export function sharedLength(one: Piece, other: Piece): number {
  if (isLevel(one) !== isLevel(other)) return 0;
  const [across, along] = isLevel(one) ? ([spanY, spanX] as const) : ([spanX, spanY] as const);
  if (Math.abs(across(one)[0] - across(other)[0]) > leastGap) return 0;
  const [from, to] = along(one);
  const [otherFrom, otherTo] = along(other);
  return Math.max(0, Math.min(to, otherTo) - Math.max(from, otherFrom));
}

const leastGap = 4;

/** Whether the pieces cross inside both. */
export function cross(one: Piece, other: Piece): boolean {
  if (isLevel(one) === isLevel(other)) return false;
  const [level, upright] = isLevel(one) ? [one, other] : [other, one];
  const [left, end] = spanX(level);
  const [top, low] = spanY(upright);
  return left < upright.from.x && upright.from.x < end && top < level.from.y && level.from.y < low;
}

/** Whether the piece touches the box, made smaller by the margin. */
export function enters(piece: Piece, box: Bounds, margin = 0): boolean {
  const [left, end] = spanX(piece);
  const [top, low] = spanY(piece);
  return left < right(box) - margin && end > box.x + margin && top < bottom(box) - margin && low > box.y + margin;
}

export function distance(box: Bounds, piece: Piece): number {
  const [left, end] = spanX(piece);
  const [top, low] = spanY(piece);
  const dx = Math.max(0, left - right(box), box.x - end);
  const dy = Math.max(0, top - bottom(box), box.y - low);
  return Math.hypot(dx, dy);
}
