// Bearer tokens (JWT, HS256) and the permission that a route names. Every route names one or says that it is public.
import jwt from '@fastify/jwt';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '../../engine/event.ts';
import type { Config } from '../config.ts';
import { Problem } from '../problems/problem.ts';
import { type Permission, permits, type Role, roles } from './permissions.ts';

/** What a token says about who acts. */
export interface User {
  readonly sub: string;
  readonly name: string;
  readonly role: Role;
  /** Code of the court; of an overseer, the highest court that is overseen. */
  readonly court?: string;
  /** Of a party: ids or numbers of its cases. */
  readonly cases?: readonly string[];
  /** Of an agency: the one it answers for; any when absent. */
  readonly agency?: string;
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
    sign: { algorithm: 'HS256' },
    verify: { algorithms: ['HS256'] },
  });
  app.addHook('onRoute', ({ url, method, config }) => {
    // A browser's question before a request to another origin: it carries no token and is answered with no content.
    if (method === 'OPTIONS') return;
    if (!config?.permission && !config?.isPublic && !url.startsWith('/docs'))
      throw new Error(`The route ${url} names no permission and does not say that it is public.`);
  });
  app.addHook('onRequest', async (request) => {
    const { permission } = request.routeOptions.config;
    if (permission !== undefined) await authorize(request, permission);
  });
}

async function authorize(request: FastifyRequest, permission: Permission): Promise<void> {
  await request.jwtVerify();
  const { role, sub } = request.user;
  if (!roles.includes(role) || typeof sub !== 'string' || sub === '')
    throw new Problem('UNAUTHENTICATED', {
      zh: '令牌缺少有效的 sub 或 role。',
      en: 'The token lacks a valid sub or role.',
    });
  if (!permits(role, permission))
    throw new Problem('FORBIDDEN', {
      zh: `角色 ${role} 不具备权限 ${permission}。`,
      en: `The role ${role} does not have the permission ${permission}.`,
    });
}

/** Who acts, as it goes into history and archive. */
export const actorOf = ({ sub, role, court }: User): Actor => ({
  id: sub,
  role,
  ...(court !== undefined && { court }),
});
