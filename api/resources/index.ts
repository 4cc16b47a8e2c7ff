// The API's resources, one file each.
import type { FastifyInstance } from 'fastify';
import type { Services } from '../services.ts';
import { agencyCallbackRoutes } from './agency-callbacks/routes.ts';
import { casePartRoutes } from './archive/routes.ts';
import { caseRoutes } from './cases/routes.ts';
import { codecRoutes } from './codec/routes.ts';
import { courtRoutes } from './courts/routes.ts';
import { healthRoutes } from './health/routes.ts';
import { incidentRoutes } from './incidents/routes.ts';
import { lawRoutes } from './law/routes.ts';
import { messageRoutes } from './messages/routes.ts';
import { modelRoutes } from './models/routes.ts';
import { operationRoutes } from './operations/routes.ts';
import { authRoutes } from './tokens/routes.ts';
import { trainingClockRoutes } from './training-clock/routes.ts';
import { userTaskRoutes } from './user-tasks/routes.ts';

export const resources: readonly ((app: FastifyInstance, services: Services) => void)[] = [
  authRoutes,
  caseRoutes,
  casePartRoutes,
  operationRoutes,
  trainingClockRoutes,
  messageRoutes,
  userTaskRoutes,
  incidentRoutes,
  agencyCallbackRoutes,
  modelRoutes,
  lawRoutes,
  courtRoutes,
  codecRoutes,
  healthRoutes,
];
