// 法律文书: the documents of a case, and one of them with its text.
import type { FastifyInstance } from 'fastify';
import { caseDocuments, readDocument } from '../../../db/documents.ts';
import { caseParams } from '../../http/input.ts';
import { caseOf, type OfCase } from '../../http/request.ts';
import { route } from '../../http/route.ts';
import { items } from '../../http/schema.ts';
import { notFound } from '../../problems/problem.ts';
import { documentExample } from './examples.ts';
import { document, documentWithText } from './schemas.ts';

const tag = 'contents';

const documentParams = {
  type: 'object',
  required: ['id', 'documentId'],
  properties: {
    ...caseParams.properties,
    documentId: { type: 'string', format: 'uuid', description: '文书 id / document', examples: [documentExample.id] },
  },
} as const;

export function documentRoutes(app: FastifyInstance): void {
  app.get<OfCase>(
    '/cases/:id/documents',
    route('case.read', {
      operationId: 'listDocuments',
      tag,
      summary: '法律文书及送达 / documents and their service',
      answers: { 200: items(document) },
      params: caseParams,
    }),
    async (request, reply) => {
      const { id } = await caseOf(request, reply);
      return { items: await caseDocuments(request.db, id) };
    },
  );

  app.get<{ Params: { id: string; documentId: string } }>(
    '/cases/:id/documents/:documentId',
    route('case.read', {
      operationId: 'getDocument',
      tag,
      summary: '法律文书全文 / one document with its text',
      answers: { 200: documentWithText },
      params: documentParams,
    }),
    async (request, reply) => {
      const { id } = await caseOf(request, reply);
      const found = await readDocument(request.db, request.params.documentId);
      if (found?.caseId !== id) throw notFound('document', request.params.documentId);
      return found;
    },
  );
}
