// What the simulated agencies do when they do their duty: the effect on the world, and the answer.
import type { Deposit, Population, Thing } from './population.ts';

export interface Asked {
  readonly id: string;
  readonly agency: string;
  readonly provider: string;
  readonly operation: string;
  readonly caseNumber: string;
  /** Legal date of the act: of the request, and when it is done later, of that day. */
  readonly actDate: string;
  /** Everything that the request says. */
  readonly body: { readonly [name: string]: unknown };
}

type Answer = { readonly [name: string]: unknown };
/** Throws a Rejection where the body must say no. */
type Operation = (asked: Asked, world: Population) => Answer;

export class Rejection extends Error {}

export const operations: { readonly [agencyAndOperation: string]: Operation } = {
  'bank:query': (asked, world) => ({
    assets: world.deposits
      .filter((deposit) => deposit.provider === asked.provider && isOwn(deposit, asked))
      .map(describeDeposit),
  }),
  'bank:freeze': (asked, world) => {
    const deposit = depositOf(asked, world);
    const own = deposit.frozen.find(({ caseNumber }) => caseNumber === asked.caseNumber);
    // A renewal keeps its place in the queue.
    if (own) own.amountFen = Math.max(own.amountFen, amountOf(asked));
    else deposit.frozen.push({ caseNumber: asked.caseNumber, amountFen: amountOf(asked) });
    const position = deposit.frozen.findIndex(({ caseNumber }) => caseNumber === asked.caseNumber) + 1;
    return { frozenFen: frozenFor(deposit, asked.caseNumber), position, frozenOn: asked.actDate };
  },
  'bank:transfer': (asked, world) => {
    const deposit = depositOf(asked, world);
    const frozenFen = frozenFor(deposit, asked.caseNumber);
    if (amountOf(asked) > frozenFen)
      throw new Rejection(`划拨金额超过本案冻结金额 / more than the ${frozenFen} fen that this case has frozen`);
    deposit.balanceFen -= amountOf(asked);
    for (const freeze of deposit.frozen)
      if (freeze.caseNumber === asked.caseNumber) freeze.amountFen -= amountOf(asked);
    deposit.frozen = deposit.frozen.filter(({ amountFen }) => amountFen > 0);
    return { transferredFen: amountOf(asked), transferredOn: asked.actDate };
  },
  'bank:release': (asked, world) => {
    const deposit = depositOf(asked, world);
    deposit.frozen = deposit.frozen.filter(({ caseNumber }) => caseNumber !== asked.caseNumber);
    return { releasedOn: asked.actDate };
  },
  'realEstate:query': (asked, world) => ({ assets: thingsOf(asked, world) }),
  'realEstate:seal': seal,
  'realEstate:release': unseal,
  'realEstate:transferTitle': (asked, world) => {
    const thing = thingOf(asked, world);
    thing.sealedBy = [];
    thing.owner = String((asked.body['buyer'] as { name?: string } | undefined)?.name ?? '');
    return { transferredOn: asked.actDate, certificate: `${thing.externalRef}（新）` };
  },
  'vehicle:query': (asked, world) => ({ assets: thingsOf(asked, world) }),
  'vehicle:seize': seal,
  'vehicle:release': unseal,
  'auction:inquire': ({ body }, world) => {
    const value = world.things.find(({ externalRef }) => externalRef === body['externalRef'])?.valueFen ?? 100_000_00;
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

function published({ actDate, caseNumber }: Asked): Answer {
  return { publishedOn: actDate, reference: `XY-${caseNumber}` };
}

function seal(asked: Asked, world: Population): Answer {
  const thing = thingOf(asked, world);
  if (!thing.sealedBy.includes(asked.caseNumber)) thing.sealedBy.push(asked.caseNumber);
  return { position: thing.sealedBy.indexOf(asked.caseNumber) + 1, sealedOn: asked.actDate };
}

function unseal(asked: Asked, world: Population): Answer {
  const thing = thingOf(asked, world);
  thing.sealedBy = thing.sealedBy.filter((caseNumber) => caseNumber !== asked.caseNumber);
  return { releasedOn: asked.actDate };
}

function isOwn({ ownerIdNumber, availableFrom }: Deposit | Thing, { body, actDate }: Asked): boolean {
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

function thingsOf(asked: Asked, world: Population): Answer[] {
  return world.things
    .filter((thing) => thing.kind === asked.agency && thing.owner === undefined && isOwn(thing, asked))
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

function depositOf({ body, provider }: Asked, world: Population): Deposit {
  const deposit = world.deposits.find(({ accountNumber }) => accountNumber === body['externalRef']);
  if (!deposit || deposit.provider !== provider) throw new Rejection('无此账户 / no such account');
  return deposit;
}

function thingOf({ body }: Asked, world: Population): Thing {
  const thing = world.things.find(({ externalRef }) => externalRef === body['externalRef']);
  if (!thing) throw new Rejection('无此登记 / no such entry');
  return thing;
}

/** Who froze first is satisfied first; who comes later has what is left, and moves up as it is set free (SFR#26). */
function frozenFor({ balanceFen, frozen }: Deposit, caseNumber: string): number {
  let freeFen = balanceFen;
  for (const freeze of frozen) {
    const takenFen = Math.min(freeze.amountFen, freeFen);
    if (freeze.caseNumber === caseNumber) return takenFen;
    freeFen -= takenFen;
  }
  return 0;
}

function amountOf({ body }: Asked): number {
  const amountFen = body['amountFen'];
  if (typeof amountFen !== 'number' || !Number.isSafeInteger(amountFen) || amountFen < 0)
    throw new Rejection('金额须为非负整数（分） / the amount must be a whole number of fen');
  return amountFen;
}
