// Makes docs/generated/law-map.md from models/law/*.json. With a folder of law texts it makes models/law/articles.json
// and renumbered.json first (only numbers, no sentences); that needs the text of every version that names a `file`.
// npx node tools/law-index/main.ts [folder of law texts]
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { articles as indexed, laws, versionKey } from '../../law/laws.ts';
import { type LawText, paragraphsIn, readLawTexts } from '../../law/texts.ts';
import { modelsFolder } from '../../registry/folder.ts';
import { lawMap } from './law-map.ts';

const target = join(modelsFolder, 'law');

function main([folder]: readonly string[]): void {
  if (folder === undefined) {
    writeMap(indexed);
    console.log('Made docs/generated/law-map.md from models/law; for articles.json, name the folder of law texts.');
    return;
  }
  const missing = missingTexts(folder);
  if (missing.length === 0) writeIndex(readLawTexts(folder));
  else {
    console.error(`Expected the text of every version in ${folder}; missing, so nothing was written:`);
    for (const name of missing) console.error(`  ${name}`);
    process.exitCode = 1;
  }
}

const missingTexts = (folder: string): string[] =>
  laws
    .flatMap(({ versions }) => versions)
    .flatMap(({ file }) => (file === undefined ? [] : [`${file}.md`]))
    .filter((name) => !existsSync(join(folder, name)));

function writeIndex(texts: readonly LawText[]): void {
  const byVersion = new Map<string, LawText[]>();
  for (const text of texts) {
    const version = `${text.lawId}@${text.versionDate}`;
    byVersion.set(version, [...(byVersion.get(version) ?? []), text]);
  }
  for (const [version, rows] of byVersion) checkSequence(version, rows);

  const articles = Object.fromEntries(
    [...byVersion].map(([version, rows]) => [
      version,
      Object.fromEntries(rows.map(({ article, body }) => [article, paragraphsIn(body)])),
    ]),
  );
  writeFileSync(join(target, 'articles.json'), oneLineEach(articles));
  writeFileSync(join(target, 'renumbered.json'), oneLineEach(renumberings(byVersion)));
  writeMap(articles);
  console.log(`${byVersion.size} versions, ${texts.length} articles.`);
}

const writeMap = (articles: Parameters<typeof lawMap>[0]): void =>
  writeFileSync(join(modelsFolder, '..', 'docs', 'generated', 'law-map.md'), lawMap(articles));

/** Reports a gap in the article numbers: an article lost in reading would make a valid citation fail. */
function checkSequence(version: string, rows: readonly LawText[]): void {
  const numbers = rows
    .map(({ article }) => article)
    .filter((article) => !article.includes('-'))
    .map(Number);
  const wrong = numbers.findIndex((number, index) => number !== index + 1);
  if (wrong >= 0) console.error(`${version}: expected article ${wrong + 1}; found ${numbers[wrong]}.`);
}

type Versions = ReadonlyMap<string, readonly LawText[]>;

/** Compares each version with the next one, where the texts of both are available. */
function renumberings(byVersion: Versions): { [from: string]: { [to: string]: { [article: string]: string } } } {
  const found: { [from: string]: { [to: string]: { [article: string]: string } } } = {};
  for (const law of laws) {
    const keys = law.versions.map((version) => versionKey(law.id, version)).filter((key) => byVersion.has(key));
    keys.slice(1).forEach((to, index) => {
      const from = keys[index] as string;
      found[from] = { [to]: align(byVersion.get(from) ?? [], byVersion.get(to) ?? []) };
    });
  }
  return found;
}

/** Aligns the articles of two versions, which keep their order, by the similarity of their texts. */
function align(before: readonly LawText[], after: readonly LawText[]): { [article: string]: string } {
  const old = before.map(({ body }) => pairsOf(body));
  const next = after.map(({ body }) => pairsOf(body));
  const best = Array.from({ length: old.length + 1 }, () => new Float64Array(next.length + 1));
  const likeness = old.map((a) => next.map((b) => alike(a, b)));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = next.length - 1; j >= 0; j--) {
      best[i]![j] = Math.max(best[i + 1]![j]!, best[i]![j + 1]!, gain(likeness[i]![j]!) + best[i + 1]![j + 1]!);
    }
  }
  const pairs: { [article: string]: string } = {};
  for (let i = 0, j = 0; i < old.length && j < next.length; ) {
    const here = gain(likeness[i]![j]!);
    if (here > 0 && best[i]![j] === here + best[i + 1]![j + 1]!) {
      pairs[before[i]!.article] = after[j]!.article;
      i += 1;
      j += 1;
    } else if (best[i]![j] === best[i + 1]![j]) i += 1;
    else j += 1;
  }
  return pairs;
}

/** Two articles below this similarity count as different articles. */
const threshold = 0.4;
const gain = (likeness: number): number => (likeness < threshold ? 0 : likeness);

/** Dice coefficient over pairs of characters. */
function alike(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const pair of a) if (b.has(pair)) shared += 1;
  return (2 * shared) / (a.size + b.size || 1);
}

function pairsOf(text: string): Set<string> {
  const characters = [...text.replaceAll(/\s/g, '')];
  return new Set(characters.slice(1).map((character, index) => `${characters[index]}${character}`));
}

const oneLineEach = (entries: { readonly [key: string]: unknown }): string =>
  `{\n${Object.entries(entries)
    .map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
    .join(',\n')}\n}\n`;

main(process.argv.slice(2));
