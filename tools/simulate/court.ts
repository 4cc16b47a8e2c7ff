// A court in memory: runs the models of models/ with tools/bpmn/simulation.ts; the caller passes in the behavior of
// people and agencies. It keeps the data of the database: documents, assets, measures, money, the end of the case.
import { answerFault } from '../../activities/agencies/validate.ts';
import { dateOfInstant, startOf } from '../../engine/calendar.ts';
import type { Json, Variables } from '../../engine/event.ts';
import type { Model } from '../../engine/graph.ts';
import { calendar } from '../../law/calendar.ts';
import { type Receipt, setOff, type Terms } from '../../law/set-off.ts';
import { modelFiles } from '../../registry/folder.ts';
import { readModels } from '../../registry/read.ts';
import { Simulation } from '../bpmn/simulation.ts';
import type { Instance, Outcome } from '../bpmn/simulation-types.ts';
import { faultsOfResults } from './forms.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export async function loadModels(): Promise<Map<string, Model>> {
  const { processes, decisions } = await readModels(modelFiles());
  const byId = Object.fromEntries(
    decisions.flatMap((file) => file.decisions.map((decision) => [decision.id, decision])),
  );
  return new Map(processes.map(({ graph }) => [graph.processId, { graph, decisions: byId, calendar }]));
}

/** @throws Error for an answer that the agency's schema refuses, as the API does */
function requireFitting(name: string, answer: Variables): void {
  const [agency = '', operation = ''] = name.split(':');
  const fault = answerFault({ agency, operation }, { state: 'answered', answer });
  if (fault) throw new Error(fault.en);
}

/**
 * The answers of people by element: the variables, and the number of days until then. A list answers one task after the
 * other.
 */
export type People = { readonly [elementId: string]: TaskAnswer | readonly TaskAnswer[] };
interface TaskAnswer {
  readonly after?: number;
  readonly complete?: Variables;
}

/**
 * An agency's answer to `<agency>:<operation>`. undefined: it never answers; 'rejected': it sends the request back. An
 * answer with `on` comes at that instant as a message.
 */
export type Agencies = (
  operation: string,
  request: Variables,
  provider: string,
  at: string,
) => Variables | { readonly answer: Variables; readonly on: string } | 'rejected' | undefined;

export class Court {
  readonly simulation: Simulation;
  readonly documents: { type: string; addressee: string; on: string; fields: Variables; served: readonly Json[] }[] =
    [];
  readonly services: { addressee: string; on: string }[] = [];
  readonly tasks: { elementId: string; groups: readonly string[]; opened: string; due?: string }[] = [];
  readonly measures: { id: string; asset: Variables; kind: string; expiresOn: string; releasedOn?: string }[] = [];
  readonly receipts: (Receipt & { assetId?: string; receivedOn: string; settled: boolean })[] = [];
  readonly payouts: { payee: string; purpose: string; amountFen: number; paidOn: string }[] = [];
  readonly credit: { id: string; kind: string; partyName: string; on: string; liftedOn?: string }[] = [];
  readonly sanctions: { id: string; kind: string; subject: string; on: string; terms: Variables; state?: string }[] =
    [];
  readonly resumptions: { on: string; assets: Json; controls: Json }[] = [];
  readonly status: { way?: string; closedOn?: string; accepted?: boolean; handler?: string } = {};
  readonly #assets = new Map<string, Variables>();
  readonly #people: People;
  readonly #agencies: Agencies;
  readonly #done = new Map<string, number>();
  #incidentsSeen = 0;
  #answers: { on: number; id: string; answer: Variables }[] = [];

  constructor(models: ReadonlyMap<string, Model>, at: string, people: People, agencies: Agencies) {
    this.#people = people;
    this.#agencies = agencies;
    this.simulation = new Simulation(
      models,
      {
        job: (job, now, instance) =>
          this.#job(job.jobType, job.variables, dateOfInstant(Date.parse(now)), now, `${instance.id}/${job.key}`),
        task: (task, now) => {
          const due = task.dueDate;
          this.tasks.push({
            elementId: task.elementId,
            groups: task.candidateGroups,
            opened: dateOfInstant(Date.parse(now)),
            ...(due === undefined ? {} : { due: dateOfInstant(Date.parse(due) - 1) }),
          });
          const taskAnswer = this.#answerTask(task.elementId, Date.parse(now));
          const faults = taskAnswer ? faultsOfResults(task.formId!, taskAnswer.variables ?? {}, task.variables) : [];
          if (faults.length > 0) throw new Error(`${task.elementId}: ${faults.join(', ')}`);
          return taskAnswer;
        },
      },
      at,
    );
  }

