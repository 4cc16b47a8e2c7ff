// The API's configuration, from its environment. All missing or forbidden settings are reported at once, one per line.

export interface Config {
  readonly production: boolean;
  /** True when cases may have a training clock. */
  readonly training: boolean;
  readonly demoUsers: boolean;
  readonly jwtSecret: string;
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  /** Key that encrypts payloads: 32 bytes in base64. */
  readonly payloadKey?: string;
  /** Origin of the Temporal UI, whose pages may ask for decrypted payloads. */
  readonly temporalUiUrl?: string;
  readonly logLevel: string;
}

/** Secrets from examples and documentation, which are public. */
const knownSecrets = ['secret', 'demo', 'demo-secret', 'change-me', 'changeme'];
const shortestSecret = 32;

/** @throws Error with all faults, one per line */
export function configFromEnvironment(environment: NodeJS.ProcessEnv): Config {
  const faults: string[] = [];
  const required = (name: string): string => {
    const value = environment[name];
    if (!value) faults.push(`缺少环境变量 ${name} / The environment variable ${name} is missing.`);
    return value ?? '';
  };
  const payloadKey = environment['PAYLOAD_KEY'];
  const temporalUiUrl = environment['TEMPORAL_UI_URL'];
  const config: Config = {
    production: environment['NODE_ENV'] === 'production',
    training: environment['TRAINING'] === 'true',
    demoUsers: environment['DEMO_USERS'] === 'true',
    jwtSecret: required('JWT_SECRET'),
    host: environment['API_HOST'] ?? '127.0.0.1',
    port: Number(environment['API_PORT'] ?? 8080),
    databaseUrl: required('DATABASE_URL'),
    temporalAddress: required('TEMPORAL_ADDRESS'),
    temporalNamespace: environment['TEMPORAL_NAMESPACE'] ?? 'default',
    ...(payloadKey && { payloadKey }),
    ...(temporalUiUrl && { temporalUiUrl }),
    logLevel: environment['LOG_LEVEL'] ?? 'info',
  };
  faults.push(...productionFaults(config));
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return config;
}

/** Settings with which the API must not start in production: known secrets, demonstration users, training clocks. */
export function productionFaults({ production, training, demoUsers, jwtSecret, payloadKey }: Config): string[] {
  if (!production) return [];
  const isWeak = knownSecrets.includes(jwtSecret.toLowerCase()) || jwtSecret.length < shortestSecret;
  return [
    ...(training ? ['生产环境不得启用培训时钟（TRAINING）/ TRAINING is not allowed in production.'] : []),
    ...(demoUsers ? ['生产环境不得启用演示用户（DEMO_USERS）/ DEMO_USERS is not allowed in production.'] : []),
    ...(isWeak
      ? [
          `生产环境的 JWT_SECRET 须为不少于 ${shortestSecret} 个字符的随机密钥 / In production JWT_SECRET must be a random secret of at least ${shortestSecret} characters.`,
        ]
      : []),
    ...(payloadKey ? [] : ['生产环境须设置 PAYLOAD_KEY / PAYLOAD_KEY is required in production.']),
  ];
}
