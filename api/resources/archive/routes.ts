// 档案: the records of a case, as a timeline or with hashes, and the verification of their chain.
import type { FastifyInstance } from 'fastify';
import { verifyChain } from '../../../archive/verify.ts';
import { readHead, timelinePage } from '../../../db/archive.ts';
import { paging, caseParams as params, query } from '../../http/input.ts';
import { caseOf, type OfCase } from '../../http/request.ts';
import { route } from '../../http/route.ts';
import { page } from '../../http/schema.ts';
import { archivePage, timelineLine, verification } from './schemas.ts';

const tag = 'contents';

interface Records extends OfCase {
  readonly Querystring: { from?: number; after?: string; pageSize: number };
}

const records = query({
  from: {
    type: 'integer',
    minimum: 1,
    maximum: 2_147_483_647,
    description: '自该序号起 / from this number on',
    examples: [1],
  },
  ...paging(1, [50]),
});

export function archiveRoutes(app: FastifyInstance): void {
  app.get<Records>(
    '/cases/:id/timeline',
    route('case.read', {
      operationId: 'listTimeline',
      tag,
      summary: '办案时间线 / timeline',
      answers: { 200: page(timelineLine) },
      params,
      querystring: records,
    }),
    async (request, reply) => {
      const { id } = await caseOf(request, reply);
      const { items, next } = await timelinePage(request.db, id, request.query);
      const lines = items.map(({ inputDigest: _digest, prevHash: _prev, hash: _hash, ...line }) => line);
      return { items: lines, ...(next && { next }) };
    },
  );

  app.get<Records>(
    '/cases/:id/archive',
    route('archive.read', {
      operationId: 'listArchiveRecords',
      tag,
      summary: '档案记录（含哈希链）/ archive records with their hashes',
      answers: { 200: archivePage },
      params,
      querystring: records,
    }),
    async (request, reply) => {
      const { id } = await caseOf(request, reply);
      const [records, head] = await Promise.all([
        timelinePage(request.db, id, request.query),
        readHead(request.db, id),
      ]);
      return { ...records, head };
    },
  );

  app.get<OfCase>(
    '/cases/:id/archive/verification',
    route('archive.read', {
      operationId: 'verifyArchive',
      tag,
      summary: '校验档案是否完整、未被改动 / verify that the archive is complete and unchanged',
      answers: { 200: verification },
      params,
    }),
    async (request, reply) => {
      const { id } = await caseOf(request, reply);
      return verifyChain(request.db, id);
    },
  );
}
