// Citations of law resolve (zeebe:property `legalBasis`, separated by spaces or commas).
import type { Rule } from './rule.ts';

export const citations: Rule = function* ({ elements }, { faultOfCitation }) {
  if (!faultOfCitation) return;
  for (const at of Object.values(elements)) {
    for (const citation of (at.properties['legalBasis'] ?? '').split(/[\s,]+/).filter(Boolean)) {
      const reason = faultOfCitation(citation);
      if (reason !== undefined)
        yield { at, reason, advice: 'Cite an article in force: <law id>#<article>[.<paragraph>[.<item>]].' };
    }
  }
};
