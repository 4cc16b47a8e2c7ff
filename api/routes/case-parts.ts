// What belongs to a case, part by part.
import type { FastifyInstance } from 'fastify';
import { verifyChain } from '../../archive/verify.ts';
import { readHead, readTimeline } from '../../db/archive.ts';
import { caseAssets } from '../../db/assets.ts';
import { caseDeadlines } from '../../db/deadlines.ts';
import { caseDocuments, readDocument } from '../../db/documents.ts';
import { archivePage, timelineLine, verification } from '../answers/archive.ts';
import { document, documentWithText } from '../answers/document.ts';
import { ledger } from '../answers/ledger.ts';
import { liveModel } from '../answers/model.ts';
import { deadline } from '../answers/procedure.ts';
import { asset } from '../answers/property.ts';
import { items } from '../answers/schema.ts';
import { legalDate, legalTime } from '../clock.ts';
import { notFound } from '../problems/problem.ts';
import { caseOf } from '../requests.ts';
import type { Services } from '../services.ts';
import { ledgerView } from '../views/case-view.ts';
import { modelView } from '../views/model-view.ts';
import { caseParams, query, route } from './route.ts';

const tag = '案件内容 case contents';

interface OfCase {
  readonly Params: { id: string };
}
interface Records extends OfCase {
  readonly Querystring: { after: number; limit: number };
}

const records = query({
  after: { type: 'integer', minimum: 0, default: 0, description: '该序号之后 / records after this number' },
  limit: { type: 'integer', minimum: 1, maximum: 1000, default: 500 },
});

export function casePartRoutes(app: FastifyInstance, services: Services): void {
  const { pool, now } = services;
  const params = caseParams;

  app.get<Records>(
    '/cases/:id/timeline',
    route('case.read', tag, '办案时间线 / timeline', { 200: items(timelineLine) }, { params, querystring: records }),
    async (request, reply) => {
      const { id } = await caseOf(services, request, reply);
      const lines = await readTimeline(pool, id, request.query);
      return { items: lines.map(({ inputDigest: _digest, prevHash: _prev, hash: _hash, ...line }) => line) };
    },
  );

  app.get<OfCase>(
    '/cases/:id/assets',
    route('case.read', tag, '财产及控制措施 / assets with control measures', { 200: items(asset) }, { params }),
    async (request, reply) => {
      const { id } = await caseOf(services, request, reply);
      return { items: await caseAssets(pool, id) };
    },
  );

  app.get<OfCase>(
    '/cases/:id/ledger',
    route('case.read', tag, '案款账 / ledger of the case funds', { 200: ledger }, { params }),
    async (request, reply) => {
      const { id } = await caseOf(services, request, reply);
      return ledgerView(pool, id);
    },
  );

  app.get<OfCase>(
    '/cases/:id/documents',
    route('case.read', tag, '法律文书及送达 / documents and their service', { 200: items(document) }, { params }),
    async (request, reply) => {
      const { id } = await caseOf(services, request, reply);
      return { items: await caseDocuments(pool, id) };
    },
  );

  app.get<{ Params: { id: string; documentId: string } }>(
    '/cases/:id/documents/:documentId',
    route(
      'case.read',
      tag,
      '法律文书全文 / one document with its text',
      { 200: documentWithText },
      {
        params: {
          type: 'object',
          required: ['id', 'documentId'],
          properties: { ...caseParams.properties, documentId: { type: 'string', format: 'uuid' } },
        },
      },
    ),
    async (request, reply) => {
      const { id } = await caseOf(services, request, reply);
      const document = await readDocument(pool, request.params.documentId);
      if (document?.caseId !== id) throw notFound({ zh: '法律文书', en: 'document' }, request.params.documentId);
      return document;
    },
  );

  app.get<OfCase>(
    '/cases/:id/deadlines',
    route('case.read', tag, '期限 / deadlines', { 200: items(deadline) }, { params }),
    async (request, reply) => {
      const { id, clock } = await caseOf(services, request, reply);
      return { items: await caseDeadlines(pool, id, legalTime(now(), clock)) };
    },
  );

  app.get<Records>(
    '/cases/:id/archive',
    route(
      'archive.read',
      tag,
      '档案记录（含哈希链）/ archive records with their hashes',
      { 200: archivePage },
      {
        params,
        querystring: records,
      },
    ),
    async (request, reply) => {
      const { id } = await caseOf(services, request, reply);
      const [items, head] = await Promise.all([readTimeline(pool, id, request.query), readHead(pool, id)]);
      return { items, head };
    },
  );

  app.get<OfCase>(
    '/cases/:id/archive/verification',
    route(
      'archive.read',
      tag,
      '校验档案是否完整、未被改动 / whether the archive is whole and unchanged',
      { 200: verification },
      { params },
    ),
    async (request, reply) => {
      const { id } = await caseOf(services, request, reply);
      return verifyChain(pool, id);
    },
  );

  app.get<OfCase & { Querystring: { instance?: string } }>(
    '/cases/:id/model',
    route(
      'case.read',
      tag,
      '流程模型与实时状态 / the model with its live state',
      { 200: liveModel },
      {
        params,
        querystring: query({
          instance: {
            type: 'string',
            maxLength: 1000,
            description: '流程实例（workflowId），缺省为主流程 / instance, the root when absent',
          },
        }),
      },
    ),
    async (request, reply) => {
      const found = await caseOf(services, request, reply);
      return modelView(pool, found, request.query.instance ?? found.workflowId, legalDate(now(), found.clock));
    },
  );
}
