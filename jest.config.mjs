// One project for each floor of tests: the pure floors need nothing, the upper ones real servers.
const floor = (name, folders, extra = {}) => ({
  displayName: name,
  testMatch: folders.map((folder) => `<rootDir>/tests/${folder}/**/*.test.ts`),
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/tests/strip-types.mjs' },
  ...extra,
});

export default {
  projects: [
    floor('pure', ['architecture', 'engine', 'models', 'calendar', 'simulator']),
    floor('database', ['db', 'api', 'activities']),
    floor('durable', ['workflows', 'examples']),
    floor('end-to-end', ['e2e']),
  ],
};
