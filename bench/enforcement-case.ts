// The project's own case, from its filing to its payout, on the models that courts run.

import { loadModels } from '../tools/simulate/court.ts';
import { deposit, flat, runCase } from '../tools/simulate/loan-case.ts';

/** Milliseconds for one case, the median of several, and how many records it leaves. */
export async function enforcementCase(): Promise<{ milliseconds: number; records: number }> {
  const models = await loadModels();
  const times: number[] = [];
  let records = 0;
  for (let turn = 0; turn < 10; turn++) {
    const begun = performance.now();
    const { simulation } = runCase(models, [deposit, flat]);
    times.push(performance.now() - begun);
    records = simulation.trace.length;
  }
  return { milliseconds: times.sort((a, b) => a - b)[5]!, records };
}
