// One project for each level of tests: the pure tests need nothing, the others real servers.
export const floor = (name, folders, extra = {}) => ({
  displayName: name,
  testMatch: folders.map((folder) => `<rootDir>/tests/${folder}/**/*.test.ts`),
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/tests/strip-types.mjs' },
  ...extra,
});

/** One embedded PostgreSQL for the run, shared by the levels that need it. */
const postgres = {
  globalSetup: '<rootDir>/tests/support/postgres-setup.ts',
  globalTeardown: '<rootDir>/tests/support/postgres-teardown.ts',
};

export default {
  // Tests check results, not speed: they also pass on a busy machine.
  testTimeout: 240_000,
  projects: [
    floor('pure', [
      ...['architecture', 'docker', 'engine', 'models', 'simulator', 'law', 'protocol', 'worker'],
      ...['tools/bpmn', 'tools/drawing', 'tools/law-index'],
    ]),
    floor('database', ['db', 'registry', 'archive', 'api', 'activities', 'tools/simulate', 'tools/stack'], postgres),
    floor('durable', ['workflows', 'examples'], postgres),
    floor('end-to-end', ['e2e'], postgres),
  ],
};
