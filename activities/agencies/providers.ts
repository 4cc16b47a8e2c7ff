// Who stands behind an agency and how to reach him: data, so that a court connects a real body without touching code.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { agencies } from './index.ts';

export interface Provider {
  readonly agency: string;
  readonly provider: string;
  readonly title: string;
  readonly channel: 'http' | 'paper';
  /** How an answer that is not given at once comes: the body calls us back, or we ask. */
  readonly mode: 'callback' | 'polling';
  /** Without: `<base>/agencies/<agency>/<provider>`. */
  readonly url?: string;
  readonly timeoutMs?: number;
}

/** @param file a JSON list of providers; the ones in this folder when absent @throws Error naming the entry that is wrong */
export function loadProviders(baseUrl: string, file = join(import.meta.dirname, 'providers.json')): Provider[] {
  const entries = JSON.parse(readFileSync(file, 'utf8')) as Provider[];
  for (const [index, entry] of entries.entries()) {
    const fault = faultOf(entry, entries.slice(0, index));
    if (fault) throw new Error(`${file}, entry ${index + 1} (${entry.agency}/${entry.provider}): ${fault}`);
  }
  return entries.map((entry) => ({
    ...entry,
    url: entry.url ?? `${baseUrl}/agencies/${entry.agency}/${encodeURIComponent(entry.provider)}`,
  }));
}

/** The named provider, or the agency's first where none is named. */
export function findProvider(providers: readonly Provider[], agency: string, name: unknown): Provider | undefined {
  return providers.find(
    (provider) => provider.agency === agency && (typeof name !== 'string' || provider.provider === name),
  );
}

function faultOf(
  { agency, provider, title, channel, mode }: Provider,
  before: readonly Provider[],
): string | undefined {
  if (!agencies[agency]) return `expected an agency of ${Object.keys(agencies).join(', ')}.`;
  if (!provider || !title) return 'expected a provider and a title.';
  if (channel !== 'http' && channel !== 'paper') return `expected the channel http or paper, found '${channel}'.`;
  if (channel === 'http' && mode !== 'callback' && mode !== 'polling')
    return `expected the mode callback or polling, found '${mode}'.`;
  return findProvider(before, agency, provider) && 'it is named twice.';
}
