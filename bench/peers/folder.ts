// The folder in which peers are installed on demand; they are no part of the product.
import { join } from 'node:path';

export const peersFolder = join(import.meta.dirname, '..', '..', 'var', 'bench');

/** A peer that cannot be had on this machine is said not to be measured; the rest goes on. */
export class NotAvailable extends Error {}

/** Says so, and goes on without it. */
export async function ifAvailable<T>(name: string, start: () => Promise<T>): Promise<T | undefined> {
  try {
    return await start();
  } catch (failure) {
    if (!(failure instanceof NotAvailable)) throw failure;
    console.error(`${name} is not measured: ${failure.message}.`);
    return undefined;
  }
}
