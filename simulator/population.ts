// The synthetic population: people with obviously invented numbers, and what they own. The same seed gives the same world.
export interface Deposit {
  readonly provider: string;
  readonly accountNumber: string;
  readonly ownerIdNumber: string;
  balanceFen: number;
  /** Legal date from which the account exists; always when absent. */
  readonly availableFrom?: string;
  frozen: { caseNumber: string; amountFen: number }[];
}

export interface Thing {
  readonly kind: 'realEstate' | 'vehicle';
  readonly provider: string;
  /** Certificate number or plate. */
  readonly externalRef: string;
  readonly ownerIdNumber: string;
  readonly description: string;
  readonly valueFen: number;
  readonly availableFrom?: string;
  readonly details: { readonly [name: string]: unknown };
  owner?: string;
  /** Courts' measures in the order of their arrival (轮候). */
  sealedBy: string[];
}

export interface Population {
  readonly people: { readonly name: string; readonly idNumber: string }[];
  readonly deposits: Deposit[];
  readonly things: Thing[];
}

/** What a script may add: people, deposits, realEstate, vehicles. */
export interface Addition {
  readonly people?: readonly { readonly name: string; readonly idNumber: string }[];
  readonly deposits?: readonly Omit<Deposit, 'frozen'>[];
  readonly realEstate?: readonly Omit<Thing, 'kind' | 'sealedBy'>[];
  readonly vehicles?: readonly Omit<Thing, 'kind' | 'sealedBy'>[];
}

export function addTo(
  population: Population,
  { people = [], deposits = [], realEstate = [], vehicles = [] }: Addition,
): void {
  population.people.push(...people);
  for (const deposit of deposits) {
    removeWhere(population.deposits, (known) => known.accountNumber === deposit.accountNumber);
    population.deposits.push({ ...deposit, frozen: [] });
  }
  const add = (kind: Thing['kind'], things: readonly Omit<Thing, 'kind' | 'sealedBy'>[]) => {
    for (const thing of things) {
      removeWhere(population.things, (known) => known.externalRef === thing.externalRef);
      population.things.push({ ...thing, details: thing.details ?? {}, kind, sealedBy: [] });
    }
  };
  add('realEstate', realEstate);
  add('vehicle', vehicles);
}

const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨';
const givenNames = '文斌建国秀兰志强丽华海燕国庆春梅伟东晓明';
const banks = ['icbc', 'ccb', 'hebei-bank'];

export function makePopulation(seed: number, size = 50): Population {
  const random = generator(seed);
  const pick = (characters: string) => characters[Math.floor(random() * characters.length)]!;
  const population: Population = { people: [], deposits: [], things: [] };
  for (let index = 0; index < size; index++) {
    const idNumber = idNumberOf(index);
    population.people.push({ name: pick(surnames) + pick(givenNames) + pick(givenNames), idNumber });
    const account = `62${String(index).padStart(4, '0')}9900000${String(Math.floor(random() * 1e6)).padStart(6, '0')}`;
    const balanceFen = Math.floor(random() * 20_000_000);
    population.deposits.push({
      provider: banks[index % banks.length]!,
      accountNumber: account,
      ownerIdNumber: idNumber,
      balanceFen,
      frozen: [],
    });
    if (random() < 0.4) {
      const area = 60 + Math.floor(random() * 90);
      addTo(population, {
        realEstate: [
          {
            provider: 'shijiazhuang',
            externalRef: `冀(2020)石家庄市不动产权第${String(index).padStart(7, '9')}号`,
            ownerIdNumber: idNumber,
            description: `石家庄市模拟路${index + 1}号住宅一套，建筑面积${area}平方米`,
            valueFen: area * 1_200_000,
            details: { area },
          },
        ],
      });
    }
  }
  return population;
}

/** Region 999999 is assigned to nobody; the last digit is the right check digit (GB 11643). */
function idNumberOf(index: number): string {
  const body = `99999919800101${String(index).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, position) => total + weight * Number(body[position]), 0);
  return body + '10X98765432'[sum % 11];
}

/** mulberry32: small, and the same everywhere. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function removeWhere<T>(list: T[], isGone: (item: T) => boolean): void {
  const index = list.findIndex(isGone);
  if (index >= 0) list.splice(index, 1);
}
