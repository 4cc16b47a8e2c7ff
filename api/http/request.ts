// Values that routes take from a request other than its body: the actor, the key of a repetition, and the case, whose
// number goes into every log line.
import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Case } from '../../db/cases.ts';
import type { Actor } from '../../engine/event.ts';
import { accessibleCase, requireReach } from '../auth/access.ts';
import { actorOf } from '../auth/authenticate.ts';

/** Actor and command id of an act. Repeated with the same Idempotency-Key by the same user, an act is done once. */
export function actOf(request: FastifyRequest): { readonly actor: Actor; readonly commandId: string } {
  const key = request.headers['idempotency-key'];
  const commandId = typeof key === 'string' && key !== '' ? `${request.user.sub}/${key.slice(0, 200)}` : randomUUID();
  return { actor: actorOf(request.user), commandId };
}

/** A route below `/cases/:id`. */
export interface OfCase {
  readonly Params: { id: string };
}

/**
 * The case in the URL.
 * @throws Problem NOT_FOUND, or FORBIDDEN when the user may not see it
 */
export async function caseOf(request: FastifyRequest<OfCase>, reply: FastifyReply): Promise<Case> {
  const found = await accessibleCase(request.db, request.user, request.params.id);
  logCase(request, reply, found.number);
  return found;
}

/**
 * Checks that the user may see the case of a task or an incident.
 * @throws Problem FORBIDDEN when the user may not
 */
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

/** Adds the case number to the log lines of the request. */
export function logCase(request: FastifyRequest, reply: FastifyReply, caseNumber: string): void {
  request.log = request.log.child({ caseNumber });
  reply.log = request.log;
}
