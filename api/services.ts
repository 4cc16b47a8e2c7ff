// What routes and background work are given.
import type { Pool } from '../db/pool.ts';
import type { Config } from './config.ts';
import type { Temporal } from './temporal.ts';

export interface Services {
  readonly pool: Pool;
  readonly temporal: Temporal;
  readonly config: Config;
  /** The clock that Temporal goes by. */
  readonly now: () => Date;
}
