// Places framed pictures beside and below a main one, so that the whole fits the screen as large as possible.
import { areNear, around, type Bounds, bottom, type Point, right } from './geometry.ts';
import type { Size } from './graph.ts';
import { scaleOf } from './screen.ts';

const gap = 30;
/** With more frames than this only their own order is tried. */
const mostPermuted = 5;

interface Packed {
  readonly places: readonly Point[];
  /** Of the whole, when it is fitted to the screen. */
  readonly scale: number;
}

export function packed(main: Size, framed: readonly Size[]): Packed {
  if (framed.length === 0) return { places: [], scale: scaleOf(main) };
  const first = { x: 0, y: 0, width: main.width, height: main.height };
  const orders = framed.length > mostPermuted ? [[...framed.keys()]] : permutations([...framed.keys()]);
  let best: Packed & { readonly worth: number } = { worth: 0, scale: 0, places: [] };
  for (const order of orders)
    for (const width of widths(main, framed))
      for (const isBelow of [true, false]) {
        const places = placeIn(width, isBelow ? { ...first, width } : first, framed, order);
        const scale = scaleOf(around([first, ...places]));
        const worth = scale * (isBelow ? preferBelow : 1);
        if (worth > best.worth + 1e-9) best = { worth, scale, places };
      }
  return best;
}

/** Frames stand below the main picture, unless the text gets larger by more than this beside it. */
const preferBelow = 1.12;

/** Widths at which one or two frames stand beside the main picture, or which the frames fill. */
function widths(main: Size, framed: readonly Size[]): number[] {
  const beside = framed.map(({ width }) => main.width + gap + width);
  const wide = framed.map((_, index) =>
    framed.slice(0, index + 1).reduce((sum, { width }) => sum + width + (sum > 0 ? gap : 0), 0),
  );
  return [...beside, ...wide, main.width].filter((width) => width >= main.width);
}

function placeIn(width: number, main: Bounds, framed: readonly Size[], order: readonly number[]): Bounds[] {
  const places: Bounds[] = [];
  const taken = [main];
  for (const index of order) {
    const size = framed[index]!;
    const xs = [0, ...taken.map((box) => right(box) + gap)];
    const ys = [0, ...taken.map((box) => bottom(box) + gap)].sort((a, b) => a - b);
    const free = ys
      .flatMap((y) => xs.toSorted((a, b) => a - b).map((x) => ({ ...size, x, y })))
      .find((box) => (right(box) <= width || box.x === 0) && !taken.some((other) => areNear(box, other, gap)));
    const place = free!;
    places[index] = place;
    taken.push(place);
  }
  return places;
}

function permutations(items: readonly number[]): number[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}
