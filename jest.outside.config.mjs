// `npm run test:outside`: the tests that need what npm does not install. Each says what is missing and how to get it.
import { floor } from './jest.config.mjs';

export default { testTimeout: 60_000, projects: [floor('outside', ['outside'])] };
