// How the workflows' code is bundled.
import { join } from 'node:path';

/** The core is pure and keeps nothing of an instance: all instances of a worker share one, which is loaded once. */
export const preloaded = { preloadModules: [join(import.meta.dirname, '..', 'engine', 'index.ts')] };
