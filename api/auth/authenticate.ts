// Bearer tokens (JWT, HS256) and the permission of each route. Every route names a permission or is declared public.

import jwt from '@fastify/jwt';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { listed } from '../../engine/catalogue.ts';
import type { Actor } from '../../engine/event.ts';
import type { Config } from '../config.ts';
import { knownRole, say } from '../problems/messages.ts';
import { Problem } from '../problems/problem.ts';
import { type Permission, permissions, permits, type Role, roles } from './permissions.ts';

/** The claims of a token: the acting user. */
export interface User {
  readonly sub: string;
  readonly name: string;
  readonly role: Role;
  /** Code of the user's court; for an overseer, of the highest court that is overseen. */
  readonly court?: string;
  /** A party's cases, by id or number. */
  readonly cases?: readonly string[];
  /**
   * The agency, and the bank or registry in it, for which an agency's token may answer; any when absent, as for a
   * gateway to all of them.
   */
  readonly agency?: string;
  readonly provider?: string;
}

declare module '@fastify/jwt' {
  interface FastifyJWT {
    payload: User;
    user: User;
  }
}
declare module 'fastify' {
  interface FastifyContextConfig {
    permission?: Permission;
    isPublic?: boolean;
  }
}

export async function registerAuthentication(app: FastifyInstance, { jwtSecret }: Config): Promise<void> {
  await app.register(jwt, {
    secret: jwtSecret,
    sign: { algorithm: 'HS256', expiresIn: '30d' },
    // A token without an expiry could never be withdrawn.
    verify: { algorithms: ['HS256'], requiredClaims: ['exp'] },
  });
  app.addHook('onRoute', ({ url, method, config }) => {
    // A browser's preflight request: it has no token and gets no content.
    if (method === 'OPTIONS') return;
    if (!config?.permission && !config?.isPublic && !url.startsWith('/docs'))
      throw new Error(
        `Expected a permission at the route ${url}, or publicRoute(); found neither. See docs/add-resource.md.`,
      );
    if (config?.permission && !Object.hasOwn(permissions, config.permission))
      throw new Error(
        `Expected a permission of api/auth/permissions.ts at the route ${url}; found '${config.permission}'. See docs/add-resource.md.`,
      );
  });
  app.addHook('onRequest', async (request) => {
    const { permission } = request.routeOptions.config;
    if (permission !== undefined) await authorize(request, permission);
  });
}

async function authorize(request: FastifyRequest, permission: Permission): Promise<void> {
  await request.jwtVerify();
  const { role } = request.user;
  const unfit = malformedClaims(request.user);
  if (unfit.length > 0) throw new Problem('UNAUTHENTICATED', say('access.claims', { claims: listed(unfit) }));
  if (!permits(role, permission))
    throw new Problem(
      'FORBIDDEN',
      say('access.permission', { role: knownRole(role), permission: say(`permission.${permission}`) }),
    );
}

/**
 * Names of the malformed claims. A wrong type (a list instead of one court, a text instead of a list) gives no access.
 */
function malformedClaims({ sub, role, court, cases, agency, provider }: User): string[] {
  const isText = (claim: unknown) => typeof claim === 'string' && claim !== '';
  const isAbsentOr = (is: (claim: unknown) => boolean, claim: unknown) => claim === undefined || is(claim);
  const fits = {
    sub: isText(sub),
    role: roles.includes(role),
    court: isAbsentOr(isText, court),
    cases: isAbsentOr((claim) => Array.isArray(claim) && claim.every(isText), cases),
    agency: isAbsentOr(isText, agency),
    provider: isAbsentOr(isText, provider),
  };
  return Object.entries(fits).flatMap(([name, isFit]) => (isFit ? [] : [name]));
}

/** The acting user as history and archive record it. */
export const actorOf = ({ sub, role, court }: User): Actor => ({
  id: sub,
  role,
  ...(court !== undefined && { court }),
});
