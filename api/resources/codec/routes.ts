// Temporal's remote codec: decrypts payloads for Temporal's UI and CLI. In a demonstration the route is public.
// Elsewhere the UI sends its user's token, and only users who may read the archive get an answer.

import cors from '@fastify/cors';
import type { Payload } from '@temporalio/common';
import type { FastifyInstance } from 'fastify';
import { payloadCodec } from '../../../protocol/payload-codec.ts';
import { publicRoute, route } from '../../http/route.ts';
import { say } from '../../problems/messages.ts';
import { invalid } from '../../problems/problem.ts';
import type { Services } from '../../services.ts';
import { decoded, payloadsBody, type WirePayload } from './schemas.ts';

const about = {
  operationId: 'decodePayloads',
  tag: 'codec',
  summary: '解密历史中的载荷 / decrypt payloads of a history',
  answers: { 200: decoded },
  body: payloadsBody,
} as const;
const largestBody = 16 * 1024 * 1024;

export async function codecRoutes(app: FastifyInstance, { config }: Services): Promise<void> {
  const { payloadKey, temporalUiUrl } = config;
  if (!payloadKey) return;
  const codec = payloadCodec(payloadKey);
  const isOpen = config.demoUsers && !config.production;

  await app.register(async (scope) => {
    await scope.register(cors, {
      origin: temporalUiUrl ?? false,
      methods: ['POST'],
      allowedHeaders: ['content-type', 'authorization', 'x-namespace'],
    });
    scope.post<{ Body: { payloads: readonly WirePayload[] } }>(
      '/codec/decode',
      {
        bodyLimit: largestBody,
        ...(isOpen ? publicRoute(about) : route('archive.read', about)),
      },
      async ({ body }) => {
        try {
          return { payloads: (await codec.decode(body.payloads.map(fromWire))).map(toWire) };
        } catch {
          throw invalid([
            {
              field: '/payloads',
              rule: 'payloadKey',
              message: say('codec.otherKey'),
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
