// The agencies. A new one needs a file here and a line in this list, providers in providers.json and operations in the
// simulator (docs/add-agency.md). The provider's channel (channel/index.ts) carries the requests.

import type { Agency } from './agency.ts';
import { auction } from './auction.ts';
import { bank } from './bank.ts';
import { credit } from './credit.ts';
import { police } from './police.ts';
import { procuratorate } from './procuratorate.ts';
import { realEstate } from './real-estate.ts';
import { vehicle } from './vehicle.ts';

export const agencies: { readonly [name: string]: Agency } = {
  bank,
  realEstate,
  vehicle,
  auction,
  police,
  credit,
  procuratorate,
};

/** Every job type that the agencies handle. */
export const agencyJobTypes: readonly string[] = Object.entries(agencies).flatMap(([agency, { operations }]) =>
  Object.keys(operations).map((operation) => `agency:${agency}:${operation}`),
);
