// A complete environment for production. The secrets were generated at random and are used by no deployment.
export const production = {
  NODE_ENV: 'production',
  JWT_SECRET: 'Vq0n9yWm3sJb7Zt1Xc5Lr8Kd2Hf6Gp4uEaTzQo',
  DATABASE_URL: 'postgresql://enforcement_app:k9Tq2mXw7Lp4Rz8V@postgres:5432/enforcement?sslmode=verify-full',
  TEMPORAL_ADDRESS: 'temporal:7233',
  /** Its content matters only when a connection is made. */
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: import.meta.filename,
  PAYLOAD_KEY: 'jXq0Yb3Q9m0n8Tt2o1G7wq5v4hVdXzUKJmYfS6cLrEE=',
} as const;
