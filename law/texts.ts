// Law texts from a folder of Markdown files, cut at their articles. The texts stay with whoever runs the product.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { laws } from './laws.ts';
import { fromNumeral } from './numerals.ts';

/** A row of the table `law_text`. */
export interface LawText {
  readonly lawId: string;
  /** Date of adoption of the version, which names it. */
  readonly versionDate: string;
  /** `251`, or `307-1` for 第三百零七条之一. */
  readonly article: string;
  readonly body: string;
}

/** Every article of every law of the index whose file is in the folder; files that are missing are left out. */
export function readLawTexts(folder: string): LawText[] {
  return laws.flatMap(({ id, versions }) =>
    versions.flatMap(({ file, adopted }) => {
      const path = file === undefined ? undefined : join(folder, `${file}.md`);
      if (path === undefined || !existsSync(path)) return [];
      return articlesIn(readFileSync(path, 'utf8')).map((article) => ({ lawId: id, versionDate: adopted, ...article }));
    }),
  );
}

export interface Article {
  readonly article: string;
  /** Paragraphs (款) and items (项), one a line. */
  readonly body: string;
}

/** Articles start with 第一条, or, where a text has none, with `1.` or 一、. */
export function articlesIn(source: string): Article[] {
  const lines = source.split('\n').map((line) => line.replaceAll(/[\u200b\u3000\ufeff]/g, ' ').trim());
  const start = starts.find((pattern) => lines.some((line) => pattern.test(line)));
  const articles: { article: string; lines: string[] }[] = [];
  for (const line of start ? withoutAnnexes(lines) : []) {
    const found = start?.exec(line);
    if (found) articles.push({ article: numberOf(found), lines: [line.slice(found[0].length).trim()] });
    else if (line !== '' && !line.startsWith('#') && !line.startsWith('①')) articles.at(-1)?.lines.push(line);
  }
  return articles.map(({ article, lines }) => ({ article, body: lines.join('\n') }));
}

/** Paragraphs of an article, each with the number of its items: 第一款（一）（二） is one paragraph of two. */
export function paragraphsIn(body: string): number[] {
  const paragraphs: number[] = [];
  for (const line of body.split('\n')) {
    if (/^（[一二三四五六七八九十\d]+）/.test(line) && paragraphs.length > 0) paragraphs[paragraphs.length - 1]! += 1;
    else paragraphs.push(0);
  }
  return paragraphs;
}

const numeral = '[零〇一二三四五六七八九十百千]+';
const starts = [
  // One text prints 第一百二十八 条: a space before the word instead of after it.
  new RegExp(`^第(${numeral})(?:条(?:之(${numeral}))?(?= |$)| 条)`),
  /^(\d+)[.．](?=\D)/,
  new RegExp(`^(${numeral})、`),
];

const withoutAnnexes = (lines: readonly string[]): readonly string[] => {
  const annex = lines.findIndex((line) => /^#+ *附件/.test(line));
  return annex < 0 ? lines : lines.slice(0, annex);
};

function numberOf([, main = '', sub]: RegExpExecArray): string {
  const number = /^\d+$/.test(main) ? main : String(fromNumeral(main));
  return sub === undefined ? number : `${number}-${fromNumeral(sub)}`;
}
