// Gives every request `request.db`: a database handle scoped to the requesting user.
import type { FastifyInstance } from 'fastify';
import type { Pool } from '../../db/pool.ts';
import { type Db, scopeFor } from '../../db/scope.ts';
import { actorOf } from '../auth/authenticate.ts';

declare module 'fastify' {
  interface FastifyRequest {
    db: Db;
  }
}

/** Register it after authentication, which identifies the user. */
export function registerDatabase(app: FastifyInstance, pool: Pool): void {
  app.decorateRequest('db');
  app.addHook('onRequest', async (request) => {
    const isPublic = request.routeOptions.config.permission === undefined;
    request.db = scopeFor(pool, isPublic ? 'anyone' : actorOf(request.user));
  });
}
