// Checks a file's picture by the rules of `rules.ts`.
import { readDocument } from '../model.ts';
import { drawnIn } from './drawn.ts';
import { type Fault, rules } from './rules.ts';

export interface PictureFault extends Fault {
  readonly rule: string;
}

/** The faults of the file's picture; a file without a diagram has none. */
export async function faultsOfPicture(xml: string): Promise<PictureFault[]> {
  const drawn = drawnIn(await readDocument(xml));
  if (!drawn) return [];
  return Object.entries(rules).flatMap(([rule, check]) => check(drawn).map((fault) => ({ rule, ...fault })));
}
