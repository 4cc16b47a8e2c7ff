// A fault for which a model is refused; all faults of a model are reported at once.
import type { Bilingual } from './catalogue.ts';

export interface Fault {
  readonly elementId: string;
  readonly line?: number;
  /** In English. */
  readonly reason: string;
  /** In Chinese. */
  readonly reasonZh: string;
}

export const faultAt = (elementId: string, line: number | undefined, reason: Bilingual): Fault => ({
  elementId,
  ...(line === undefined ? {} : { line }),
  ...reasonsOf(reason),
});

const reasonsOf = ({ en, zh }: Bilingual): Pick<Fault, 'reason' | 'reasonZh'> => ({ reason: en, reasonZh: zh });
