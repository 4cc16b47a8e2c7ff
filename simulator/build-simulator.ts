// The agencies' HTTP interface and the simulator's own controls.
import { setTimeout as sleep } from 'node:timers/promises';
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifySchemaValidationError,
} from 'fastify';
import { type Answer, type Outcome, type Request, SimulatedAgencies } from './agencies.ts';
import type { Rule } from './behavior.ts';
import * as controls from './controls.ts';
import { type Addition, addTo } from './population.ts';

export interface SimulatorOptions {
  readonly seed?: number;
  /** If true, requests without a training clock are answered on their day in real time. */
  readonly runsInRealTime?: boolean;
  /** The bearer token that the court must send; none is required when absent. */
  readonly token?: string;
  /** Delivers an answer to the court; called again while it throws. */
  readonly callback: (agency: string, answer: Answer & { readonly requestId: string }) => Promise<void>;
}

interface AgencyRequest {
  readonly Params: { readonly agency: string; readonly provider: string; readonly operation: string };
  readonly Body: { readonly [name: string]: unknown };
}

const callbackTries = 50;

export function buildSimulator({
  seed = 2018,
  runsInRealTime = false,
  token,
  callback,
}: SimulatorOptions): FastifyInstance {
  const app = Fastify({
    bodyLimit: 5_000_000,
    forceCloseConnections: true,
    ajv: { customOptions: { allErrors: true, coerceTypes: false, removeAdditional: false } },
    // All faults in one line, as the simulator's other refusals give their reason.
    schemaErrorFormatter: (faults) => new Error(faults.map(inWords).join('; ')),
  });
  app.setErrorHandler<FastifyError>(({ statusCode = 500, message }, _request, reply) =>
    reply.code(statusCode).send({ reason: message }),
  );
  const closed = new AbortController();
  const agencies = new SimulatedAgencies(
    seed,
    (request, answer) =>
      persist(() => callback(request.order.agency, { ...answer, requestId: request.id }), closed.signal),
    (failure) => {
      if (!closed.signal.aborted) console.error('An answer could not be delivered:', failure);
    },
  );
  const isReal = ({ secondsPerDay }: Request) => secondsPerDay === undefined;
  const clock = runsInRealTime
    ? setInterval(() => void agencies.advance(Date.now(), isReal).catch(() => {}), 1000)
    : undefined;
  app.addHook('onClose', async () => {
    clearInterval(clock);
    closed.abort();
    agencies.close();
  });

  app.addHook('onRequest', async ({ url, headers }, reply) => {
    if (token !== undefined && url.startsWith('/agencies/') && headers.authorization !== `Bearer ${token}`)
      return reply.code(401).send({ reason: 'Expected the court’s bearer token.' });
  });
  app.get('/healthz', async () => ({ status: 'ok' }));
  addRequests(app, agencies);
  addControls(app, agencies);
  return app;
}

/** The agencies' interface: sending a request, and fetching its answer. */
function addRequests(app: FastifyInstance, agencies: SimulatedAgencies): void {
  app.post<AgencyRequest>('/agencies/:agency/:provider/:operation', async (received, reply) => {
    const { headers, params, body } = received;
    const key = headers['idempotency-key'];
    if (typeof key !== 'string') return reply.code(400).send({ reason: 'Expected an Idempotency-Key header.' });
    if (typeof body?.['caseNumber'] !== 'string' || Number.isNaN(Date.parse(String(body['actDate']))))
      return reply.code(400).send({ reason: 'Expected caseNumber and actDate (YYYY-MM-DD).' });
    const id = decodeURIComponent(key);
    const speed = Number(headers['x-training-seconds-per-day']);
    const request: Request = {
      id,
      order: { ...params, id, caseNumber: body['caseNumber'], actDate: String(body['actDate']), body },
      at: Date.parse(String(body['at'] ?? body['actDate'])),
      answerBy: body['answerBy'] === 'polling' ? 'polling' : 'callback',
      ...(Number.isFinite(speed) ? { secondsPerDay: speed } : {}),
    };
    return send(reply, agencies.receive(request));
  });
  app.get<{ Params: { agency: string; provider: string; id: string } }>(
    '/agencies/:agency/:provider/requests/:id',
    async ({ params }, reply) => {
      const outcome = agencies.find(params.id);
      return outcome ? send(reply, outcome) : reply.code(404).send({ reason: 'No such request.' });
    },
  );
}

/** The simulator's own controls, for scripts and tests. */
function addControls(app: FastifyInstance, agencies: SimulatedAgencies): void {
  app.post<{ Body: Addition }>('/control/population', { schema: controls.population }, async ({ body }) => {
    addTo(agencies.population, body);
    return { added: true };
  });
  app.get('/control/population', async () => ({
    ...agencies.population,
    withdrawn: [...agencies.population.withdrawn],
  }));
  app.post<{ Body: { rules: Rule[] } }>('/control/behavior', { schema: controls.behavior }, async ({ body }) => {
    agencies.behavior.add(body.rules);
    return { rules: body.rules.length };
  });
  app.post<{ Body: { to: string; cases?: string[] } }>(
    '/control/advance',
    { schema: controls.advance },
    async ({ body }) => {
      const toFetch = await agencies.advance(Date.parse(body.to), ofCases(body.cases));
      return { toFetch, ...nextDue(agencies, body.cases) };
    },
  );
  app.post<{ Body: { cases?: string[] } }>('/control/due', { schema: controls.due }, async ({ body }) =>
    nextDue(agencies, body?.cases),
  );
  app.get('/control/effects', async () => ({ items: agencies.effects() }));
  app.post('/control/reset', async () => {
    agencies.reset();
    return { reset: true };
  });
}

/** `/rules/0/do must be equal to one of the allowed values: answer, delay …` */
function inWords({ instancePath, message = '', params }: FastifySchemaValidationError): string {
  const found = params['allowedValues'] ?? params['additionalProperty'];
  const detail = found === undefined ? '' : `: ${[found].flat().join(', ')}`;
  return `${instancePath || 'The body'} ${message}${detail}`;
}

const ofCases =
  (cases?: readonly string[]) =>
  ({ order }: Request) =>
    cases?.includes(order.caseNumber) ?? true;

function nextDue(agencies: SimulatedAgencies, cases?: readonly string[]): { next: string | null } {
  const next = agencies.nextDue(ofCases(cases));
  return { next: next === undefined ? null : new Date(next).toISOString() };
}

function send(reply: FastifyReply, outcome: Outcome) {
  switch (outcome.state) {
    case 'answered':
      return reply.code(200).send(outcome);
    case 'accepted':
      return reply.code(202).send({ state: 'accepted', reference: 'sim' });
    case 'rejected':
      return reply.code(422).send(outcome);
    case 'unavailable':
      return reply.code(503).send({ reason: 'unavailable' });
    case 'silent':
      // The connection hangs until the client gives up.
      return reply.hijack();
    default:
      return outcome satisfies never;
  }
}

async function persist(act: () => Promise<void>, closed: AbortSignal): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await act();
    } catch (error) {
      if (tries === callbackTries || closed.aborted) throw error;
      await sleep(Math.min(5000, 50 * 2 ** Math.min(tries, 7)), undefined, { signal: closed });
    }
  }
}
