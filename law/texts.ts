// Reads law texts from a folder of Markdown files and splits them into articles. The operator keeps the texts; the
// product contains none.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { laws } from './laws.ts';
import { fromNumeral } from './numerals.ts';

/** A row of the table `law_text`. */
export interface LawText {
  readonly lawId: string;
  /** Date of adoption, which identifies the version. */
  readonly versionDate: string;
  /** `251`, or `307-1` for 第三百零七条之一. */
  readonly article: string;
  readonly body: string;
}

/** All articles of all indexed laws whose files are in the folder; missing files are skipped. */
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
  /** Paragraphs (款) and items (项), one per line. */
  readonly body: string;
}

/** Splits a text into articles. They start with 第一条, or with `1.` or 一、 in a text that has no 第一条. */
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

/** The number of items in each paragraph of an article: one paragraph with （一） and （二） gives [2]. */
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
  // One text prints 第一百二十八 条, with the space before 条 instead of after it.
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
