// The regular operations of the simulated agencies: their effects on the population, and their answers.
import type { Deposit, Population, RegisteredAsset } from './population.ts';

/** A request as the court sends it. */
export interface Order {
  readonly id: string;
  readonly agency: string;
  readonly provider: string;
  readonly operation: string;
  readonly caseNumber: string;
  /** Legal date on which the act is carried out: that of the request or a later one. */
  readonly actDate: string;
  /** All fields of the request. */
  readonly body: { readonly [name: string]: unknown };
}

type Answer = { readonly [name: string]: unknown };
/** @throws Rejection when the agency must refuse */
type Operation = (order: Order, world: Population) => Answer;

export class Rejection extends Error {}

export const operations: { readonly [agencyAndOperation: string]: Operation } = {
  'bank:query': (order, world) => ({
    assets: world.deposits
      .filter((deposit) => deposit.provider === order.provider && isOwn(deposit, order))
      .map(describeDeposit),
  }),
  'bank:freeze': (order, world) => {
    const deposit = depositOf(order, world);
    const own = deposit.frozen.find(({ caseNumber }) => caseNumber === order.caseNumber);
    // A renewal keeps its place in the queue.
    if (own) own.amountFen = Math.max(own.amountFen, amountOf(order));
    else deposit.frozen.push({ caseNumber: order.caseNumber, amountFen: amountOf(order) });
    const position = deposit.frozen.findIndex(({ caseNumber }) => caseNumber === order.caseNumber) + 1;
    return { frozenFen: frozenFor(deposit, order.caseNumber), position, frozenOn: order.actDate };
  },
  'bank:transfer': (order, world) => {
    const deposit = depositOf(order, world);
    const frozenFen = frozenFor(deposit, order.caseNumber);
    if (amountOf(order) > frozenFen)
      throw new Rejection(`划拨金额超过本案冻结金额 / more than the ${frozenFen} fen that this case has frozen`);
    deposit.balanceFen -= amountOf(order);
    for (const freeze of deposit.frozen)
      if (freeze.caseNumber === order.caseNumber) freeze.amountFen -= amountOf(order);
    deposit.frozen = deposit.frozen.filter(({ amountFen }) => amountFen > 0);
    return { transferredFen: amountOf(order), transferredOn: order.actDate };
  },
  'bank:release': (order, world) => {
    const deposit = depositOf(order, world);
    deposit.frozen = deposit.frozen.filter(({ caseNumber }) => caseNumber !== order.caseNumber);
    return { releasedOn: order.actDate };
  },
  'realEstate:query': (order, world) => ({ assets: assetsOf(order, world) }),
  'realEstate:seal': seal,
  'realEstate:release': unseal,
  'realEstate:transferTitle': (order, world) => {
    const asset = assetOf(order, world);
    asset.sealedBy = [];
    asset.owner = String((order.body['buyer'] as { name?: string } | undefined)?.name ?? '');
    return { transferredOn: order.actDate, certificate: `${asset.externalRef}（新）` };
  },
  'vehicle:query': (order, world) => ({ assets: assetsOf(order, world) }),
  'vehicle:seize': seal,
  'vehicle:release': unseal,
  'auction:inquire': ({ body }, world) => {
    const value =
      world.registered.find(({ externalRef }) => externalRef === body['externalRef'])?.valueFen ?? 100_000_00;
    const shares = [97, 100, 103];
    return {
      reports: shares.map((share, index) => ({
        platform: `询价平台${index + 1}`,
        priceFen: Math.round((value * share) / 100),
      })),
    };
  },
  'auction:publish': ({ id, body }, world) =>
    world.withdrawn.has(id)
      ? { sold: false, priceFen: null, buyer: null, bids: 0, withdrawn: true }
      : {
          sold: true,
          priceFen: Number(body['startingPriceFen']),
          buyer: { name: '竞买人甲', kind: 'person', idNumber: '999999198001010000' },
          bids: 1,
        },
  'auction:settle': ({ body, actDate }) => ({ paid: true, paidFen: Number(body['priceFen']), paidOn: actDate }),
  'auction:withdraw': ({ body, actDate }, world) => {
    world.withdrawn.add(String(body['publicationId']));
    return { withdrawnOn: actDate };
  },
  'police:locate': () => ({ found: true, place: '石家庄市模拟路1号' }),
  'police:detain': ({ actDate, body }) => ({ detainedOn: actDate, days: body['days'] ?? null }),
  'police:investigate': ({ actDate }) => ({ filed: true, filedOn: actDate }),
  'credit:restrict': published,
  'credit:lift': published,
  'credit:list': published,
  'credit:delist': published,
  'credit:notify': ({ actDate }) => ({ receivedOn: actDate }),
  'procuratorate:notify': ({ actDate }) => ({ receivedOn: actDate }),
  'procuratorate:prosecute': ({ actDate }) => ({ accepted: true, acceptedOn: actDate }),
};

