// The API's configuration, from its environment. Everything that is missing or not allowed is said at once, one line
// each.

export interface Config {
  readonly production: boolean;
  /** Cases may carry a training clock. */
  readonly training: boolean;
  readonly demoUsers: boolean;
  readonly jwtSecret: string;
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  /** Base64 of the 32 bytes that payloads are encrypted with. */
  readonly payloadKey?: string;
  /** Origin of the Temporal UI, whose pages may ask for decrypted payloads. */
  readonly temporalUiUrl?: string;
  readonly logLevel: string;
}

/** Secrets printed in examples and documentation protect nothing. */
const knownSecrets = ['secret', 'demo', 'demo-secret', 'change-me', 'changeme'];
const shortestSecret = 32;

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

/** In production nothing starts with a demonstration secret, demonstration users or a training clock. */
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
