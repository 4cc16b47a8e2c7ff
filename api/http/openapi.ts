// The API's description (OpenAPI 3.1) at /docs/json and as a page at /docs. The page loads nothing from other servers.
import { isDeepStrictEqual } from 'node:util';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { problem } from '../problems/schemas.ts';
import type { AnySchema } from './schema.ts';

const meanings: { readonly [status: string]: string } = {
  200: '成功 / done',
  201: '已建立 / created',
  202: '已接收 / accepted',
  503: '暂不可用 / not available',
};

export async function registerDocumentation(app: FastifyInstance): Promise<void> {
  app.addHook('onRoute', ({ url, method, config, schema }) => {
    if (method === 'OPTIONS' || schema?.hide || url.startsWith('/docs')) return;
    if (!config?.answers)
      throw new Error(`Expected schemas of the answers at the route ${method} ${url}. See docs/add-resource.md.`);
  });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '强制执行案件系统接口 / Enforcement-case system API',
        description:
          '金额单位为分，法律日期为 Asia/Shanghai 日期，时刻为 UTC。写操作可带 Idempotency-Key。' +
          ' Amounts are in fen, legal dates are in Asia/Shanghai, instants are in UTC. Acts accept an Idempotency-Key.',
        version: '1',
      },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
    transform: ({ schema, url, route, ...document }) => {
      if (!('openapiObject' in document)) throw new Error('Expected a description in OpenAPI.');
      const components = document.openapiObject.components?.schemas ?? {};
      const { body: held, produces, ...rest } = schema;
      const body = route.config?.describedBody ?? held;
      const answer = (description: string, type: string, content: AnySchema) => ({
        description,
        content: { [type]: { schema: withReferences(content, components) } },
      });
      const answers = Object.entries(route.config?.answers ?? {}).map(([status, content]) => [
        status,
        answer(meanings[status]!, produces?.[0] ?? 'application/json', content),
      ]);
      const failure = answer('错误 / problem', 'application/problem+json', problem);
      return {
        schema: {
          ...rest,
          ...(body !== undefined && { body: withReferences(body, components) }),
          response: { ...Object.fromEntries(answers), '4xx': failure, '5xx': failure },
        },
        url,
      };
    },
  });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    // A court's network may serve the page without TLS under another host name.
    transformStaticCSP: (header) => header.replace('upgrade-insecure-requests;', ''),
  });
  app.get('/', { config: { isPublic: true }, schema: { hide: true } }, (_request, reply) => reply.redirect('/docs'));
}

/** Moves each schema with a title into a component of that name and leaves a reference in its place. */
function withReferences(schema: unknown, components: { [title: string]: unknown }): unknown {
  if (Array.isArray(schema)) return schema.map((one) => withReferences(one, components));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { title, ...rest } = schema as AnySchema;
  const isComponent = typeof title === 'string';
  const inner = Object.fromEntries(
    Object.entries(isComponent ? rest : schema).map(([name, value]) => [name, withReferences(value, components)]),
  );
  if (!isComponent) return inner;
  if (title in components && !isDeepStrictEqual(components[title], inner))
    throw new Error(`Expected one schema with the title ${title}; found two.`);
  components[title] = inner;
  return { $ref: `#/components/schemas/${title}` };
}
