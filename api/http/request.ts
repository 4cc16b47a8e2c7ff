// What routes read off a request besides its body: who acts, the key of a repetition, the case whose number every log line bears.
import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Case } from '../../db/cases.ts';
import type { Actor } from '../../engine/event.ts';
import { accessibleCase, requireReach } from '../auth/access.ts';
import { actorOf } from '../auth/authenticate.ts';
import type { Services } from '../services.ts';

/** An act in a case: repeated with the same Idempotency-Key by the same person, it is done once. */
export function actOf(request: FastifyRequest): { readonly actor: Actor; readonly commandId: string } {
  const key = request.headers['idempotency-key'];
  const commandId = typeof key === 'string' && key !== '' ? `${request.user.sub}/${key.slice(0, 200)}` : randomUUID();
  return { actor: actorOf(request.user), commandId };
}

/** The case of the address, if the user may see it. */
export async function caseOf(
  { pool }: Services,
  request: FastifyRequest<{ Params: { id: string } }>,
  reply: FastifyReply,
): Promise<Case> {
  const found = await accessibleCase(pool, request.user, request.params.id);
  logCase(request, reply, found.number);
  return found;
}

/** Of something that belongs to a case: refuses what the user may not see. */
export async function requireCase(
  { pool }: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  {
    caseId,
    caseNumber,
    courtCode,
  }: { readonly caseId: string; readonly caseNumber: string; readonly courtCode: string },
): Promise<void> {
  await requireReach(pool, request.user, { id: caseId, number: caseNumber, courtCode });
  logCase(request, reply, caseNumber);
}

export function logCase(request: FastifyRequest, reply: FastifyReply, caseNumber: string): void {
  request.log = request.log.child({ caseNumber });
  reply.log = request.log;
}
