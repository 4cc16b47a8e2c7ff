// Every error leaves as a problem of the table; what is nobody's fault outside is logged and shown without its inside.
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ProblemCode, problemKinds } from './codes.ts';
import { details, Problem } from './problem.ts';

/** Also for what fails before there is a route, such as an address that cannot be decoded. */
export const answerProblem = (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
  send(asProblem(error), error, request, reply);

export function registerProblems(app: FastifyInstance): void {
  app.setErrorHandler(answerProblem);
  app.setNotFoundHandler((request, reply) => {
    const detail = { zh: '该地址不存在，或不支持该方法。', en: 'No such address, or not with this method.' };
    return send(new Problem('NOT_FOUND', detail), undefined, request, reply);
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
    .header('content-type', 'application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(details(problem, `urn:uuid:${request.id}`));
}

function asProblem(error: FastifyError): Problem {
  if (error instanceof Problem) return error;
  const code = codeOf(error);
  return new Problem(code, explanations[code] ?? { zh: '请查看系统日志。', en: 'See the log.' });
}

function codeOf({ code = '', statusCode = 500 }: FastifyError): ProblemCode {
  if (code.startsWith('FST_JWT_') || code.startsWith('FAST_JWT_')) return 'UNAUTHENTICATED';
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return 'MEDIA_TYPE';
  if (statusCode === 413) return 'TOO_LARGE';
  if (statusCode === 400 || statusCode === 414) return 'MALFORMED';
  // PostgreSQL: no connection (08), shutting down or too many clients (57, 53); a value that no column takes (22).
  if (/^(08|53|57)\w{3}$|^ECONN/.test(code)) return 'UNAVAILABLE';
  if (/^22\w{3}$/.test(code)) return 'INVALID';
  return 'INTERNAL';
}

const explanations: { readonly [code in ProblemCode]?: { readonly zh: string; readonly en: string } } = {
  UNAUTHENTICATED: { zh: '缺少令牌，或令牌无效、已过期。', en: 'No token, or an invalid or expired one.' },
  MEDIA_TYPE: { zh: '请求的内容类型不被接受。', en: 'The content type of the request is not accepted.' },
  TOO_LARGE: { zh: '请求超过允许的大小。', en: 'The request exceeds the permitted size.' },
  MALFORMED: {
    zh: '请求正文不是有效的 JSON，或地址有误。',
    en: 'The body is not valid JSON, or the address is wrong.',
  },
  UNAVAILABLE: { zh: '数据库暂不可用。', en: 'The database is not available.' },
  INVALID: { zh: '某个值的格式或范围不被接受。', en: 'A value has a form or range that is not accepted.' },
};
