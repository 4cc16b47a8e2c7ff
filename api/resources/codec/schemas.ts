// Payloads in requests of Temporal's UI and command line, and in the answers to them.
import { list, object, optional, record, text, withExample } from '../../http/schema.ts';
import { decodedExample, encryptedExample } from './examples.ts';

/** A payload in protobuf's JSON form: bytes in base64. */
export interface WirePayload {
  readonly metadata?: { readonly [name: string]: string };
  readonly data?: string;
}

const payloads = {
  type: 'array',
  maxItems: 10_000,
  items: {
    type: 'object',
    properties: {
      metadata: { type: 'object', additionalProperties: { type: 'string' } },
      data: { type: 'string' },
    },
  },
} as const;
export const payloadsBody = withExample(
  { type: 'object', required: ['payloads'], properties: { payloads } },
  encryptedExample,
);

const payload = object<WirePayload>({
  metadata: optional(record('元数据（base64）/ metadata', text('base64'))),
  data: optional(text('内容（base64）/ data')),
});
export const decoded = withExample(
  object<{ readonly payloads: readonly WirePayload[] }>({ payloads: list(payload) }),
  decodedExample,
);
