// Values that routes take from a request besides its body: who acts, the key of a repetition, the case whose number
// every log line bears.
import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Case } from '../../db/cases.ts';
import type { Actor } from '../../engine/event.ts';
import { accessibleCase, requireReach } from '../auth/access.ts';
import { actorOf } from '../auth/authenticate.ts';

/** An act in a case: repeated with the same Idempotency-Key by the same person, it is done once. */
export function actOf(request: FastifyRequest): { readonly actor: Actor; readonly commandId: string } {
  const key = request.headers['idempotency-key'];
  const commandId = typeof key === 'string' && key !== '' ? `${request.user.sub}/${key.slice(0, 200)}` : randomUUID();
  return { actor: actorOf(request.user), commandId };
}

/** The address of something within a case. */
export interface OfCase {
  readonly Params: { id: string };
}

/** The case of the address, if the user may see it. */
export async function caseOf(request: FastifyRequest<OfCase>, reply: FastifyReply): Promise<Case> {
  const found = await accessibleCase(request.db, request.user, request.params.id);
  logCase(request, reply, found.number);
  return found;
}

/** Refuses something of a case that the user may not see. */
export async function requireCase(
  request: FastifyRequest,
  reply: FastifyReply,
  {
    caseId,
    caseNumber,
    courtCode,
  }: { readonly caseId: string; readonly caseNumber: string; readonly courtCode: string },
): Promise<void> {
  await requireReach(request.db, request.user, { id: caseId, number: caseNumber, courtCode });
  logCase(request, reply, caseNumber);
}

export function logCase(request: FastifyRequest, reply: FastifyReply, caseNumber: string): void {
  request.log = request.log.child({ caseNumber });
  reply.log = request.log;
}
