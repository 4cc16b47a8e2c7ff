// Every error leaves as a problem of the table; what is nobody's fault outside is logged and shown without its inside.
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionError, FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { databaseFailureKind, type FailureKind } from '../../db/failures.ts';
import { problemKinds } from './codes.ts';
import { say } from './messages.ts';
import { details, Problem } from './problem.ts';

const contentType = 'application/problem+json; charset=utf-8';

/** Also for what fails before there is a route, such as an address that cannot be decoded. */
export const answerProblem = (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
  send(asProblem(error), error, request, reply);

/**
 * Answers what Node cannot read as HTTP, such as an address with unencoded Chinese. There is neither a request nor a
 * reply for it, so the answer is written to the connection.
 */
export function answerClientError(this: FastifyInstance, error: ConnectionError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const code = error.code === 'HPE_HEADER_OVERFLOW' ? 'TOO_LARGE' : 'MALFORMED';
  const instance = randomUUID();
  this.log.info({ code, reason: error.code, id: instance }, 'request refused');
  const { status } = problemKinds[code];
  const problem = new Problem(code, say(code === 'TOO_LARGE' ? 'request.tooLarge' : 'request.notHttp'));
  const body = JSON.stringify(details(problem, `urn:uuid:${instance}`));
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      `content-type: ${contentType}`,
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

export function registerProblems(app: FastifyInstance): void {
  app.setErrorHandler(answerProblem);
  app.setNotFoundHandler((request, reply) => {
    return send(new Problem('NOT_FOUND', say('request.noSuchAddress')), undefined, request, reply);
  });
}

function send(problem: Problem, cause: Error | undefined, request: FastifyRequest, reply: FastifyReply) {
  const { status } = problemKinds[problem.code];
  if (status >= 500) request.log.error({ err: cause, code: problem.code }, 'request failed');
  else
    request.log.info(
      { code: problem.code, fields: problem.errors.map(({ field, rule }) => `${field} ${rule}`) },
      'request refused',
    );
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  if (status === 503) reply.header('retry-after', '5');
  return reply
    .code(status)
    .header('content-type', contentType)
    .serializer(JSON.stringify)
    .send(details(problem, `urn:uuid:${request.id}`));
}

function asProblem(error: FastifyError): Problem {
  if (error instanceof Problem) return error;
  const kind = databaseFailureKind(error);
  if (kind) return ofDatabase(kind);
  const code = codeOf(error);
  return new Problem(code, say(explanations[code]));
}

/** The driver's text goes to the log only: it may hold data of other cases. */
function ofDatabase(kind: FailureKind): Problem {
  switch (kind) {
    case 'connection':
    case 'unavailable':
      return new Problem('UNAVAILABLE', say('request.databaseUnavailable'));
    case 'conflict':
      return new Problem('UNAVAILABLE', say('request.databaseConflict'));
    case 'value':
      return new Problem('INVALID', say('request.valueRefused'));
    default:
      return new Problem('INTERNAL', say('request.databaseRefused'));
  }
}

function codeOf({ code = '', statusCode = 500 }: FastifyError): keyof typeof explanations {
  if (code.startsWith('FST_JWT_') || code.startsWith('FAST_JWT_')) return 'UNAUTHENTICATED';
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return 'MEDIA_TYPE';
  if (statusCode === 413) return 'TOO_LARGE';
  if (statusCode === 400 || statusCode === 414) return 'MALFORMED';
  return 'INTERNAL';
}

const explanations = {
  UNAUTHENTICATED: 'request.unauthenticated',
  MEDIA_TYPE: 'request.mediaType',
  TOO_LARGE: 'request.tooLarge',
  MALFORMED: 'request.malformed',
  INTERNAL: 'request.internal',
} as const;
