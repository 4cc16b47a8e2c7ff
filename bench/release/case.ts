// Plays the enforcement case once with the product of a checkout, and prints as JSON what it cost. Started by index.ts
// in a process of its own for each release; imports by path, because files have moved between releases.
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = process.argv[2]!;

/** The module at the first of the paths that the checkout has. */
// biome-ignore lint/suspicious/noExplicitAny: modules of another release have no types here
function of(...paths: readonly string[]): Promise<any> {
  const path = paths.map((one) => join(root, one)).find((one) => existsSync(one));
  if (!path) throw new Error(`${root} has none of ${paths.join(', ')}.`);
  return import(pathToFileURL(path).href);
}

const { temporalServers } = await of('bench/servers/index.ts');
const { startPostgres } = await of('bench/servers/postgres.ts');
const { freePorts } = await of('tools/stack/ports.ts', 'scripts/stack.ts');
const { payloadCodec } = await of('protocol/payload-codec.ts', 'activities/codec.ts');
const { createPool } = await of('db/pool.ts');
const { deployModels } = await of('registry/deploy.ts', 'db/deploy.ts');
const { registerSearchAttributes } = await of('worker/search-attributes.ts');
const { inProcess } = await of('tools/stack/in-process.ts', 'tests/support/in-process.ts');
const { httpWorld } = await of('examples/http-world.ts');
const { loadExample, play } = await of('examples/player.ts');
const { Client, Connection } = await of('node_modules/@temporalio/client/lib/index.js');
const { DefaultLogger, NativeConnection, Runtime } = await of('node_modules/@temporalio/worker/lib/index.js');

Runtime.install({ logger: new DefaultLogger('ERROR') });
const folder = mkdtempSync(join(tmpdir(), 'enforcement-bench-'));
chmodSync(folder, 0o755);
const postgres = await startPostgres(folder, (await freePorts()).postgres);
const server = await temporalServers.file.start(postgres, folder);
const dataConverter = { payloadCodecs: [payloadCodec(randomBytes(32).toString('base64'))] };
const connection = await Connection.connect({ address: server.address });
await registerSearchAttributes(connection, 'default');
const native = await NativeConnection.connect({ address: server.address });
const client = new Client({ connection, dataConverter });
const pool = createPool(postgres.appUrl);
const owner = createPool(postgres.owner.href, { max: 1 });
await deployModels(owner, join(root, 'models'), 'bench');
await owner.end();
const product = await inProcess({
  pool,
  client,
  address: server.address,
  dataConverter,
  databaseUrl: postgres.appUrl,
  connection: native,
  namespace: 'default',
  pollMs: 100,
  workflows: { workflowsPath: join(root, 'workflows', 'index.ts') },
});

const example = await loadExample('1-paid-from-what-was-found');
const [before, ownBefore] = [processorSeconds(), process.cpuUsage()];
await play(example, httpWorld(product.apiUrl, product.simulatorUrl));
const own = process.cpuUsage(ownBefore);
const seconds = processorSeconds() - before;
const sizes = await histories();
await product.stop();
await native.close();
await connection.close();
await pool.end();
await server.stop();
await postgres.stop();
rmSync(folder, { recursive: true, force: true });
console.log(JSON.stringify({ ...sizes, processor: seconds, node: (own.user + own.system) / 1e6 }));
process.exit();

/** Workflows and events of all runs; events that only a training clock causes are counted apart. */
async function histories(): Promise<{ workflows: number; events: number; clock: number }> {
  const workflows = new Set<string>();
  let [events, clock] = [0, 0];
  for await (const { workflowId, runId } of client.workflow.list()) {
    workflows.add(workflowId);
    const { events: history = [] } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    events += history.length;
    clock += causedByClock(history);
  }
  return { workflows: workflows.size, events, clock };
}

/**
 * Each time the training clock is set the workflow gets a signal, takes a workflow task of three events, and starts its
 * open timers again: in real time none of these exist.
 */
function causedByClock(history: readonly { [name: string]: unknown }[]): number {
  let count = 0;
  let isOfClock = false;
  const restarted = new Set<unknown>();
  for (const event of history) {
    const signal = event['workflowExecutionSignaledEventAttributes'] as { signalName?: string } | undefined;
    if (signal?.signalName === 'setClock') {
      count += 1;
      isOfClock = true;
    } else if (event['workflowTaskScheduledEventAttributes'] || event['workflowTaskStartedEventAttributes'])
      count += isOfClock ? 1 : 0;
    else if (event['workflowTaskCompletedEventAttributes']) {
      count += isOfClock ? 1 : 0;
      restarted.clear();
      if (isOfClock) restarted.add('next commands');
      isOfClock = false;
    } else if (event['timerStartedEventAttributes'] || event['timerCanceledEventAttributes'])
      count += restarted.size > 0 ? 1 : 0;
    else isOfClock = false;
  }
  return count;
}

/** User and system time of this process and all below it (servers, their children that have ended). */
function processorSeconds(): number {
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) /, '')
          .split(' ');
        return [{ pid: Number(pid), parent: Number(fields[1]), ticks: fields.slice(11, 15).map(Number) }];
      } catch {
        return [];
      }
    });
  const family = new Set([process.pid]);
  for (let size = 0; size < family.size; ) {
    size = family.size;
    for (const { pid, parent } of stats) if (family.has(parent)) family.add(pid);
  }
  const ticks = stats.filter(({ pid }) => family.has(pid)).flatMap((one) => one.ticks);
  return ticks.reduce((sum, one) => sum + one, 0) / 100;
}
