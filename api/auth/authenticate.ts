// Bearer tokens (JWT, HS256) and the permission that a route names. Every route names one or says that it is public.

import jwt from '@fastify/jwt';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '../../engine/event.ts';
import type { Config } from '../config.ts';
import { knownAs, listed, say } from '../problems/messages.ts';
import { Problem } from '../problems/problem.ts';
import { type Permission, permits, type Role, roles } from './permissions.ts';

/** The claims of a token: the acting person. */
export interface User {
  readonly sub: string;
  readonly name: string;
  readonly role: Role;
  /** Code of the court; of an overseer, the highest court that is overseen. */
  readonly court?: string;
  /** A party's cases, by id or number. */
  readonly cases?: readonly string[];
  /**
   * The agency that an agency's token answers for, and which bank or registry; any when absent, as for a gateway to all
   * of them.
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
    // A token that never expires could not be taken back from anybody.
    verify: { algorithms: ['HS256'], requiredClaims: ['exp'] },
  });
  app.addHook('onRoute', ({ url, method, config }) => {
    // A browser's question before a request to another origin: it carries no token and is answered with no content.
    if (method === 'OPTIONS') return;
    if (!config?.permission && !config?.isPublic && !url.startsWith('/docs'))
      throw new Error(
        `The route ${url} names no permission and does not say that it is public: see docs/add-resource.md.`,
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
  const unfit = unfitClaims(request.user);
  if (unfit.length > 0) throw new Problem('UNAUTHENTICATED', say('access.claims', { claims: listed(unfit) }));
  if (!permits(role, permission))
    throw new Problem('FORBIDDEN', say('access.permission', { role: knownAs('role', role), permission }));
}

/** An issuer of tokens may err: a list in place of one court, or a text in place of a list, must open nothing. */
function unfitClaims({ sub, role, court, cases, agency, provider }: User): string[] {
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

/** The acting person, as history and archive keep it. */
export const actorOf = ({ sub, role, court }: User): Actor => ({
  id: sub,
  role,
  ...(court !== undefined && { court }),
});
