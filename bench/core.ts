// Runs our core on the benchmark's models: instances per second, and bytes of the state.
import { describe, type EngineEvent, type Model, type State, step } from '../engine/index.ts';
import { read } from '../engine/read/index.ts';
import { calendar } from '../law/calendar.ts';
import type { BenchModel } from './models.ts';

const at = '2026-03-02T01:00:00.000Z';

export async function compiled(xml: string): Promise<Model> {
  const { graphs, faults } = await read(xml);
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  return { graph: graphs[0]!, decisions: {}, calendar };
}

/**
 * Runs one instance from its start to its end. Returns the bytes of its state when it first waits; 0 if it never waits.
 */
export function runOnce(model: Model, userTasks: readonly string[]): number {
  let state: State | null = null;
  let bytes = 0;
  const happens = (event: object) => {
    state = step(model, state, { ...event, at } as EngineEvent).state;
  };
  happens({ type: 'started', variables: {} });
  for (const id of userTasks) {
    bytes ||= JSON.stringify(state).length;
    const key = describe(model, state!).open.find(({ elementId }) => elementId === id)!.key;
    happens({ type: 'taskCompleted', key, variables: {} });
  }
  if (state!.status !== 'completed') throw new Error(`Expected the instance to end; it is ${state!.status}.`);
  return bytes;
}

/** Instances per second, measured for about so many milliseconds. */
export async function measure(benchModel: BenchModel, milliseconds: number): Promise<number> {
  const model = await compiled(benchModel.xml('feel'));
  const startedAt = performance.now();
  let instances = 0;
  do {
    runOnce(model, benchModel.userTasks);
    instances++;
  } while (performance.now() - startedAt < milliseconds);
  return (instances * 1000) / (performance.now() - startedAt);
}
