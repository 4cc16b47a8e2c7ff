// Faults of a scenario: field, rule, message and remedy, in Chinese and in English.
import type { Bilingual } from '../../../engine/catalogue.ts';
import { type MessageId, say } from '../messages.ts';

export interface Fault {
  /** JSON Pointer into the file; empty for the whole file. */
  readonly field: string;
  readonly rule: string;
  readonly message: Bilingual;
  readonly remedy: Bilingual;
}

export class ScenarioFaults extends Error {
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    super(faults.map(lineOf).join('\n'));
    this.faults = faults;
  }
}

export const lineOf = ({ field, rule, message, remedy }: Fault): string =>
  `${field || '/'} 〔${rule}〕\n  ${message.zh}。${remedy.zh}。\n  ${message.en}. ${remedy.en}.`;

/** A name that is not known, with those that are. */
export function unknownName(
  field: string,
  kind: MessageId & `kind.${string}`,
  name: string,
  known: readonly string[],
): Fault {
  return {
    field,
    rule: kind.slice('kind.'.length),
    message: say('name.unknown', { name, kind: say(kind) }),
    remedy: say('name.unknown.remedy', { known: nearest(name, known).join('、') }),
  };
}

/** Those that share most characters with the name come first; of a long list only these. */
function nearest(name: string, known: readonly string[]): string[] {
  const common = (other: string) =>
    [...new Set(other)].filter((character) => name.includes(character)).length / new Set(other).size;
  const unique = [...new Set(known)];
  return unique.length <= 12 ? unique : unique.sort((one, other) => common(other) - common(one)).slice(0, 12);
}
