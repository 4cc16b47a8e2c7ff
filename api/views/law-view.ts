// Citations of law as the models write them, resolved on a date; with the article's text where the operator imported it.
import { readArticle } from '../../db/law.ts';
import type { Pool } from '../../db/pool.ts';
import { type ResolvedCitation, resolveCitation } from '../../law/citation.ts';
import { invalid } from '../problems/problem.ts';

/** Of a `legalBasis` property: separated by spaces or commas. What does not resolve says why. */
export function citedLaw(legalBasis: string, date: string) {
  const citations = legalBasis.split(/[\s,]+/).filter(Boolean);
  return citations.map((citation) => ({ citation, ...resolveCitation(citation, date) }));
}

export async function citationView(pool: Pool, citation: string, date: string) {
  const resolved = resolveCitation(citation, date);
  if ('error' in resolved)
    throw invalid([
      {
        field: '/params/citation',
        rule: 'citation',
        message: { zh: `引用“${citation}”在 ${date} 无法解析`, en: resolved.error },
      },
    ]);
  const text = await readArticle(pool, resolved as ResolvedCitation);
  return { citation, date, ...resolved, ...(text !== undefined && { text }) };
}
