// The example law, and its article about orders to assist, as they stand in the index.
import { type ResolvedCitation, resolveCitation } from '../../../law/citation.ts';
import { type Law, laws } from '../../../law/laws.ts';

export const citationExample = 'CPL#253';
export const dayExample = '2026-03-10';

export const lawExample: Law = laws.find(({ id }) => id === 'CPL')!;

export const resolvedExample = {
  citation: citationExample,
  ...(resolveCitation(citationExample, dayExample) as ResolvedCitation),
};

export const unresolvedExample = {
  citation: 'CPL#999',
  ...(resolveCitation('CPL#999', dayExample) as Exclude<ReturnType<typeof resolveCitation>, ResolvedCitation>),
};
