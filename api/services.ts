// Services that routes and background work share. The database is not one of them: each request has its own handle
// (`request.db`).
import type { Config } from './config.ts';
import type { Temporal } from './temporal.ts';

export interface Services {
  readonly temporal: Temporal;
  readonly config: Config;
  /** Temporal's clock. */
  readonly now: () => Date;
}
