// Options of a route: its permission, and its entry in the description of the API.
import type { Permission } from '../auth/permissions.ts';
import type { ProblemCode } from '../problems/codes.ts';
import { query } from './input.ts';
import type { AnySchema } from './schema.ts';
import { type Tag, tags } from './tags.ts';

/** Schemas of a route's answers by status. Errors are not listed: on every route they are problems. */
export interface Answers {
  readonly [status: number]: AnySchema;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    answers?: Answers;
    problems?: readonly ProblemCode[];
    /** Schema of the body for the description, if it is more detailed than the schema that validates it. */
    describedBody?: AnySchema;
  }
}

export interface Operation {
  /** Stable and unique; generated clients name their function after it. */
  readonly operationId: string;
  readonly tag: Tag;
  /** 中文 / English */
  readonly summary: string;
  readonly answers: Answers;
  /** Problems beyond those that its permission, address and body imply (`api/http/openapi.ts`). */
  readonly problems?: readonly ProblemCode[];
  readonly params?: AnySchema;
  readonly querystring?: AnySchema;
  readonly headers?: AnySchema;
  readonly body?: AnySchema;
  readonly describedBody?: AnySchema;
  readonly produces?: readonly string[];
}

/** Options of a route for users whose role has the permission. */
export function route(permission: Permission, operation: Operation) {
  const { config, schema } = optionsOf(operation);
  return { config: { ...config, permission }, schema: { ...schema, security: [{ bearer: [] }] } };
}

/** Options of a route without a permission. */
export function publicRoute(operation: Operation) {
  const { config, schema } = optionsOf(operation);
  return { config: { ...config, isPublic: true }, schema };
}

/**
 * The answers are not part of the schema, because Fastify would then drop fields that they do not name. Without a
 * `querystring` of its own a route refuses every query parameter, as the others refuse unknown ones.
 */
function optionsOf({ tag, answers, problems, describedBody, ...schema }: Operation) {
  return {
    config: { answers, ...(problems && { problems }), ...(describedBody && { describedBody }) },
    schema: { tags: [tags[tag].name], querystring: query({}), ...schema },
  };
}
