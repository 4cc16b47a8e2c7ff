// Services that routes and background work share. The database is not among them: a request brings its own handle
// (`request.db`).
import type { Config } from './config.ts';
import type { Temporal } from './temporal.ts';

export interface Services {
  readonly temporal: Temporal;
  readonly config: Config;
  /** The clock that Temporal goes by. */
  readonly now: () => Date;
}
