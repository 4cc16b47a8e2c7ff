// The synthetic population: people and companies with obviously invented numbers, and their assets. The same seed gives
// the same population.
import { addTo, type Population } from './population.ts';

const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨';
const givenNames = '文斌建国秀兰志强丽华海燕国庆春梅伟东晓明';
const trades = ['商贸', '建材', '物流', '食品'];
const banks = ['icbc', 'ccb', 'hebei-bank'];
/** A region code that is not in use. */
const region = '999999';

export function makePopulation(seed: number, size = 50): Population {
  const random = generator(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = (characters: string) => characters[below(characters.length)]!;
  const population: Population = { people: [], deposits: [], registered: [], withdrawn: new Set() };
  for (let index = 0; index < size; index++) {
    const isCompany = index % 5 === 4;
    const name = isCompany
      ? `石家庄模拟${pick(givenNames)}${pick(givenNames)}${trades[below(trades.length)]}有限公司`
      : pick(surnames) + pick(givenNames) + pick(givenNames);
    const idNumber = isCompany ? companyNumber(index) : personNumber(1960 + below(40), index);
    const serial = String(index).padStart(4, '0');
    const accounts = Array.from({ length: 1 + below(3) }, (_, turn) => ({
      provider: banks[(index + turn) % banks.length]!,
      accountNumber: `62${serial}99000${turn}${String(below(1e7)).padStart(7, '0')}`,
      ownerIdNumber: idNumber,
      balanceFen: below(20_000_000),
    }));
    const area = 60 + below(90);
    const flat = {
      provider: 'shijiazhuang',
      externalRef: `冀(2020)石家庄市不动产权第999${serial}号`,
      ownerIdNumber: idNumber,
      description: `石家庄市模拟路${index + 1}号住宅一套，建筑面积${area}平方米`,
      valueFen: area * 1_200_000,
      details: { area },
    };
    const plate = `冀A9${serial}`;
    const car = {
      provider: 'hebei-traffic',
      externalRef: plate,
      ownerIdNumber: idNumber,
      description: `${plate}小型轿车`,
      valueFen: 2_000_000 + below(200) * 100_000,
    };
    addTo(population, {
      people: [{ name, idNumber }],
      deposits: accounts,
      realEstate: random() < 0.4 ? [flat] : [],
      vehicles: random() < 0.3 ? [car] : [],
    });
  }
  return population;
}

/** GB 11643: region, birthday, serial number, check digit. */
function personNumber(birthYear: number, serial: number): string {
  const body = `${region}${birthYear}0101${String(serial).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, position) => total + weight * Number(body[position]), 0);
  return body + '10X98765432'[sum % 11];
}

/**
 * GB 32100: registering authority, kind, region, the body's code, check character. The value of a character is its
 * index in the alphabet.
 */
function companyNumber(serial: number): string {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const body = `91${region}MA0${String(serial).padStart(6, '0')}`;
  let weight = 1;
  let sum = 0;
  for (const character of body) {
    sum += alphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return body + alphabet[(31 - (sum % 31)) % 31];
}

/** Generator of pseudo-random numbers (mulberry32), equal on every machine. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