function published({ actDate, caseNumber }: Order): Answer {
  return { publishedOn: actDate, reference: `XY-${caseNumber}` };
}

function seal(order: Order, world: Population): Answer {
  const asset = assetOf(order, world);
  if (!asset.sealedBy.includes(order.caseNumber)) asset.sealedBy.push(order.caseNumber);
  return { position: asset.sealedBy.indexOf(order.caseNumber) + 1, sealedOn: order.actDate };
}

function unseal(order: Order, world: Population): Answer {
  const asset = assetOf(order, world);
  asset.sealedBy = asset.sealedBy.filter((caseNumber) => caseNumber !== order.caseNumber);
  return { releasedOn: order.actDate };
}

function isOwn({ ownerIdNumber, availableFrom }: Deposit | RegisteredAsset, { body, actDate }: Order): boolean {
  const person = body['person'] as { idNumber?: string } | undefined;
  return ownerIdNumber === person?.idNumber && (availableFrom === undefined || availableFrom <= actDate);
}

const describeDeposit = ({ provider, accountNumber, balanceFen }: Deposit) => ({
  kind: 'deposit',
  externalRef: accountNumber,
  description: `${bankTitles[provider] ?? provider}尾号${accountNumber.slice(-4)}账户存款`,
  provider,
  providerName: bankTitles[provider] ?? provider,
  balanceFen,
  valueFen: balanceFen,
  details: {},
});

const bankTitles: { readonly [provider: string]: string } = {
  icbc: '中国工商银行',
  ccb: '中国建设银行',
  'hebei-bank': '河北银行',
};
const registryTitles = { realEstate: '不动产登记机构', vehicle: '机动车登记机构' };

function assetsOf(order: Order, world: Population): Answer[] {
  return world.registered
    .filter((asset) => asset.kind === order.agency && asset.owner === undefined && isOwn(asset, order))
    .map(({ kind, externalRef, description, provider, valueFen, details, sealedBy }) => ({
      kind,
      externalRef,
      description,
      provider,
      providerName: registryTitles[kind],
      valueFen,
      details: { ...details, sealedBy: sealedBy.length },
    }));
}

function depositOf({ body, provider }: Order, world: Population): Deposit {
  const deposit = world.deposits.find(({ accountNumber }) => accountNumber === body['externalRef']);
  if (!deposit || deposit.provider !== provider) throw new Rejection('无此账户 / no such account');
  return deposit;
}

function assetOf({ body }: Order, world: Population): RegisteredAsset {
  const asset = world.registered.find(({ externalRef }) => externalRef === body['externalRef']);
  if (!asset) throw new Rejection('无此登记 / no such entry');
  return asset;
}

/** The first freeze is served first; a later one gets the rest, and moves up when the first is released (SFR#26). */
function frozenFor({ balanceFen, frozen }: Deposit, caseNumber: string): number {
  let freeFen = balanceFen;
  for (const freeze of frozen) {
    const ownFen = Math.min(freeze.amountFen, freeFen);
    if (freeze.caseNumber === caseNumber) return ownFen;
    freeFen -= ownFen;
  }
  return 0;
}

function amountOf({ body }: Order): number {
  const amountFen = body['amountFen'];
  if (typeof amountFen !== 'number' || !Number.isSafeInteger(amountFen) || amountFen < 0)
    throw new Rejection('金额须为非负整数（分） / the amount must be a whole number of fen');
  return amountFen;
}
