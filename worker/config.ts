// The worker's configuration, all from the environment. All faults are reported at once, one per line.
import type { Provider } from '../activities/agencies/providers.ts';
import { databaseFaults, type TemporalAddress, temporalAddress, temporalFaults } from '../protocol/connections.ts';
import { demonstrationFaults, isProduction, refuseFaults, required, switchedOn } from '../protocol/environment.ts';
import { payloadKeyFaults, shortest, weaknessOf, weakSecret } from '../protocol/secrets.ts';

export interface WorkerConfig {
  readonly databaseUrl: string;
  readonly temporal: TemporalAddress;
  readonly namespace: string;
  readonly payloadKey: string;
  readonly agencyBaseUrl: string;
  readonly providersFile?: string;
  readonly port: number;
  readonly pollMs: number;
  readonly isProduction: boolean;
}

/** @throws Error naming every variable that is missing or not allowed in production */
export function configFromEnvironment(env: NodeJS.ProcessEnv): WorkerConfig {
  const faults: string[] = [];
  const production = isProduction(env);
  const training = switchedOn(env, 'TRAINING', faults);
  required(env, production ? 'AGENCY_PROVIDERS' : 'AGENCY_BASE_URL', faults);
  const config: WorkerConfig = {
    databaseUrl: required(env, 'DATABASE_URL', faults),
    temporal: temporalAddress(env, faults),
    namespace: env['TEMPORAL_NAMESPACE'] ?? 'default',
    payloadKey: required(env, 'PAYLOAD_KEY', faults),
    agencyBaseUrl: env['AGENCY_BASE_URL'] ?? '',
    ...(env['AGENCY_PROVIDERS'] ? { providersFile: env['AGENCY_PROVIDERS'] } : {}),
    port: Number(env['WORKER_PORT'] ?? 8092),
    // Shorter in training, because a legal day may last only a fraction of a second.
    pollMs: Number(env['POLL_SECONDS'] ?? (training ? 0.5 : 60)) * 1000,
    isProduction: production,
  };
  if (production) {
    demonstrationFaults(env, faults);
    databaseFaults(env, 'DATABASE_URL', faults);
    temporalFaults(config.temporal, faults);
    payloadKeyFaults(config.payloadKey, faults);
  }
  refuseFaults(faults);
  return config;
}

/** @throws Error naming every agency token that is too weak for production */
export function refuseWeakTokens(providers: readonly Provider[]): void {
  const faults: string[] = [];
  for (const { token, tokenVariable = 'AGENCY_TOKEN' } of providers) {
    const weakness = token === undefined ? undefined : weaknessOf(token, shortest.agencyToken);
    if (weakness) faults.push(weakSecret(tokenVariable, weakness));
  }
  refuseFaults(faults);
}
