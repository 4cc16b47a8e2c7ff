// The worker's configuration, all from the environment.
export interface WorkerConfig {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
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
  const isProduction = env['NODE_ENV'] === 'production';
  const needed = [
    'DATABASE_URL',
    'TEMPORAL_ADDRESS',
    'PAYLOAD_KEY',
    ...(isProduction ? ['AGENCY_PROVIDERS'] : ['AGENCY_BASE_URL']),
  ];
  const missing = needed.filter((name) => !env[name]);
  if (missing.length > 0)
    throw new Error(`Missing in the environment: ${missing.join(', ')}. See docs/using/operating.md.`);
  const demonstration = ['TRAINING', 'DEMO_USERS'].filter((name) => env[name] === 'true');
  if (isProduction && demonstration.length > 0)
    throw new Error(`Not allowed in production: ${demonstration.join(', ')}.`);
  return {
    databaseUrl: env['DATABASE_URL'] ?? '',
    temporalAddress: env['TEMPORAL_ADDRESS'] ?? '',
    namespace: env['TEMPORAL_NAMESPACE'] ?? 'default',
    payloadKey: env['PAYLOAD_KEY'] ?? '',
    agencyBaseUrl: env['AGENCY_BASE_URL'] ?? '',
    ...(env['AGENCY_PROVIDERS'] ? { providersFile: env['AGENCY_PROVIDERS'] } : {}),
    port: Number(env['WORKER_PORT'] ?? 8092),
    // Shorter in training, because a legal day may last only a fraction of a second.
    pollMs: Number(env['POLL_SECONDS'] ?? (env['TRAINING'] === 'true' ? 0.5 : 60)) * 1000,
    isProduction,
  };
}
