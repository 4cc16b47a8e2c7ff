// References in results and messages, which a file cannot know in advance: the day of the act, and ids of the case.
import { addDays } from '../../../engine/calendar.ts';
import type { Json } from '../../../engine/event.ts';

export interface Known {
  readonly today: string;
  readonly parties: readonly { readonly id: string; readonly name: string }[];
  readonly assets: readonly { readonly id: string; readonly externalRef: string }[];
}

/** @param onUnknown is called with a reference that names nothing */
export function resolved(value: Json, known: Known, onUnknown: (reference: string) => never): Json {
  if (typeof value === 'string') return value.startsWith('@') ? referred(value, known, onUnknown) : value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => resolved(item, known, onUnknown));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, resolved(part as Json, known, onUnknown)]),
  );
}

function referred(reference: string, { today, parties, assets }: Known, onUnknown: (reference: string) => never): Json {
  const days = /^@today(?:([+-]\d{1,4}))?$/.exec(reference);
  if (days) return addDays(today, Number(days[1] ?? 0));
  const [, kind, name] = /^@(party|asset):(.+)$/.exec(reference) ?? [];
  const found =
    kind === 'party'
      ? parties.find((party) => party.name === name)
      : assets.find(({ externalRef }) => kind === 'asset' && externalRef === name);
  return found?.id ?? onUnknown(reference);
}
