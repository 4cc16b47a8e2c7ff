// The API's resources, each in a folder of its name. How to add one: docs/add-resource.md.
import type { FastifyInstance } from 'fastify';
import type { Services } from '../services.ts';
import { agencyCallbackRoutes } from './agency-callbacks/routes.ts';
import { archiveRoutes } from './archive/routes.ts';
import { caseRoutes } from './cases/routes.ts';
import { codecRoutes } from './codec/routes.ts';
import { courtRoutes } from './courts/routes.ts';
import { deadlineRoutes } from './deadlines/routes.ts';
import { documentRoutes } from './documents/routes.ts';
import { healthRoutes } from './health/routes.ts';
import { incidentRoutes } from './incidents/routes.ts';
import { lawRoutes } from './law/routes.ts';
import { ledgerRoutes } from './ledger/routes.ts';
import { messageRoutes } from './messages/routes.ts';
import { modelRoutes } from './models/routes.ts';
import { operationRoutes } from './operations/routes.ts';
import { problemRoutes } from './problems/routes.ts';
import { propertyRoutes } from './property/routes.ts';
import { tokenRoutes } from './tokens/routes.ts';
import { trainingClockRoutes } from './training-clock/routes.ts';
import { userTaskRoutes } from './user-tasks/routes.ts';

export const resources: {
  readonly [folder: string]: (app: FastifyInstance, services: Services) => void | Promise<void>;
} = {
  cases: caseRoutes,
  property: propertyRoutes,
  ledger: ledgerRoutes,
  documents: documentRoutes,
  deadlines: deadlineRoutes,
  archive: archiveRoutes,
  operations: operationRoutes,
  'training-clock': trainingClockRoutes,
  messages: messageRoutes,
  'user-tasks': userTaskRoutes,
  incidents: incidentRoutes,
  'agency-callbacks': agencyCallbackRoutes,
  models: modelRoutes,
  law: lawRoutes,
  courts: courtRoutes,
  tokens: tokenRoutes,
  codec: codecRoutes,
  health: healthRoutes,
  problems: problemRoutes,
};
