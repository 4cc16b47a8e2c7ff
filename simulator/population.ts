// The population in the agencies' registers: people, their assets, and the courts' measures on them.
export interface Deposit {
  readonly provider: string;
  readonly accountNumber: string;
  readonly ownerIdNumber: string;
  balanceFen: number;
  /** Legal date from which the account exists; when absent it always exists. */
  readonly availableFrom?: string;
  frozen: { caseNumber: string; amountFen: number }[];
}

export interface RegisteredAsset {
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
  /** Flats, land and vehicles. */
  readonly registered: RegisteredAsset[];
  /** Requests to publish an auction that were withdrawn. */
  readonly withdrawn: Set<string>;
}

type AddedDeposit = Omit<Deposit, 'frozen'> & Partial<Pick<Deposit, 'frozen'>>;
type AddedAsset = Omit<RegisteredAsset, 'kind' | 'details' | 'sealedBy'> &
  Partial<Pick<RegisteredAsset, 'details' | 'sealedBy'>>;

/**
 * Additions to the population: people and companies, deposits, realEstate, vehicles. Other cases may have frozen or
 * sealed these assets before.
 */
export interface Addition {
  readonly people?: readonly { readonly name: string; readonly idNumber: string }[];
  readonly deposits?: readonly AddedDeposit[];
  readonly realEstate?: readonly AddedAsset[];
  readonly vehicles?: readonly AddedAsset[];
}

/** Adds people and assets to the population; an asset replaces the one with the same number. */
export function addTo(
  population: Population,
  { people = [], deposits = [], realEstate = [], vehicles = [] }: Addition,
): void {
  population.people.push(...people);
  for (const deposit of deposits) {
    removeWhere(population.deposits, (known) => known.accountNumber === deposit.accountNumber);
    population.deposits.push({ ...deposit, frozen: [...(deposit.frozen ?? [])] });
  }
  const add = (kind: RegisteredAsset['kind'], assets: readonly AddedAsset[]) => {
    for (const asset of assets) {
      removeWhere(population.registered, (known) => known.externalRef === asset.externalRef);
      population.registered.push({
        ...asset,
        details: asset.details ?? {},
        kind,
        sealedBy: [...(asset.sealedBy ?? [])],
      });
    }
  };
  add('realEstate', realEstate);
  add('vehicle', vehicles);
}

function removeWhere<T>(list: T[], isGone: (item: T) => boolean): void {
  const index = list.findIndex(isGone);
  if (index >= 0) list.splice(index, 1);
}
