// The registers of the court in memory: what the database keeps of a case, as the `db:` jobs change it.

import type { Json, Variables } from '../../engine/event.ts';
import { type Receipt, setOff, type Terms } from '../../law/set-off.ts';

export class Registers {
  readonly documents: { type: string; addressee: string; on: string; fields: Variables; served: readonly Json[] }[] =
    [];
  readonly services: { addressee: string; on: string }[] = [];
  readonly measures: { id: string; asset: Variables; kind: string; expiresOn: string; releasedOn?: string }[] = [];
  readonly receipts: (Receipt & { assetId?: string; receivedOn: string; settled: boolean })[] = [];
  readonly payouts: { payee: string; purpose: string; amountFen: number; paidOn: string }[] = [];
  readonly credit: { id: string; kind: string; partyName: string; on: string; liftedOn?: string }[] = [];
  readonly sanctions: { id: string; kind: string; subject: string; on: string; terms: Variables; state?: string }[] =
    [];
  readonly resumptions: { on: string; assets: Json; controls: Json }[] = [];
  readonly status: { way?: string; closedOn?: string; accepted?: boolean; handler?: string } = {};
  readonly #assets = new Map<string, Variables>();

  /** Adds an asset from an earlier round. */
  know(asset: Variables): void {
    this.#assets.set(String(asset['id']), asset);
  }

  /** @throws Error for a job type that no function carries out */
  protected runJob(type: string, variables: Variables, today: string, effectKey: string): Variables {
    const job = this.#jobs[type];
    if (!job) throw new Error(`No function carries out the job type '${type}'.`);
    return job(variables, today, effectKey);
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

  #set(changes: Registers['status']): Variables {
    Object.assign(this.status, changes);
    return {};
  }
}
