// The screen that a whole picture is fitted to.
import type { Size } from './graph.ts';

const screen: Size = { width: 1400, height: 700 };

/** How much a picture of this size is made smaller (below 1) to fit the screen. */
export const scaleOf = ({ width, height }: Size): number => Math.min(screen.width / width, screen.height / height);