  /** The completed elements of one process, in order; the instances of a multi-instance activity count once. */
  completed(processId: string): string[] {
    return this.simulation.trace
      .filter(
        (line) => line.processId === processId && line.intent === 'completed' && line.elementType !== 'sequenceFlow',
      )
      .map((line) => line.elementId)
      .filter((id, index, ids) => id !== ids[index - 1]);
  }

  instance(processId: string): Instance {
    const found = this.simulation.instances.find((instance) => instance.processId === processId);
    if (!found) throw new Error(`Expected an instance of ${processId}.`);
    return found;
  }

  /** Adds an asset from an earlier round. */
  know(asset: Variables): void {
    this.#assets.set(String(asset['id']), asset);
  }

  /**
   * Processes all events and the agencies' later answers until the given instant (default: until the case has ended or
   * two years have passed).
   * @param incidents the elements at which an incident is expected, in order
   * @throws Error when other incidents have been raised since the last run
   */
  run(until = Date.parse(this.simulation.now) + 2 * 366 * dayMs, incidents: readonly string[] = []): void {
    this.#advance(until);
    const found = this.simulation.incidents.slice(this.#incidentsSeen);
    this.#incidentsSeen = this.simulation.incidents.length;
    if (found.map(({ elementId }) => elementId).join() === incidents.join()) return;
    const described = found.map(({ elementId, message }) => `${elementId}: ${message}`);
    throw new Error(
      `Expected ${incidents.length > 0 ? `incidents at ${incidents.join(', ')}` : 'no incident'}; found ${described.join('; ') || 'none'}`,
    );
  }

  #advance(until: number): void {
    for (let now = Date.parse(this.simulation.now); now <= until; now = Date.parse(this.simulation.now) + hourMs) {
      this.simulation.run(Math.min(now, until));
      for (const next of this.#answers.filter(({ on }) => on <= now)) {
        const request = { id: next.id, state: 'answered' };
        this.simulation.publish('agency-answer', next.id, { request, answer: next.answer });
      }
      this.#answers = this.#answers.filter(({ on }) => on > now);
      if (this.simulation.instances[0]?.result) return;
    }
  }

