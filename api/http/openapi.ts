// The API's description (OpenAPI 3.1) at /docs/json; page.ts shows it at /docs.
import { isDeepStrictEqual } from 'node:util';
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { problem } from '../problems/schemas.ts';
import { examplesOf, problemsOf } from './examples.ts';
import { toJson } from './json.ts';
import { registerPage } from './page.ts';
import type { AnySchema } from './schema.ts';
import { tags } from './tags.ts';

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
      tags: Object.values(tags),
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
    transform: ({ schema, url, route, ...document }) => {
      if (!('openapiObject' in document)) throw new Error('Expected a description in OpenAPI.');
      const components = document.openapiObject.components?.schemas ?? {};
      const { body: held, produces, ...rest } = schema;
      const config = route.config ?? {};
      const body = config.describedBody ?? held;
      const mediaOf = (content: AnySchema) => {
        const described = withReferences(content, components) as AnySchema;
        return { schema: described, ...examplesOf(described, components) };
      };
      const answer = (description: string, type: string, media: object) => ({
        description,
        content: { [type]: media },
      });
      const answers = Object.entries(config.answers ?? {}).map(([status, content]) => [
        status,
        answer(meanings[status]!, produces?.[0] ?? 'application/json', mediaOf(content)),
      ]);
      const failure = (statusClass: 4 | 5) =>
        answer('错误 / problem', 'application/problem+json', {
          schema: withReferences(problem, components),
          examples: problemsOf(config, schema, statusClass),
        });
      return {
        schema: {
          ...rest,
          ...(body !== undefined && { body: withReferences(body, components) }),
          response: { ...Object.fromEntries(answers), '4xx': failure(4), '5xx': failure(5) },
        },
        url,
      };
    },
    transformObject: (document) =>
      'openapiObject' in document ? withBodyExamples(document.openapiObject as OpenApi) : document.swaggerObject,
  });
  await registerPage(app);
}

/** Adds the examples of bodies whose schema is a component; the others have theirs. */
function withBodyExamples(document: OpenApi): OpenApi {
  const { schemas } = document.components;
  for (const { requestBody } of Object.values(document.paths).flatMap((methods) => Object.values(methods)))
    for (const [type, media] of Object.entries(requestBody?.content ?? {}))
      requestBody!.content[type] = { ...examplesOf(media.schema, schemas), ...media };
  return document;
}

interface OpenApi {
  readonly paths: {
    readonly [path: string]: {
      readonly [method: string]: {
        readonly requestBody?: { readonly content: { [type: string]: { readonly schema: AnySchema } } };
      };
    };
  };
  readonly components: { readonly schemas: { readonly [title: string]: unknown } };
}

/** Moves each schema with a title into a component of that name and leaves a reference in its place. */
function withReferences(schema: unknown, components: { [title: string]: unknown }): unknown {
  if (Array.isArray(schema)) return schema.map((one) => withReferences(one, components));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { title, ...rest } = schema as AnySchema;
  const isComponent = typeof title === 'string';
  const inner = Object.fromEntries(
    Object.entries(isComponent ? rest : schema).map(([name, value]) => [
      name,
      name === 'examples' ? JSON.parse(toJson(value)) : withReferences(value, components),
    ]),
  );
  if (!isComponent) return inner;
  if (title in components && !isDeepStrictEqual(components[title], inner))
    throw new Error(`Expected one schema with the title ${title}; found two.`);
  components[title] = inner;
  return { $ref: `#/components/schemas/${title}` };
}
