// The agencies that assist. One more is a file here, a line in this list, its providers in providers.json. How a request travels is
// the provider's channel: over HTTP (http.ts), or on paper, where the model has a clerk record what came back.
import { auction } from './auction.ts';
import { bank } from './bank.ts';
import type { Agency } from './contract.ts';
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
