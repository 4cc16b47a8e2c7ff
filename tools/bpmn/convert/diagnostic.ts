// A message of the conversion from the Camunda 7 dialect about one part of the model.
import { type Bilingual, inBoth, listed } from '../../../engine/catalogue.ts';
import { say } from './messages.ts';

export interface Diagnostic {
  readonly elementId: string;
  /** dropped: it has no effect here. notMapped: a person must check it. note: it was mapped, and needs attention. */
  readonly kind: 'dropped' | 'notMapped' | 'note';
  readonly subject: Bilingual;
  readonly reason: Bilingual;
}

const kinds = { dropped: 'kind.dropped', notMapped: 'kind.notMapped', note: 'kind.note' } as const;

export const formatDiagnostic = (file: string, { elementId, kind, subject, reason }: Diagnostic): string =>
  `${file}: ${elementId}: ${inBoth(listed([say(kinds[kind]), subject, reason], '：', ': '))}`;
