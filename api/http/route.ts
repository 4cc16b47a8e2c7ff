// Parts that the routes' schemas share.
import type { PlaceSize } from '../../db/page.ts';
import type { Permission } from '../auth/permissions.ts';
import type { AnySchema } from './schema.ts';

/** Schemas of a route's answers by status. Errors are not listed: on every route they are problems. */
export interface Answers {
  readonly [status: number]: AnySchema;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    answers?: Answers;
    /** Schema of the body for the description, if it is more detailed than the schema that validates it. */
    describedBody?: AnySchema;
  }
}

/**
 * Options of a route: permission, summary, answers and schema. The answers are not part of the schema, because Fastify
 * would then drop fields that they do not name.
 */
export function route<S extends object>(
  permission: Permission,
  tag: string,
  summary: string,
  answers: Answers,
  schema?: S,
) {
  return { config: { permission, answers }, schema: { tags: [tag], summary, security: [{ bearer: [] }], ...schema } };
}

/** Options of a route without a permission. */
export function publicRoute<S extends object>(tag: string, summary: string, answers: Answers, schema?: S) {
  return { config: { isPublic: true, answers }, schema: { tags: [tag], summary, ...schema } };
}

export const caseParams = {
  type: 'object',
  required: ['id'],
  properties: {
    id: {
      type: 'string',
      maxLength: 200,
      description: '案件 id 或案号（需 URL 编码）/ id or case number, URL-encoded',
    },
  },
} as const;

export const idParams = (description: string) =>
  ({ type: 'object', required: ['id'], properties: { id: { type: 'string', maxLength: 1000, description } } }) as const;

/** Headers of an act in a case, read by `actOf`. */
export const actHeaders = {
  type: 'object',
  properties: {
    'Idempotency-Key': {
      type: 'string',
      description:
        '发送方为本次操作所编的号：重复提交不重复生效 / the sender’s key for this act: a repetition has no effect',
    },
  },
} as const;

/** @param size the number of columns that the list is ordered by */
export const paging = (size: PlaceSize) =>
  ({
    pageSize: { type: 'integer', minimum: 1, maximum: 200, default: 50, description: '每页条数 / items on a page' },
    after: {
      type: 'string',
      format: `place-${size}`,
      maxLength: 2000,
      description: '上一页的 next / `next` of the page before',
    },
  }) as const;

export const query = <P extends object>(properties: P) =>
  ({ type: 'object', additionalProperties: false, properties }) as const;

/** Variables that a person or an agency gives to a process. */
export const variables = {
  type: 'object',
  maxProperties: 200,
  additionalProperties: true,
  description: '流程变量 / variables',
} as const;

export const variablesLimit = 128 * 1024;

export const text = (description: string, maxLength = 200) =>
  ({ type: 'string', minLength: 1, maxLength, pattern: '^[^\\u0000]*$', description }) as const;

/** Schema of an act on a case; every act needs a reason. */
export const actOnCase = <P extends object>(properties: P) =>
  ({
    params: caseParams,
    headers: actHeaders,
    body: {
      type: 'object',
      additionalProperties: false,
      required: ['reason'],
      properties: { ...properties, reason: text('理由 / reason', 2000) },
    },
  }) as const;
