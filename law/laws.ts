// The laws that the models may cite, their versions and the numbers of their articles. Data: laws.json is kept by hand,
// articles.json and renumbered.json are made by tools/law-index/main.ts, rules.json holds rules in our own words.
import articlesData from '../models/law/articles.json' with { type: 'json' };
import lawsData from '../models/law/laws.json' with { type: 'json' };
import renumberedData from '../models/law/renumbered.json' with { type: 'json' };
import rulesData from '../models/law/rules.json' with { type: 'json' };

export interface Law {
  readonly id: string;
  readonly title: string;
  readonly short: string;
  readonly versions: readonly LawVersion[];
}

export interface LawVersion {
  /** Date of adoption or publication; it names the version. */
  readonly adopted: string;
  /** First day in force. */
  readonly effective: string;
  /** The day of effect is general knowledge, the text does not say it. */
  readonly effectiveUnverified?: boolean;
  /** First day no longer in force. */
  readonly until?: string;
  /** Where this version bears another title than the law. */
  readonly title?: string;
  readonly number?: string;
  /** Name of the file of its text, without `.md`. */
  readonly file?: string;
  /** The text was not at hand: nothing of it could be checked. */
  readonly unverified?: boolean;
  /** The articles we use of a text that was not at hand. */
  readonly articles?: readonly string[];
  /** Version of another law whose article numbers this one cites. */
  readonly cites?: { readonly [lawId: string]: string | undefined };
}

export const laws: readonly Law[] = lawsData;

/** `CPL@2023-09-01` -> article -> its paragraphs, each with the number of its items. */
export const articles: { readonly [version: string]: { readonly [article: string]: readonly number[] } | undefined } =
  articlesData;

/** `CPL@2021-12-24` -> `CPL@2023-09-01` -> old number -> new number. */
export const renumbered: {
  readonly [from: string]: { readonly [to: string]: { readonly [article: string]: string } | undefined } | undefined;
} = renumberedData;

/** `CPL@2023-09-01` -> article -> the rule in our own words. */
export const rules: { readonly [version: string]: { readonly [article: string]: string } | undefined } = rulesData;

export const versionKey = (lawId: string, { adopted }: LawVersion): string => `${lawId}@${adopted}`;
