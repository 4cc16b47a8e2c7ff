// The API's configuration, from its environment. All missing or forbidden settings are reported at once, one per line.
import { databaseFaults, type TemporalAddress, temporalAddress, temporalFaults } from '../protocol/connections.ts';
import {
  demonstrationFaults,
  fault,
  isProduction,
  refuseFaults,
  required,
  switchedOn,
} from '../protocol/environment.ts';
import { payloadKeyFaults, sharedSecretFaults, shortest, strongSecret } from '../protocol/secrets.ts';

export interface Config {
  readonly production: boolean;
  /** True when cases may have a training clock. */
  readonly training: boolean;
  readonly demoUsers: boolean;
  readonly jwtSecret: string;
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly temporal: TemporalAddress;
  readonly temporalNamespace: string;
  /** Key that encrypts payloads: 32 bytes in base64. */
  readonly payloadKey?: string;
  /** Origin of the Temporal UI, whose pages may ask for decrypted payloads. */
  readonly temporalUiUrl?: string;
  readonly logLevel: string;
}

/** @throws Error with all faults, one per line */
export function configFromEnvironment(environment: NodeJS.ProcessEnv): Config {
  const faults: string[] = [];
  const payloadKey = environment['PAYLOAD_KEY'];
  const temporalUiUrl = environment['TEMPORAL_UI_URL'];
  const config: Config = {
    production: isProduction(environment),
    training: switchedOn(environment, 'TRAINING', faults),
    demoUsers: switchedOn(environment, 'DEMO_USERS', faults),
    jwtSecret: required(environment, 'JWT_SECRET', faults),
    host: environment['API_HOST'] ?? '127.0.0.1',
    port: Number(environment['API_PORT'] ?? 8080),
    databaseUrl: required(environment, 'DATABASE_URL', faults),
    temporal: temporalAddress(environment, faults),
    temporalNamespace: environment['TEMPORAL_NAMESPACE'] ?? 'default',
    ...(payloadKey && { payloadKey }),
    ...(temporalUiUrl && { temporalUiUrl }),
    logLevel: environment['LOG_LEVEL'] ?? 'info',
  };
  faults.push(...productionFaults(config));
  if (config.production) {
    databaseFaults(environment, 'DATABASE_URL', faults);
    temporalFaults(config.temporal, faults);
  }
  refuseFaults(faults);
  return config;
}

/** Settings with which the API must not start in production: weak secrets, demonstration users, training clocks. */
export function productionFaults({ production, training, demoUsers, jwtSecret, payloadKey = '' }: Config): string[] {
  if (!production) return [];
  const faults: string[] = [];
  const secrets = { JWT_SECRET: jwtSecret, PAYLOAD_KEY: payloadKey };
  demonstrationFaults({ TRAINING: String(training), DEMO_USERS: String(demoUsers) }, faults);
  strongSecret(secrets, 'JWT_SECRET', shortest.jwtSecret, faults);
  if (payloadKey === '') faults.push(fault('生产环境须设置 PAYLOAD_KEY', 'PAYLOAD_KEY is required in production.'));
  payloadKeyFaults(payloadKey, faults);
  sharedSecretFaults(secrets, ['JWT_SECRET', 'PAYLOAD_KEY'], faults);
  return faults;
}
