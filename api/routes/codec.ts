// Temporal's remote codec: its UI and CLI ask here what the sealed payloads of a history say. In a demonstration anybody on this
// machine may ask; elsewhere the UI hands on its user's token, and only who may read an archive is answered.
import cors from '@fastify/cors';
import type { Payload } from '@temporalio/common';
import type { FastifyInstance } from 'fastify';
import { payloadCodec } from '../../protocol/payload-codec.ts';
import { decoded } from '../answers/operation.ts';
import { invalid } from '../problems/problem.ts';
import type { Services } from '../services.ts';
import { publicRoute, route } from './route.ts';

/** As protobuf's JSON has it: bytes in base64. */
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
const schema = { body: { type: 'object', required: ['payloads'], properties: { payloads } } } as const;
const about = ['Temporal 界面 Temporal UI', '解密历史中的载荷 / decrypt payloads of a history'] as const;
const answers = { 200: decoded };
const largestBody = 16 * 1024 * 1024;

export function codecRoutes(app: FastifyInstance, { config }: Services): void {
  const { payloadKey, temporalUiUrl } = config;
  if (!payloadKey) return;
  const codec = payloadCodec(payloadKey);
  const isOpen = config.demoUsers && !config.production;

  app.register(async (scope) => {
    await scope.register(cors, {
      origin: temporalUiUrl ?? false,
      methods: ['POST'],
      allowedHeaders: ['content-type', 'authorization', 'x-namespace'],
    });
    scope.post<{ Body: { payloads: readonly WirePayload[] } }>(
      '/codec/decode',
      {
        bodyLimit: largestBody,
        ...(isOpen ? publicRoute(...about, answers, schema) : route('archive.read', ...about, answers, schema)),
      },
      async ({ body }) => {
        try {
          return { payloads: (await codec.decode(body.payloads.map(fromWire))).map(toWire) };
        } catch {
          throw invalid([
            {
              field: '/payloads',
              rule: 'payloadKey',
              message: {
                zh: '不是用本系统的 PAYLOAD_KEY 加密的',
                en: 'was not encrypted with this system’s PAYLOAD_KEY',
              },
            },
          ]);
        }
      },
    );
  });
}

const fromWire = ({ metadata = {}, data = '' }: WirePayload): Payload => ({
  metadata: Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, Buffer.from(value, 'base64')])),
  data: Buffer.from(data, 'base64'),
});

const toWire = ({ metadata, data }: Payload): WirePayload => ({
  metadata: Object.fromEntries(
    Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')]),
  ),
  data: Buffer.from(data ?? []).toString('base64'),
});
