// The providers (single bodies) of each agency and the way to reach them. They are data, so that a court connects a
// real body without changing code.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { channels } from './channel/index.ts';
import { agencies } from './index.ts';

export interface Provider {
  readonly agency: string;
  readonly provider: string;
  readonly title: string;
  readonly channel: keyof typeof channels;
  /** Way of an answer that does not come at once: the provider calls back, or the worker polls. */
  readonly mode: 'callback' | 'polling';
  /** When absent: `<base>/agencies/<agency>/<provider>`. */
  readonly url?: string;
  /**
   * Name of the environment variable with the bearer token for this provider. When both this and `url` are absent:
   * AGENCY_TOKEN, if it is set.
   */
  readonly tokenVariable?: string;
  /** Value of that variable, read at startup; it is never written in the file. */
  readonly token?: string;
  readonly timeoutMs?: number;
}

/**
 * Reads and checks the providers.
 * @param file a JSON list of providers; providers.json in this folder when absent
 * @param environment contains the tokens
 * @throws Error that names the faulty entry
 */
export function loadProviders(
  baseUrl: string,
  file = join(import.meta.dirname, 'providers.json'),
  environment: NodeJS.ProcessEnv = {},
): Provider[] {
  const entries = JSON.parse(readFileSync(file, 'utf8')) as Provider[];
  return entries.map((entry, index) => {
    const provider = addressed(entry, baseUrl, environment);
    const fault = faultOf(entry, entries.slice(0, index)) ?? addressFault(provider, baseUrl);
    if (fault) throw new Error(`${file}, entry ${index + 1} (${entry.agency}/${entry.provider}): ${fault}`);
    return provider;
  });
}

function addressed(entry: Provider, baseUrl: string, environment: NodeJS.ProcessEnv): Provider {
  const { agency, provider, url, tokenVariable = url === undefined ? 'AGENCY_TOKEN' : undefined } = entry;
  const token = tokenVariable === undefined ? undefined : environment[tokenVariable];
  return {
    ...entry,
    url: url ?? `${baseUrl}/agencies/${agency}/${encodeURIComponent(provider)}`,
    ...(token ? { token } : {}),
  };
}

/** The provider with that name, or the agency's first when no name is given; undefined when there is none. */
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
  if (!Object.hasOwn(channels, channel))
    return `expected the channel ${Object.keys(channels).join(' or ')}, found '${channel}'.`;
  if (channel === 'http' && mode !== 'callback' && mode !== 'polling')
    return `expected the mode callback or polling, found '${mode}'.`;
  return findProvider(before, agency, provider) && 'it is named twice.';
}

/** A token may be sent only over TLS or within this machine, so that no other party can read it. */
function addressFault({ channel, url = '', tokenVariable, token }: Provider, baseUrl: string): string | undefined {
  if (channel !== 'http') return undefined;
  if (!URL.canParse(url)) return `expected a url${baseUrl === '' ? ', or AGENCY_BASE_URL in the environment' : ''}.`;
  if (tokenVariable !== undefined && !/^[A-Z][A-Z0-9_]*$/.test(tokenVariable))
    return 'expected as tokenVariable the name of an environment variable (capitals, digits, _), not the token itself.';
  if (tokenVariable !== undefined && token === undefined)
    return `the environment variable ${tokenVariable}, its bearer token, is missing.`;
  if (token === undefined) return undefined;
  if (!/^[\x21-\x7e]+$/.test(token)) return 'its bearer token has characters that a header cannot carry.';
  const { protocol, hostname } = new URL(url);
  const isSafe = protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  return isSafe ? undefined : `expected https, because a bearer token is sent; found '${protocol}//${hostname}'.`;
}
