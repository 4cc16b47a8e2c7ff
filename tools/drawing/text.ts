// Breaks names into lines as bpmn-js does, and measures them: a Chinese character is as wide as it is high.
import type { Size } from './layout/graph.ts';

export const embeddedSize = 12;
export const externalSize = 11;
const lineHeight = 1.2;

const widthOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character.charCodeAt(0) < 0x2e80 ? 0.56 : 1), 0);

/** diagram-js, lib/util/Text.js: what fits stays one line; else the line is cut by its average width, less one. */
function linesOf(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split(/\r?\n/)) {
    let rest = paragraph;
    while (rest !== '') {
      let line = rest;
      while (widthOf(line) * size > width && line.length > 1) {
        const room = Math.max((line.length * width) / (widthOf(line) * size), 1);
        const spaced = atSpaces(line, room);
        line = spaced === '' ? line.slice(0, Math.max(Math.round(room - 1), 1)) : spaced;
      }
      lines.push(line);
      rest = rest.slice(line.length).trim();
    }
  }
  return lines;
}

function atSpaces(line: string, room: number): string {
  const parts = line.split(/(\s|-)/g);
  if (parts.length === 1) return '';
  let fitting = '';
  for (const part of parts) {
    if (part.length + fitting.length >= room) break;
    fitting += part;
  }
  return fitting;
}

/** Typesetters' rules: no line begins with a mark that closes or divides, and none is a single character. */
export const faultyLines = (lines: readonly string[]): number =>
  lines.filter((line, index) => index > 0 && (/^[、，。；：？！）》”’]/.test(line) || line.length === 1)).length;

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Counts lines that begin within a word or, as Chinese words seldom have one character, with a single character. */
function tornWords(lines: readonly string[]): number {
  const words = [...segmenter.segment(lines.join(''))];
  const whole = new Set(
    words.filter(({ segment }) => segment.length > 1 || segment === '和').map(({ index }) => index),
  );
  const starts = lines.slice(1).map((_, index) => lines.slice(0, index + 1).join('').length);
  return starts.filter((start) => !whole.has(start)).length;
}

/** bpmn-js draws no narrower label. */
const leastLabel = 90;

/** The box of a name beside its element, at the first width at which it breaks well. */
export function labelSize(text: string): Size {
  const widths = [0, 1, 2, 3, 4].map((step) => leastLabel + step * externalSize);
  const width = bestWidth(text, widths, externalSize);
  const lines = linesOf(text, width, externalSize);
  // bpmn-js widens a box to the least width around the same middle, and breaks a wider one at its own width.
  const shown = Math.ceil(Math.max(...lines.map(widthOf)) * externalSize);
  return {
    width: width > leastLabel ? width : shown,
    height: Math.ceil(lines.length * externalSize * lineHeight),
  };
}

const taskPadding = 7;

/** The width of a task in which its name breaks well. */
export function taskWidth(text: string): number {
  const insides = [0, 1, 2, 3, 4].map((step) => 100 + (step * embeddedSize) / 2 - 2 * taskPadding);
  return bestWidth(text, insides, embeddedSize) + 2 * taskPadding;
}

function bestWidth(text: string, widths: readonly number[], size: number): number {
  const faults = widths.map((width) => {
    const lines = linesOf(text, width, size);
    const isTorn = lines.length > 1 && lines.at(-1)!.length <= 2;
    return faultyLines(lines) * 10 + Math.max(0, lines.length - 2) * 5 + tornWords(lines) * 2 + Number(isTorn);
  });
  return widths[faults.indexOf(Math.min(...faults))]!;
}

export const linesInTask = (text: string, width: number): string[] =>
  linesOf(text, width - 2 * taskPadding, embeddedSize);

/** @param width of the label's box */
export const linesOfLabel = (text: string, width: number): string[] =>
  linesOf(text, Math.max(width, leastLabel), externalSize);

const annotationWidth = 124;

export function annotationSize(text: string): Size {
  const lines = linesOf(text, annotationWidth - 2 * taskPadding, embeddedSize);
  return { width: annotationWidth, height: Math.ceil(lines.length * embeddedSize * lineHeight) + 2 * taskPadding };
}
