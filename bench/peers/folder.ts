// The folder in which peers are installed on demand; they are not part of the product.
import { join } from 'node:path';

export const peersFolder = join(import.meta.dirname, '..', '..', 'var', 'bench');

/** Thrown when a peer cannot be installed on this machine; it is then listed as not measured. */
export class NotAvailable extends Error {}

/** Starts a peer; prints a message and returns undefined when it is not available. */
export async function ifAvailable<T>(name: string, start: () => Promise<T>): Promise<T | undefined> {
  try {
    return await start();
  } catch (failure) {
    if (!(failure instanceof NotAvailable)) throw failure;
    console.error(`${name} is not measured: ${failure.message}.`);
    return undefined;
  }
}
