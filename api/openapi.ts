// The API's description (OpenAPI 3.1) at /docs/json and as a page at /docs; everything is served from here, nothing from elsewhere.
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';

const problem = {
  description: '错误（RFC 9457 问题详情）/ problem details',
  content: {
    'application/problem+json': {
      schema: {
        type: 'object',
        required: ['type', 'code', 'title', 'titleEn', 'status', 'detail', 'detailEn', 'instance'],
        properties: {
          type: { type: 'string', description: '/problems/<code>' },
          code: { type: 'string' },
          title: { type: 'string' },
          titleEn: { type: 'string' },
          status: { type: 'integer' },
          detail: { type: 'string' },
          detailEn: { type: 'string' },
          whatToDo: { type: 'string' },
          whatToDoEn: { type: 'string' },
          instance: { type: 'string' },
          errors: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                field: { type: 'string', description: 'JSON pointer' },
                rule: { type: 'string' },
                message: { type: 'string' },
                messageEn: { type: 'string' },
                whatToDo: { type: 'string' },
                whatToDoEn: { type: 'string' },
                elementId: { type: 'string' },
                line: { type: 'integer' },
              },
            },
          },
        },
      },
    },
  },
};

export async function registerDocumentation(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '强制执行案件系统接口 / Enforcement-case system API',
        description:
          '金额单位为分，法律日期为 Asia/Shanghai 日期，时刻为 UTC。写操作可带 Idempotency-Key。' +
          ' Amounts are fen, legal dates are dates in Asia/Shanghai, instants are UTC. Acts take an Idempotency-Key.',
        version: '1',
      },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
    transform: ({ schema, url }) => ({
      schema: { ...schema, response: { '2xx': { description: '成功 / success' }, '4xx': problem, '5xx': problem } },
      url,
    }),
  });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    // A court's network may serve it without TLS under another name than this machine's.
    transformStaticCSP: (header) => header.replace('upgrade-insecure-requests;', ''),
  });
  app.get('/', { config: { isPublic: true }, schema: { hide: true } }, (_request, reply) => reply.redirect('/docs'));
}
