// The API's resources, one file each.
import type { FastifyInstance } from 'fastify';
import type { Services } from '../services.ts';
import { agencyCallbackRoutes } from './agency-callbacks.ts';
import { authRoutes } from './auth.ts';
import { casePartRoutes } from './case-parts.ts';
import { caseRoutes } from './cases.ts';
import { codecRoutes } from './codec.ts';
import { courtRoutes } from './courts.ts';
import { healthRoutes } from './health.ts';
import { incidentRoutes } from './incidents.ts';
import { lawRoutes } from './law.ts';
import { messageRoutes } from './messages.ts';
import { modelRoutes } from './models.ts';
import { operationRoutes } from './operations.ts';
import { trainingClockRoutes } from './training-clock.ts';
import { userTaskRoutes } from './user-tasks.ts';

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
