// Resolves a citation `<law-id>#<article>[.<paragraph>[.<item>]]` to the version in force on the day of the act.
import { type Bilingual, listed } from '../engine/catalogue.ts';
import type { Law, LawVersion } from './laws.ts';
import { articles, laws, renumbered, rules, versionKey } from './laws.ts';
import { say } from './messages.ts';

export interface ResolvedCitation {
  readonly lawId: string;
  /** Title of the version. */
  readonly title: string;
  /** Issuing number, where known. */
  readonly number?: string;
  readonly article: string;
  readonly paragraph?: number;
  readonly item?: number;
  /** Date of adoption of the version in force, as `law_text.version_date` has it. */
  readonly version: string;
  /** The rule in our own words. */
  readonly rule?: string;
  /** True when the text was missing when the index was made. */
  readonly unverified?: boolean;
}

/** The reason in English and in Chinese. */
export interface UnresolvedCitation {
  readonly error: string;
  readonly errorZh: string;
}

export type Resolution = ResolvedCitation | UnresolvedCitation;

const grammar = /^([A-Z][A-Z0-9]*)#(\d+(?:-\d+)?)(?:\.(\d+)(?:\.(\d+))?)?$/;
const byId = new Map(laws.map((law) => [law.id, law]));

/**
 * Resolves a citation; an `error` says what does not exist.
 * @param date day of the act, `2026-03-02`
 */
export function resolveCitation(citation: string, date: string): Resolution {
  const [, lawId = '', article = '', paragraph, item] = grammar.exec(citation) ?? [];
  if (lawId === '') return unresolved(say('citation.form', { citation }));
  const law = byId.get(lawId);
  if (!law) return unresolved(say('citation.law', { lawId, citation }));
  const version = law.versions.find((version) => isInForce(version, date));
  if (!version) return unresolved(say('citation.version', { lawId, date, versions: versionsOf(law) }));
  const place = { citation, article, paragraph: numberIn(paragraph), item: numberIn(item) };
  const fault = faultIn(law, version, place);
  return fault === undefined ? resolved(law, version, article, place.paragraph, place.item) : unresolved(fault);
}

/**
 * The number that an article of an older version has in the version in force on a later date. (CPLI cites articles of
 * the CPL of 2021.)
 */
export function renumberedArticle(
  lawId: string,
  article: string,
  fromVersion: string,
  date: string,
): string | undefined {
  const version = byId.get(lawId)?.versions.find((version) => isInForce(version, date));
  if (!version) return undefined;
  return version.adopted === fromVersion
    ? article
    : renumbered[`${lawId}@${fromVersion}`]?.[versionKey(lawId, version)]?.[article];
}

function resolved(law: Law, version: LawVersion, article: string, paragraph?: number, item?: number): ResolvedCitation {
  const rule = ruleOf(law, version, article);
  return {
    lawId: law.id,
    title: version.title ?? law.title,
    ...(version.number !== undefined && { number: version.number }),
    article,
    ...(paragraph !== undefined && { paragraph }),
    ...(item !== undefined && { item }),
    version: version.adopted,
    ...(rule !== undefined && { rule }),
    ...(version.unverified && { unverified: true }),
  };
}

/** The rule in our own words; a rule written at an article's newest number applies to its older numbers too. */
function ruleOf(law: Law, version: LawVersion, article: string): string | undefined {
  const key = versionKey(law.id, version);
  const own = rules[key]?.[article];
  if (own !== undefined) return own;
  const later = Object.entries(renumbered[key] ?? {}).map(([to, numbers]) => rules[to]?.[numbers?.[article] ?? '']);
  return later.find((rule) => rule !== undefined);
}

interface Place {
  readonly citation: string;
  readonly article: string;
  readonly paragraph: number | undefined;
  readonly item: number | undefined;
}

function faultIn(law: Law, version: LawVersion, { citation, article, paragraph, item }: Place): Bilingual | undefined {
  const where = { citation, lawId: law.id, adopted: version.adopted, article };
  // For a missing text the index lists only the articles in use, without paragraphs and items.
  if (version.unverified)
    return version.articles?.includes(article) ? undefined : say('citation.articleUnlisted', where);
  const paragraphs = articles[versionKey(law.id, version)]?.[article];
  if (!paragraphs) return say('citation.article', where);
  if (paragraph === undefined) return undefined;
  const items = paragraphs[paragraph - 1];
  if (items === undefined) return say('citation.paragraph', { ...where, count: paragraphs.length });
  if (item !== undefined && (item < 1 || item > items))
    return say('citation.item', { ...where, paragraph, count: items });
  return undefined;
}

const isInForce = ({ effective, until }: LawVersion, date: string): boolean =>
  effective <= date && (until === undefined || date < until);

const versionsOf = ({ versions }: Law): Bilingual =>
  listed(
    versions.map(({ adopted, effective, until = say('version.now') }) =>
      say('version.period', { adopted, effective, until }),
    ),
  );

const unresolved = ({ zh, en }: Bilingual): UnresolvedCitation => ({ error: en, errorZh: zh });

const numberIn = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));
