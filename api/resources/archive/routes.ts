// 档案: the records of a case, as a timeline or with hashes, and the verification of their chain.
import type { FastifyInstance } from 'fastify';
import { verifyChain } from '../../../archive/verify.ts';
import { readHead, readTimeline } from '../../../db/archive.ts';
import { caseOf, type OfCase } from '../../http/request.ts';
import { caseParams as params, query, route } from '../../http/route.ts';
import { items } from '../../http/schema.ts';
import { archivePage, timelineLine, verification } from './schemas.ts';

const tag = '案件内容 case contents';

interface Records extends OfCase {
  readonly Querystring: { after: number; limit: number };
}

const records = query({
  after: { type: 'integer', minimum: 0, default: 0, description: '该序号之后 / records after this number' },
  limit: {
    type: 'integer',
    minimum: 1,
    maximum: 1000,
    default: 500,
    description: '最多条数 / at most so many records',
  },
});

export function archiveRoutes(app: FastifyInstance): void {
  app.get<Records>(
    '/cases/:id/timeline',
    route('case.read', tag, '办案时间线 / timeline', { 200: items(timelineLine) }, { params, querystring: records }),
    async (request, reply) => {
      const { id } = await caseOf(request, reply);
      const lines = await readTimeline(request.db, id, request.query);
      return { items: lines.map(({ inputDigest: _digest, prevHash: _prev, hash: _hash, ...line }) => line) };
    },
  );

  app.get<Records>(
    '/cases/:id/archive',
    route(
      'archive.read',
      tag,
      '档案记录（含哈希链）/ archive records with their hashes',
      { 200: archivePage },
      { params, querystring: records },
    ),
    async (request, reply) => {
      const { id } = await caseOf(request, reply);
      const [items, head] = await Promise.all([readTimeline(request.db, id, request.query), readHead(request.db, id)]);
      return { items, head };
    },
  );

  app.get<OfCase>(
    '/cases/:id/archive/verification',
    route(
      'archive.read',
      tag,
      '校验档案是否完整、未被改动 / verify that the archive is complete and unchanged',
      { 200: verification },
      { params },
    ),
    async (request, reply) => {
      const { id } = await caseOf(request, reply);
      return verifyChain(request.db, id);
    },
  );
}
