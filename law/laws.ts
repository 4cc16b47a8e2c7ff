// The laws that models may cite, with their versions and article numbers. All are data: laws.json and rules.json (rules
// in our own words) are written by hand; tools/law-index/main.ts makes articles.json and renumbered.json.
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
  /** True when the day of effect is not stated in the text and taken from general knowledge. */
  readonly effectiveUnverified?: boolean;
  /** First day on which the version is no longer in force. */
  readonly until?: string;
  /** Title of this version if it differs from the law's. */
  readonly title?: string;
  readonly number?: string;
  /** Name of the file with the text, without `.md`. */
  readonly file?: string;
  /** True when the text is missing, so that citations cannot be checked against it. */
  readonly unverified?: boolean;
  /** The articles in use of a missing text. */
  readonly articles?: readonly string[];
  /** By law id: the version of another law whose article numbers this one cites. */
  readonly cites?: { readonly [lawId: string]: string | undefined };
}

export const laws: readonly Law[] = lawsData;

/** `CPL@2023-09-01` -> article -> number of items in each paragraph. */
export const articles: { readonly [version: string]: { readonly [article: string]: readonly number[] } | undefined } =
  articlesData;

/** `CPL@2021-12-24` -> `CPL@2023-09-01` -> old number -> new number. */
export const renumbered: {
  readonly [from: string]: { readonly [to: string]: { readonly [article: string]: string } | undefined } | undefined;
} = renumberedData;

/** `CPL@2023-09-01` -> article -> the rule in our own words. */
export const rules: { readonly [version: string]: { readonly [article: string]: string } | undefined } = rulesData;

export const versionKey = (lawId: string, { adopted }: LawVersion): string => `${lawId}@${adopted}`;
