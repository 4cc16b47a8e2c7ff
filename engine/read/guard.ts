// One pass over the XML before the parser: refuses hostile input in bounded time, and records the line of each id.

import type { Bilingual } from '../catalogue.ts';
import { asParsed, isReference, spell } from './ids.ts';
import { say } from './messages.ts';

export interface Scanned {
  readonly lines: ReadonlyMap<string, number>;
  /**
   * The text rewritten for the parser, which accepts neither space around the `=` of an attribute nor ids beyond ASCII.
   * XML allows both.
   */
  readonly text: string;
  /** Set if the text is not read at all. */
  readonly refused?: { readonly line: number; readonly reason: Bilingual };
}

const limits = { characters: 20_000_000, depth: 200, elements: 500_000 };

export function scan(xml: string): Scanned {
  const lines = new Map<string, number>();
  const lineAt = lineCounter(xml);
  const refuse = (at: number, reason: Bilingual): Scanned => ({
    lines,
    text: '',
    refused: { line: lineAt(at), reason },
  });
  const pieces: string[] = [];
  let copied = 0;
  const put = (piece: string, from: number, to: number) => {
    pieces.push(xml.slice(copied, from), piece);
    copied = to;
  };
  if (xml.length > limits.characters)
    return refuse(0, say('read.size', { limit: limits.characters, found: xml.length }));
  let depth = 0;
  let count = 0;
  for (let at = 0; ; ) {
    const open = xml.indexOf('<', at);
    if (open < 0) return { lines, text: pieces.join('') + xml.slice(copied) };
    if (xml.startsWith('<!', open) && !xml.startsWith('<!--', open) && !xml.startsWith('<![CDATA[', open))
      return refuse(open, say('read.doctype'));
    const end = endOfMarkup(xml, open);
    if (end < 0) return refuse(open, say('read.unclosed'));
    if (xml.startsWith('</', open)) depth--;
    else if (isTag(xml, open)) {
      const id = idIn(xml, open, end);
      if (id !== undefined && !lines.has(id)) lines.set(id, lineAt(open));
      const tag = xml.slice(open, end);
      const known = asParsed(tag);
      if (known !== tag) put(known, open, end);
      const value = isReference(tag) ? xml.slice(end, xml.indexOf('<', end)) : '';
      if (spell(value) !== value) put(spell(value), end, end + value.length);
      if (++count > limits.elements) return refuse(open, say('read.elements', { limit: limits.elements }));
      if (xml[end - 2] !== '/' && ++depth > limits.depth)
        return refuse(open, say('read.depth', { limit: limits.depth }));
    }
    at = end;
  }
}

/** Gives the lines of ascending positions; visits each newline once. */
function lineCounter(xml: string): (at: number) => number {
  let line = 1;
  let newline = xml.indexOf('\n');
  return (at) => {
    for (; newline >= 0 && newline < at; newline = xml.indexOf('\n', newline + 1)) line++;
    return line;
  };
}

const isTag = (xml: string, open: number): boolean => xml[open + 1] !== '!' && xml[open + 1] !== '?';

/** Position after the comment, instruction, CDATA section or tag; -1 if it does not end. */
function endOfMarkup(xml: string, open: number): number {
  if (xml.startsWith('<!--', open)) return after(xml, '-->', open);
  if (xml.startsWith('<![CDATA[', open)) return after(xml, ']]>', open);
  if (xml.startsWith('<?', open)) return after(xml, '?>', open);
  let quote = '';
  for (let at = open + 1; at < xml.length; at++) {
    const character = xml[at]!;
    if (quote) quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return at + 1;
  }
  return -1;
}

function after(xml: string, mark: string, from: number): number {
  const at = xml.indexOf(mark, from);
  return at < 0 ? -1 : at + mark.length;
}

function idIn(xml: string, open: number, end: number): string | undefined {
  return /\sid\s*=\s*(?:"([^"]*)"|'([^']*)')/
    .exec(xml.slice(open, Math.min(end, open + 4000)))
    ?.slice(1)
    .find(Boolean);
}
