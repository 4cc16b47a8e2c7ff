// Workers on Temporal's time-skipping server, with the training clock of each case.
import { claimsOf, demoUsers } from '../../../api/auth/demo-users.ts';
import { nextDues, realSpeed, setClocks, settle, type World } from '../../../examples/clocks.ts';
import { inProcess } from '../../stack/in-process.ts';
import { timeSkipping, workflowBundle } from '../../stack/test-temporal.ts';
import { providersOf, type SimulatedWorld, type WorldOptions } from './world.ts';

export async function durableWorld(options: WorldOptions): Promise<SimulatedWorld> {
  const { pool, databaseUrl, startsAt, court, onCommitted } = options;
  const temporal = await timeSkipping();
  const system = await inProcess({
    pool,
    databaseUrl,
    client: temporal.client,
    connection: temporal.nativeConnection,
    address: temporal.address,
    namespace: temporal.namespace ?? 'default',
    workflows: { workflowBundle: await workflowBundle() },
    changeProviders: (all) => providersOf(all, options),
    onCommitted,
  });
  const judge = { ...claimsOf(demoUsers.find(({ role }) => role === 'judge')!), court };
  const world: World = {
    ...system,
    call: async (_as, method, path, body) => {
      const answer = await system.send(judge, method, path, body);
      if (answer.status >= 400) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
  };
  return {
    system,
    training: { legalStart: startsAt, secondsPerDay: realSpeed },
    settle: (numbers) => settle({ world, numbers }),
    nextDues: (numbers) => nextDues({ world, numbers }),
    setTime: (numbers, to) => setClocks({ world, numbers }, to),
    stop: async () => {
      await system.stop();
      await temporal.teardown();
    },
  };
}
