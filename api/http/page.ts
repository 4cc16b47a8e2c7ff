// The page at /docs, which shows the description of the API and calls it. It loads nothing from other servers.
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';

export async function registerPage(app: FastifyInstance): Promise<void> {
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    // A court's network may serve the page without TLS under another host name.
    transformStaticCSP: (header) => header.replace('upgrade-insecure-requests;', ''),
    uiConfig: { responseInterceptor: showOptionalExamples },
  });
  app.get('/', { config: { isPublic: true }, schema: { hide: true } }, (_request, reply) => reply.redirect('/docs'));
}

interface Parameter {
  readonly required?: boolean;
  example?: unknown;
  'x-example'?: unknown;
}

/**
 * Runs in the browser when the page loads the description. Swagger UI fills an `example` into the form of a request;
 * every optional filter and the Idempotency-Key would be sent. An `x-example` is only shown.
 */
function showOptionalExamples<R extends object>(response: R & { url?: string; text?: string }): R {
  if (!response.url?.endsWith('/docs/json') || response.text === undefined) return response;
  const description: { paths: { [path: string]: { [method: string]: { parameters?: Parameter[] } } } } = JSON.parse(
    response.text,
  );
  const operations = Object.values(description.paths).flatMap((methods) => Object.values(methods));
  for (const parameter of operations.flatMap(({ parameters = [] }) => parameters)) {
    if (parameter.required) continue;
    parameter['x-example'] = parameter.example;
    delete parameter.example;
  }
  response.text = JSON.stringify(description);
  return response;
}
