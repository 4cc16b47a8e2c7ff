// Every citation of law resolves (zeebe:property `legalBasis`, separated by spaces or commas).
import { say } from './messages.ts';
import type { Rule } from './rule.ts';

export const citations: Rule = function* ({ elements }, { faultOfCitation }) {
  if (!faultOfCitation) return;
  for (const at of Object.values(elements)) {
    for (const citation of (at.properties['legalBasis'] ?? '').split(/[\s,]+/).filter(Boolean)) {
      const problem = faultOfCitation(citation);
      if (problem !== undefined)
        yield { at, reason: say('check.citations', { citation, problem }), advice: say('check.citations.advice') };
    }
  }
};
