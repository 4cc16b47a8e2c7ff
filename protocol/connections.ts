// How a process reaches Temporal and PostgreSQL: addresses, TLS, and the rules for both in production. The names of the
// variables for TLS are those of Temporal's own tools.
import { readFileSync } from 'node:fs';
import { type Environment, fault, required, switchedOn } from './environment.ts';
import { shortest, weaknessOf, weakSecret } from './secrets.ts';

/** The options that the client's and the worker's connection have in common. */
export interface TemporalAddress {
  readonly address: string;
  readonly tls?: Tls;
}

interface Tls {
  readonly serverRootCACertificate?: Buffer;
  readonly serverNameOverride?: string;
  readonly clientCertPair?: { readonly crt: Buffer; readonly key: Buffer };
}

const files = {
  ca: 'TEMPORAL_TLS_SERVER_CA_CERT_PATH',
  crt: 'TEMPORAL_TLS_CLIENT_CERT_PATH',
  key: 'TEMPORAL_TLS_CLIENT_KEY_PATH',
} as const;
const serverName = 'TEMPORAL_TLS_SERVER_NAME';

/** TLS is on when TEMPORAL_TLS says so or one of the other variables for TLS is set. */
export function temporalAddress(environment: Environment, faults: string[]): TemporalAddress {
  const address = required(environment, 'TEMPORAL_ADDRESS', faults);
  const hasTls = switchedOn(environment, 'TEMPORAL_TLS', faults);
  if (!hasTls && ![...Object.values(files), serverName].some((name) => environment[name])) return { address };
  const ca = content(environment, files.ca, faults);
  const crt = content(environment, files.crt, faults);
  const key = content(environment, files.key, faults);
  if ((crt === undefined) !== (key === undefined))
    faults.push(fault(`${files.crt} 与 ${files.key} 须同时设置`, `${files.crt} and ${files.key} need each other.`));
  const name = environment[serverName];
  return {
    address,
    tls: {
      ...(ca && { serverRootCACertificate: ca }),
      ...(name && { serverNameOverride: name }),
      ...(crt && key && { clientCertPair: { crt, key } }),
    },
  };
}

function content(environment: Environment, name: string, faults: string[]): Buffer | undefined {
  const path = environment[name];
  if (!path) return undefined;
  try {
    return readFileSync(path);
  } catch (failure) {
    faults.push(fault(`${name} 指向的文件 ${path} 无法读取`, `${name} names a file that cannot be read: ${failure}.`));
    return undefined;
  }
}

/** In production Temporal is reached over TLS, except on the same machine. */
export function temporalFaults({ address, tls }: TemporalAddress, faults: string[]): void {
  if (address === '' || tls || isThisMachine(address.replace(/:\d+$/, ''))) return;
  faults.push(
    fault(
      `生产环境须以 TLS 连接 Temporal（${address}），请设置 TEMPORAL_TLS=true`,
      `In production Temporal (${address}) must be reached over TLS: set TEMPORAL_TLS=true.`,
    ),
  );
}

/**
 * In production PostgreSQL is reached over TLS with its certificate checked, except on the same machine, and with a
 * strong password or a client certificate.
 * @param name the variable that holds the URL
 */
export function databaseFaults(environment: Environment, name: string, faults: string[]): void {
  const text = environment[name];
  if (!text) return;
  if (!URL.canParse(text)) return void faults.push(fault(`${name} 不是网址`, `${name} is not a URL.`));
  const url = new URL(text);
  const host = url.searchParams.get('host') ?? url.hostname;
  if (!isThisMachine(host) && !host.startsWith('/') && url.searchParams.get('sslmode') !== 'verify-full')
    faults.push(
      fault(
        `生产环境须以 TLS 连接 PostgreSQL 并核验其证书：请在 ${name} 末尾加 ?sslmode=verify-full&sslrootcert=…`,
        `In production PostgreSQL must be reached over TLS with its certificate checked: add ?sslmode=verify-full&sslrootcert=… to ${name}.`,
      ),
    );
  const hasOtherProof = url.searchParams.has('sslcert') || host.startsWith('/');
  const password = decodeURIComponent(url.password) || (environment['PGPASSWORD'] ?? '');
  if (password === '' && hasOtherProof) return;
  const weakness = weaknessOf(password, shortest.password);
  if (weakness) faults.push(weakSecret({ zh: `${name} 中的密码`, en: `The password in ${name}` }, weakness));
}

const isThisMachine = (host: string) => ['127.0.0.1', 'localhost', '[::1]', '::1', ''].includes(host);
