// Ports of this machine: those of `npm start`, free ones, and a check for a server on a port.
import { connect, createServer } from 'node:net';
import { inBoth } from '../../engine/catalogue.ts';
import { say } from './messages.ts';

export interface Ports {
  readonly api: number;
  readonly simulator: number;
  readonly worker: number;
  readonly temporal: number;
  readonly temporalUi: number;
  readonly postgres: number;
}

const defaultPorts: { readonly [name in keyof Ports]: { readonly variable: string; readonly port: number } } = {
  api: { variable: 'API_PORT', port: 8080 },
  simulator: { variable: 'SIMULATOR_PORT', port: 8091 },
  worker: { variable: 'WORKER_PORT', port: 8092 },
  temporal: { variable: 'TEMPORAL_PORT', port: 7233 },
  temporalUi: { variable: 'TEMPORAL_UI_PORT', port: 8233 },
  postgres: { variable: 'POSTGRES_PORT', port: 5433 },
};
const names = Object.keys(defaultPorts) as (keyof Ports)[];

/** Ports of `npm start`; an environment variable can change each. */
export const portsFromEnvironment = (): Ports =>
  portsBy((name) => Number(process.env[defaultPorts[name].variable] ?? defaultPorts[name].port));

/** Ports that are free at the moment, for tests and for a demonstration that starts its own servers. */
export async function freePorts(): Promise<Ports> {
  const free = await Promise.all(names.map(freePort));
  return portsBy((name) => free[names.indexOf(name)]!);
}

const portsBy = (port: (name: keyof Ports) => number) =>
  Object.fromEntries(names.map((name) => [name, port(name)])) as unknown as Ports;

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** Throws an Error that names the first of these ports on which another server answers. */
export async function refuseUsedPorts(ports: Ports, needed: readonly (keyof Ports)[]): Promise<void> {
  for (const name of needed)
    if (await answers(ports[name]))
      throw new Error(inBoth(say('port.used', { port: ports[name], name, variable: defaultPorts[name].variable })));
}

export function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
