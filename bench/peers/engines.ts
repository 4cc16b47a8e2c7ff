// Engines that are libraries like our core: installed on demand, each run in a process of its own.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dialect } from '../models.ts';
import { peersFolder } from './folder.ts';

/** A peer's figures by model; a model that it cannot run is absent. */
export interface PeerFigures {
  readonly [model: string]: { readonly perSecond: number; readonly bytes?: number };
}

export interface EnginePeer {
  readonly title: string;
  readonly dialect: Dialect;
  readonly command: readonly string[];
  /** The path that exists once the peer is installed. */
  readonly installed: string;
  install(): void;
}

const versions = { 'bpmn-engine': '25.0.1', SpiffWorkflow: '3.2.0' } as const;
const python = join(peersFolder, 'python');

const engines: readonly EnginePeer[] = [
  {
    title: `bpmn-engine ${versions['bpmn-engine']}`,
    dialect: 'javascript',
    command: [process.execPath, join(import.meta.dirname, 'bpmn-engine.mjs'), peersFolder],
    installed: join(peersFolder, 'node_modules', 'bpmn-engine'),
    install: () => {
      writeFileSync(join(peersFolder, 'package.json'), '{ "private": true }');
      const wanted = `bpmn-engine@${versions['bpmn-engine']}`;
      spawnSync('npm', ['install', '--no-audit', '--no-fund', wanted], { cwd: peersFolder });
    },
  },
  {
    title: `SpiffWorkflow ${versions.SpiffWorkflow}`,
    dialect: 'python',
    command: ['python3', join(import.meta.dirname, 'spiff.py'), python],
    installed: join(python, 'SpiffWorkflow'),
    install: () => {
      const wanted = `SpiffWorkflow==${versions.SpiffWorkflow}`;
      spawnSync('python3', ['-m', 'pip', 'install', '--quiet', '--target', python, wanted]);
    },
  },
];

export function presentEngines(): EnginePeer[] {
  mkdirSync(peersFolder, { recursive: true });
  return engines.filter(({ title, installed, install }) => {
    if (!existsSync(installed)) install();
    if (!existsSync(installed)) console.error(`${title} is not measured: it could not be installed.`);
    return existsSync(installed);
  });
}