  #answerTask(elementId: string, now: number): Outcome | undefined {
    const given = this.#people[elementId];
    if (given === undefined) return undefined;
    const list = Array.isArray(given) ? (given as readonly TaskAnswer[]) : [given as TaskAnswer];
    if (list.length === 0) return undefined;
    const times = this.#done.get(elementId) ?? 0;
    this.#done.set(elementId, times + 1);
    const taskAnswer = list[Math.min(times, list.length - 1)] as TaskAnswer;
    return { variables: taskAnswer.complete ?? {}, afterDays: daysUntilOffice(now, taskAnswer.after ?? 0) };
  }

  #job(type: string, variables: Variables, today: string, at: string, effectKey: string): Outcome | undefined {
    if (type.startsWith('agency:')) return this.#agency(type.slice('agency:'.length), variables, effectKey, at);
    const job = this.#jobs[type];
    if (!job) throw new Error(`No function carries out the job type '${type}'.`);
    return { variables: job(variables, today, effectKey) };
  }

  #agency(operation: string, variables: Variables, effectKey: string, at: string): Outcome | undefined {
    const provider = String(variables['provider'] ?? '');
    const answer = this.#agencies(operation, (variables['request'] ?? {}) as Variables, provider, at);
    if (answer === undefined) return undefined;
    if (answer === 'rejected') return { variables: { request: { id: effectKey, state: 'rejected' } } };
    if (typeof answer['on'] === 'string') {
      const later = answer['answer'] as Variables;
      requireFitting(operation, later);
      this.#answers.push({ on: Date.parse(answer['on']), id: effectKey, answer: later });
      return { variables: { request: { id: effectKey, state: 'accepted' } } };
    }
    requireFitting(operation, answer as Variables);
    return { variables: { request: { id: effectKey, state: 'answered' }, answer } };
  }

  readonly #jobs: { readonly [type: string]: (variables: Variables, today: string, effectKey: string) => Variables } = {
    'db:case.accept': () => this.#set({ accepted: true }),
    'db:case.reject': () => this.#set({ accepted: false }),
    'db:case.assign': ({ handler }) => this.#set({ handler: String(handler) }),
    'db:case.close': ({ way }, today) => this.#set({ way: String(way), closedOn: today }),
    'db:document.issue': (variables, today) => {
      const order = variables['document'] as { type: string; addressee: string; fields: Variables };
      this.documents.push({ ...order, on: today, served: (variables['serve'] ?? []) as readonly Json[] });
      return { document: { id: `document-${this.documents.length}`, type: order.type, issuedOn: today } };
    },
    'db:document.serve': ({ addressee, method, servedOn }, today) => {
      const on = String(servedOn ?? today);
      this.services.push({ addressee: String(addressee), on });
      return { service: { servedOn: on, method: method ?? 'electronic' } };
    },
    'db:asset.register': ({ found }) => {
      const assets = (found as unknown as { asset: Variables; ownerId: string; provider: string }[]).map((line) => {
        const id = `asset-${String(line.asset['externalRef'])}`;
        this.#assets.set(id, {
          id,
          balanceFen: null,
          valueFen: null,
          ...line.asset,
          ownerId: line.ownerId,
          ownerName: line.ownerId,
          provider: line.provider,
        });
        return this.#assets.get(id) as Json;
      });
      return { assets };
    },
    'db:asset.value': ({ priceFen, method, validUntil }, today) => ({
      price: { priceFen: priceFen as Json, method: method as Json, fixedOn: today, validUntil: validUntil as Json },
    }),
    'db:asset.sell': ({ assetId, measureId, soldOn }) => {
      for (const receipt of this.receipts)
        if (receipt.assetId === assetId && !receipt.settled) Object.assign(receipt, { on: soldOn, settled: true });
      return this.#release(String(measureId), String(soldOn));
    },
    'db:asset.listings': () => ({ listings: [] }),
    'db:measure.open': ({ assetId, kind, amountFen, expiresOn, position }, today, effectKey) => {
      const measure = {
        id: effectKey,
        assetId,
        kind,
        amountFen,
        beginsOn: today,
        expiresOn,
        position,
      } as unknown as Variables;
      const asset = this.#assets.get(String(assetId)) as Variables;
      this.measures.push({ id: effectKey, asset, kind: String(kind), expiresOn: String(expiresOn) });
      return { measure };
    },
    'db:measure.renew': ({ measureId, expiresOn }) => {
      for (const measure of this.measures) if (measure.id === measureId) measure.expiresOn = String(expiresOn);
      return {};
    },
    'db:measure.release': ({ measureId }, today) => this.#release(String(measureId), today),
    'db:measure.list': () => ({
      openMeasures: this.measures
        .filter((measure) => measure.releasedOn === undefined)
        .map(({ id, asset, kind }) => ({ measure: { id, kind, amountFen: null }, asset })) as unknown as Json,
    }),
    'db:credit.enter': ({ kind, partyId }, today, effectKey) => {
      this.credit.push({ id: effectKey, kind: String(kind), partyName: String(partyId), on: today });
      return { creditMeasureId: effectKey };
    },
    'db:credit.list': () => ({
      creditMeasures: this.credit.filter(({ liftedOn }) => liftedOn === undefined) as unknown as Json,
    }),
    'db:credit.lift': ({ measureId }, today) => {
      for (const measure of this.credit) if (measure.id === measureId) measure.liftedOn ??= today;
      return {};
    },
    'db:sanction.decide': ({ kind, subject, amountFen, days }, today, effectKey) => {
      const { name } = subject as { name: string };
      this.sanctions.push({
        id: effectKey,
        kind: String(kind),
        subject: name,
        on: today,
        terms: { amountFen: amountFen ?? null, days: days ?? null },
      });
      return { sanctionId: effectKey };
    },
    'db:sanction.move': ({ sanctionId, state }) => {
      for (const sanction of this.sanctions) if (sanction.id === sanctionId) sanction.state = String(state);
      return {};
    },
    'db:resumption.watch': () => ({}),
    'db:resumption.open': (variables, today) => {
      this.resumptions.push({ on: today, assets: variables['assets'] ?? [], controls: variables['controls'] ?? [] });
      return { resumed: { id: 'resumed', number: '(2026)冀0102执恢1号' } };
    },
    'db:funds.receive': ({ source, assetId, amountFen, receivedOn, interestUntil }) => {
      const receipt = {
        amountFen: amountFen as number,
        on: String(interestUntil ?? receivedOn),
        receivedOn: String(receivedOn),
        settled: interestUntil !== null && interestUntil !== undefined,
        ...(assetId === null || assetId === undefined ? {} : { assetId: String(assetId) }),
      };
      this.receipts.push(receipt);
      return { receipt: { source: source as Json, amountFen: receipt.amountFen, receivedOn: receipt.receivedOn } };
    },
    'db:funds.statement': (variables) => {
      const asOf = String(variables['asOf']);
      const receipts = this.receipts.map((receipt) => ({ ...receipt, on: receipt.settled ? receipt.on : asOf }));
      const executionCostsFen = variables['feeFen'] as number;
      const result = setOff({ ...(variables as unknown as Terms), executionCostsFen, receipts });
      const costs = result.balances.find((balance) => balance.item === 'executionCosts')?.paidFen ?? 0;
      const claimPaidFen = result.balances.reduce((sum, balance) => sum + balance.paidFen, 0) - costs;
      const lastReceivedOn =
        this.receipts
          .map((receipt) => receipt.receivedOn)
          .sort()
          .at(-1) ?? null;
      return { statement: { asOf, ...result, claimPaidFen, lastReceivedOn } as unknown as Json };
    },
    'db:funds.plan': (variables) => {
      const { statement, applicants, shares, debtors } = variables as unknown as {
        statement: { balances: { item: string; paidFen: number }[]; surplusFen: number };
        applicants: { name: string }[];
        shares: number[];
        debtors: { name: string }[];
      };
      const costs = statement.balances.find((balance) => balance.item === 'executionCosts')?.paidFen ?? 0;
      const lines = [
        { payee: '执行法院', purpose: 'executionCosts', amountFen: costs },
        ...applicants.map(({ name }, index) => ({ payee: name, purpose: 'claim', amountFen: shares[index] ?? 0 })),
        { payee: debtors[0]?.name ?? '', purpose: 'surplus', amountFen: statement.surplusFen },
      ].map((line) => ({ ...line, amountFen: line.amountFen - this.#paid(line.payee, line.purpose) }));
      return { payments: lines.filter((line) => line.amountFen > 0) };
    },
    'db:funds.disburse': ({ payments }, today) => {
      for (const payment of payments as unknown as { payee: string; purpose: string; amountFen: number }[])
        this.payouts.push({ ...payment, paidOn: today });
      return { disbursement: { paidOn: today } };
    },
  };

  #paid(payee: string, purpose: string): number {
    return this.payouts
      .filter((payout) => payout.payee === payee && payout.purpose === purpose)
      .reduce((sum, payout) => sum + payout.amountFen, 0);
  }

  #release(id: string, on: string): Variables {
    for (const measure of this.measures) if (measure.id === id && !measure.releasedOn) measure.releasedOn = on;
    return {};
  }

  #set(changes: Court['status']): Variables {
    Object.assign(this.status, changes);
    return {};
  }
}

/**
 * The days until nine o'clock in Asia/Shanghai, the given number of days later, when people come to their tasks; 0: at
 * once.
 */
function daysUntilOffice(now: number, days: number): number {
  if (days === 0) return 0;
  const midnight = Date.parse(startOf(dateOfInstant(now)));
  return (midnight + days * dayMs + 9 * hourMs - now) / dayMs;
}
