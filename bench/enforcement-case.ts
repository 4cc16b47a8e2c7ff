// The project's own case, from filing to payout, on the product's models, in memory.

import { loadModels } from '../tools/simulate/court.ts';
import { deposit, flat, runCase } from '../tools/simulate/loan-case.ts';

/** Milliseconds for one case (median of several) and its number of records. */
export async function enforcementCase(): Promise<{ milliseconds: number; records: number }> {
  const models = await loadModels();
  const times: number[] = [];
  let records = 0;
  for (let turn = 0; turn < 10; turn++) {
    const startedAt = performance.now();
    const { simulation } = runCase(models, [deposit, flat]);
    times.push(performance.now() - startedAt);
    records = simulation.trace.length;
  }
  return { milliseconds: times.sort((a, b) => a - b)[5]!, records };
}
