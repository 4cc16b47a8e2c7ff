// Citations of law, resolved on a date, with the article's text if the operator imported it.

import { readArticle } from '../../../db/law.ts';
import type { Queryable } from '../../../db/pool.ts';
import { type ResolvedCitation, resolveCitation } from '../../../law/citation.ts';
import { say } from '../../problems/messages.ts';
import { invalid } from '../../problems/problem.ts';

/** The citations of a `legalBasis` property, resolved; one that does not resolve has the reason. */
export function citedLaw(legalBasis: string, date: string) {
  const citations = legalBasis.split(/[\s,]+/).filter(Boolean);
  return citations.map((citation) => ({ citation, ...resolveCitation(citation, date) }));
}

export async function citationView(db: Queryable, citation: string, date: string) {
  const resolved = resolveCitation(citation, date);
  if ('error' in resolved)
    throw invalid([
      {
        field: '/params/citation',
        rule: 'citation',
        message: say('law.unresolved', { citation, date, reason: { zh: resolved.errorZh, en: resolved.error } }),
      },
    ]);
  const text = await readArticle(db, resolved as ResolvedCitation);
  return { citation, date, ...resolved, ...(text !== undefined && { text }) };
}
