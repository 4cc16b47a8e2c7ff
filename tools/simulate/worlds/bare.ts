// The bare engine in virtual time: the clock of the whole system is a number that the caller sets.
import { pollAgencies } from '../../../activities/agencies/channel/polling.ts';
import type { Provider } from '../../../activities/agencies/providers.ts';
import { graceMs } from '../../../examples/clocks.ts';
import { signals } from '../../../protocol/signals.ts';
import { startParts } from '../../stack/parts.ts';
import { bareInstances, type Instances } from './instances.ts';
import { providersOf, type SimulatedWorld, type WorldOptions } from './world.ts';

export async function bareWorld(options: WorldOptions): Promise<SimulatedWorld> {
  const { pool, databaseUrl, startsAt, onCommitted } = options;
  let at = Date.parse(startsAt);
  const now = () => new Date(at);
  let instances: Instances | undefined;

  const start = async (all: Provider[]) => {
    const providers = providersOf(all, options);
    const running = bareInstances({ pool, providers, now, onCommitted });
    instances = running;
    const polling = {
      pool,
      providers,
      deliver: ({ workflowId, ...message }: { readonly workflowId: string }) =>
        running.temporal.workflow.getHandle(workflowId).signal(signals.message, message),
      onFailure: (failure: unknown) => {
        throw failure;
      },
    };
    return { temporal: running.temporal, poll: (real: Date) => pollAgencies(polling, real), stop: async () => {} };
  };
  const system = await startParts({ pool, databaseUrl, now, start });
  const { settle, nextDue } = instances!;

  return {
    system,
    settle: async () => {
      await settle();
      return at;
    },
    nextDues: async () => {
      const { next } = (await system.simulate('/control/due', {})) as { next: string | null };
      const timer = nextDue();
      return { ...(timer === undefined ? {} : { timer }), ...(next === null ? {} : { answer: Date.parse(next) }) };
    },
    setTime: async (_cases, to) => {
      at = to + graceMs;
      await settle();
      const advanced = await system.simulate('/control/advance', { to: new Date(at).toISOString() });
      if ((advanced as { toFetch: string[] }).toFetch.length > 0) await system.fetchAnswers();
    },
    stop: system.stop,
  };
}
