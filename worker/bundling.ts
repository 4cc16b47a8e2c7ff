// Options for bundling the workflows' code.
import { join } from 'node:path';

/** The engine is pure and has no state of an instance, so all instances of a worker share one that is loaded once. */
export const preloaded = { preloadModules: [join(import.meta.dirname, '..', 'engine', 'index.ts')] };
