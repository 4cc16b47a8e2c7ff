// Points and boxes of a picture.
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Bounds extends Point {
  readonly width: number;
  readonly height: number;
}

export const right = ({ x, width }: Bounds): number => x + width;
export const bottom = ({ y, height }: Bounds): number => y + height;

/** Whether the boxes come closer than the gap. */
export const areNear = (one: Bounds, other: Bounds, gap = 0): boolean =>
  one.x < right(other) + gap &&
  other.x < right(one) + gap &&
  one.y < bottom(other) + gap &&
  other.y < bottom(one) + gap;

export const moved = <P extends Point>(at: P, dx: number, dy: number): P => ({ ...at, x: at.x + dx, y: at.y + dy });

/** The smallest box around the boxes. */
export function around(boxes: readonly Bounds[]): Bounds {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return { x, y, width: Math.max(...boxes.map(right)) - x, height: Math.max(...boxes.map(bottom)) - y };
}
