// Faults of a scenario: field, rule, message and remedy, in Chinese and in English.
import { type Bilingual, listed } from '../../../engine/catalogue.ts';
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
    remedy: remedyFor(name, [...new Set(known)]),
  };
}

const mostNames = 12;

/** All known names; of a long list, those that share most characters with the name. */
function remedyFor(name: string, known: readonly string[]): Bilingual {
  const common = (other: string) =>
    [...new Set(other)].filter((character) => name.includes(character)).length / new Set(other).size;
  if (known.length <= mostNames) return say('name.unknown.remedy', { known: listed(known) });
  const nearest = known.toSorted((one, other) => common(other) - common(one)).slice(0, mostNames);
  return say('name.unknown.nearest', { known: listed(nearest), count: known.length });
}
