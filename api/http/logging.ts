// Log lines contain method, route, case number and problem code; never a URL with its query (it may name a party), a
// body or a token.
import type { FastifyRequest } from 'fastify';
import type { LoggerOptions } from 'pino';

export function loggerOptions(level: string): LoggerOptions {
  return {
    name: 'api',
    level,
    redact: ['req.headers', 'headers', '*.idNumber', '*.variables', '*.token'],
    serializers: {
      req: ({ method, routeOptions, id }: FastifyRequest) => ({ method, route: routeOptions?.url, id }),
      // Only these fields: PostgreSQL's `detail` quotes the refused row.
      err: ({ name, message, stack, code }: Error & { code?: string }) => ({
        type: name,
        code,
        ...(code === undefined ? { message, stack } : {}),
      }),
    },
  };
}
