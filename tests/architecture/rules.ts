// The rules of direction as pure functions over the sources, so that each rule can be tested on a few made-up files.
import { posix } from 'node:path';

/** Path from the root, with `/`, to text. */
export type Files = ReadonlyMap<string, string>;

/**
 * Folder -> the imports of our own files that it allows: a folder, a file, or only the types of either (`types:db`).
 * `*` allows everything.
 */
export type Rows = { readonly [folder: string]: readonly string[] };

export interface Import {
  readonly file: string;
  /** A path from the root for a file of ours, else the specifier as it stands. */
  readonly target: string;
  readonly isOurs: boolean;
  /** `import type` and `export type`: gone before anything runs. */
  readonly isType: boolean;
  /** `import('…')`, which runs when it is reached, not when its file is loaded. */
  readonly isDynamic: boolean;
}

const importPattern =
  /^\s*(?:import|export)\s+(type\s+)?[^'";]*?from\s+'([^']+)'|^\s*import\s+'([^']+)'|\bimport\(\s*'([^']+)'/gm;

export function imports(files: Files): Import[] {
  return sources(files).flatMap(([file, text]) =>
    [...text.matchAll(importPattern)].map(([, type, from, bare, dynamic]) => {
      const name = (from ?? bare ?? dynamic)!;
      const isOurs = name.startsWith('.');
      const target = isOurs ? posix.join(posix.dirname(file), name) : name;
      return { file, target, isOurs, isType: type !== undefined, isDynamic: dynamic !== undefined };
    }),
  );
}

/** Top-level folders with sources that have no row. */
export function foldersWithoutRow(files: Files, rows: Rows): string[] {
  const folders = new Set(sources(files).flatMap(([file]) => (file.includes('/') ? [topOf(file)] : [])));
  return [...folders].filter((folder) => !(folder in rows)).sort();
}

/** Imports of a folder's files that its row does not allow, as `file -> target`. */
export function foreignImports(files: Files, folder: string, row: readonly string[]): string[] {
  return imports(files)
    .filter(({ file, target, isOurs }) => isOurs && topOf(file) === folder && topOf(target) !== folder)
    .filter((found) => !row.some((rule) => permits(rule, found)))
    .map(({ file, target }) => `${file} -> ${target}`);
}

function permits(rule: string, { target, isType }: Import): boolean {
  if (rule === '*') return true;
  if (rule.startsWith('types:') && !isType) return false;
  const allowed = rule.replace('types:', '');
  return target === allowed || target.startsWith(`${allowed}/`);
}

/** Folders that may import each other's values, directly or through others: the rows themselves must point one way. */
export function cyclesOfRows(rows: Rows): string[][] {
  const valueRules = (row: readonly string[]) => row.filter((rule) => rule !== '*' && !rule.startsWith('types:'));
  const targets = (folder: string) => (rows[folder] ? valueRules(rows[folder]).map(topOf) : []);
  return components(Object.keys(rows), targets);
}

/** Files that import each other's values, directly or through others; each cycle's files in order of their names. */
export function cycles(files: Files): string[][] {
  const targets = new Map<string, string[]>();
  for (const { file, target, isOurs, isType, isDynamic } of imports(files))
    if (isOurs && !isType && !isDynamic) targets.set(file, [...(targets.get(file) ?? []), target]);
  return components([...files.keys()], (file) => targets.get(file) ?? []);
}

/** Tarjan's strongly connected components with more than one member. */
function components(all: readonly string[], targetsOf: (one: string) => readonly string[]): string[][] {
  const numbers = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (one: string) => {
    numbers.set(one, numbers.size);
    lowest.set(one, numbers.get(one)!);
    stack.push(one);
    for (const target of targetsOf(one)) {
      if (!numbers.has(target)) visit(target);
      if (stack.includes(target)) lowest.set(one, Math.min(lowest.get(one)!, lowest.get(target)!));
    }
    if (lowest.get(one) !== numbers.get(one)) return;
    const component = stack.splice(stack.indexOf(one));
    if (component.length > 1) found.push(component.sort());
  };
  for (const one of all) if (!numbers.has(one)) visit(one);
  return found.sort(([a = ''], [b = '']) => a.localeCompare(b));
}

/** Captures the first word. */
const statement =
  /(?:^|['"`(])\s*(?=(\w+))(?:select\s[^;'"]*?\sfrom\s|insert\s+into\s|update\s+\w+(?:\s+\w+)?\s+set\s|delete\s+from\s|with\s+\w+\s+as\s*\(|(?:create|alter|drop)\s+(?:table|index|view|role|function)\s|truncate\s+\w|(?:release\s|rollback\s+to\s)?savepoint\s+\w)/gim;

/** A first word in mixed letters begins a sentence: `Select it from the list`. */
const isSql = (text: string) =>
  [...text.matchAll(statement)].some(([, word = '']) => [word.toLowerCase(), word.toUpperCase()].includes(word));

/** Files of these folders that hold an SQL statement. */
export function sqlIn(files: Files, folders: readonly string[]): string[] {
  return sources(files)
    .filter(([file]) => folders.includes(topOf(file)))
    .filter(([, text]) => isSql(withoutComments(text)))
    .map(([file]) => file);
}

const width = 120;
const isComment = (line: string) => /^\s*(?:\/\/|\/\*|\*)/.test(line);
const withoutComments = (text: string) =>
  text
    .split('\n')
    .filter((line) => !isComment(line))
    .join('\n');

/**
 * Lines over 120 columns in comments and in Markdown, as `file:line`. Tables, code, and text without a space to break
 * at may be longer.
 */
export function wideLines(files: Files): string[] {
  return [...files].flatMap(([file, text]) => {
    let isCode = false;
    return text.split('\n').flatMap((line, index) => {
      if (file.endsWith('.md') && line.trimStart().startsWith('```')) isCode = !isCode;
      const isProse = file.endsWith('.md') ? !isCode && !/^\s*\|/.test(line) : isSource(file) && isComment(line);
      const canBreak = /\S\s+\S/.test(line.trim().slice(3, width));
      return isProse && canBreak && [...line].length > width ? [`${file}:${index + 1}`] : [];
    });
  });
}

const isSource = (file: string) => /\.(ts|tsx|mjs)$/.test(file);
const sources = (files: Files) => [...files].filter(([file]) => isSource(file));
const topOf = (file: string) => file.split('/')[0]!;
