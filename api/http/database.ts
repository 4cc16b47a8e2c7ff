// Every request carries `request.db`: the handle in which its SQL runs, made for the user who asks.
import type { FastifyInstance } from 'fastify';
import type { Pool } from '../../db/pool.ts';
import { type Db, scopeFor } from '../../db/scope.ts';
import { actorOf } from '../auth/authenticate.ts';

declare module 'fastify' {
  interface FastifyRequest {
    db: Db;
  }
}

/** After authentication, which says who asks. */
export function registerDatabase(app: FastifyInstance, pool: Pool): void {
  app.decorateRequest('db');
  app.addHook('onRequest', async (request) => {
    const isPublic = request.routeOptions.config.permission === undefined;
    request.db = scopeFor(pool, isPublic ? 'anyone' : actorOf(request.user));
  });
}
