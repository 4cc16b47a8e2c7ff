// Resolves a citation `<law-id>#<article>[.<paragraph>[.<item>]]` to the version in force on the day of the act.
import type { Law, LawVersion } from './laws.ts';
import { articles, laws, renumbered, rules, versionKey } from './laws.ts';

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

export type Resolution = ResolvedCitation | { readonly error: string };

const grammar = /^([A-Z][A-Z0-9]*)#(\d+(?:-\d+)?)(?:\.(\d+)(?:\.(\d+))?)?$/;
const byId = new Map(laws.map((law) => [law.id, law]));

/**
 * Resolves a citation; an `error` says what does not exist.
 * @param date day of the act, `2026-03-02`
 */
export function resolveCitation(citation: string, date: string): Resolution {
  const [, lawId = '', article = '', paragraph, item] = grammar.exec(citation) ?? [];
  if (lawId === '') return { error: `Expected a citation like CPL#251 or CPL#118.1; found '${citation}'.` };
  const law = byId.get(lawId);
  if (!law) return { error: `Expected the id of a law in models/law; found '${lawId}' in '${citation}'.` };
  const version = law.versions.find((version) => isInForce(version, date));
  if (!version) return { error: `Expected a version of ${lawId} in force on ${date}; found ${versionsOf(law)}.` };
  const fault = faultIn(law, version, { article, paragraph: numberIn(paragraph), item: numberIn(item) });
  return fault === undefined
    ? resolved(law, version, article, numberIn(paragraph), numberIn(item))
    : { error: `${citation}: ${fault}` };
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
  readonly article: string;
  readonly paragraph: number | undefined;
  readonly item: number | undefined;
}

function faultIn(law: Law, version: LawVersion, { article, paragraph, item }: Place): string | undefined {
  const where = `${law.id} (${version.adopted})`;
  // For a missing text the index lists only the articles in use, without paragraphs and items.
  if (version.unverified)
    return version.articles?.includes(article) ? undefined : `${where} has no listed article ${article}.`;
  const paragraphs = articles[versionKey(law.id, version)]?.[article];
  if (!paragraphs) return `${where} has no article ${article}.`;
  if (paragraph === undefined) return undefined;
  const items = paragraphs[paragraph - 1];
  if (items === undefined) return `article ${article} of ${where} has ${paragraphs.length} paragraphs.`;
  if (item !== undefined && (item < 1 || item > items))
    return `article ${article}.${paragraph} of ${where} has ${items} items.`;
  return undefined;
}

const isInForce = ({ effective, until }: LawVersion, date: string): boolean =>
  effective <= date && (until === undefined || date < until);

const versionsOf = ({ versions }: Law): string =>
  versions.map(({ adopted, effective, until }) => `${adopted} (${effective} to ${until ?? 'now'})`).join(', ');

const numberIn = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));
