// Citations as the models write them (`CPL#251 EWR#22.1`) and as a court document prints them (《…》第二百五十一条).
import { resolveCitation } from './citation.ts';
import { chineseNumeral } from './numerals.ts';

/** The citations in a `legalBasis` property: separated by spaces or commas. */
export function citations(legalBasis: string): string[] {
  return legalBasis.split(/[\s,]+/).filter(Boolean);
}

/**
 * The law's title (a title within it in single marks) and the article in Chinese numerals; the citation itself when it
 * does not resolve on that date.
 */
export function citationText(citation: string, date: string): string {
  const resolved = resolveCitation(citation, date);
  if ('error' in resolved) return citation;
  const part = (value: string | number | undefined, unit: string) =>
    value === undefined ? '' : `第${chineseNumeral(Number(value))}${unit}`;
  const title = resolved.title.replaceAll('《', '〈').replaceAll('》', '〉');
  return `《${title}》${part(resolved.article, '条')}${part(resolved.paragraph, '款')}${part(resolved.item, '项')}`;
}
