// Deploys models: reads them, checks them against each other and against the index of laws, then inserts all or none. A
// file with unchanged content keeps its version, so that a repetition changes nothing.

import { insertBindings, tagsOfDecisions } from '../db/bindings.ts';
import { deployCourts } from '../db/courts.ts';
import { deployForm, formIds } from '../db/forms.ts';
import {
  deployCalendar,
  deployDecisions,
  deployProcess,
  lockDeployment,
  type NewDecisionModel,
  type NewProcessModel,
  newestDecisionFiles,
} from '../db/models.ts';
import { type Connections, type PoolClient, transaction } from '../db/pool.ts';
import { inBoth } from '../engine/catalogue.ts';
import type { Graph } from '../engine/graph.ts';
import { calendar } from '../law/calendar.ts';
import courts from '../models/courts.json' with { type: 'json' };
import { digest } from '../protocol/digest.ts';
import type { ModelRef } from '../protocol/start.ts';
import { say } from './fault-messages.ts';
import { type ModelFile, modelFiles } from './folder.ts';
import {
  faultsBetween,
  faultsOfBindings,
  faultsOfDefinitions,
  faultsOfForms,
  faultsOfRowCitations,
  faultsOfTags,
  type Knowledge,
} from './links.ts';
import { type FileFault, readModels } from './read.ts';

/** All faults of all files; thrown before anything is deployed. */
export class ModelsRefused extends Error {
  readonly faults: readonly FileFault[];
  constructor(faults: readonly FileFault[]) {
    const lines = faults.map(
      ({ file, line, elementId, reason, reasonZh }) =>
        `  ${file}${line ? `:${line}` : ''} ${elementId}: ${inBoth({ zh: reasonZh, en: reason })}`,
    );
    super(`模型被拒绝 / Models refused (${faults.length}):\n${lines.join('\n')}`);
    this.faults = faults;
  }
}

/** Deploys all models of a folder, and the product's own courts and calendar. */
export async function deployModels(
  db: Connections,
  folder: string,
  deployedBy: string,
  knowledge: Knowledge = {},
): Promise<ModelRef[]> {
  await transaction(db, async (tx) => {
    await lockDeployment(tx);
    await deployCourts(tx, courts);
    await deployCalendar(tx, calendar, digest(calendar));
  });
  return deployFiles(db, modelFiles(folder), deployedBy, knowledge);
}

/**
 * Deploys the files and returns the deployed version of each of their processes.
 * @throws ModelsRefused with all faults
 */
export async function deployFiles(
  db: Connections,
  files: readonly ModelFile[],
  deployedBy: string,
  knowledge: Knowledge = {},
): Promise<ModelRef[]> {
  const { processes, decisions, forms, faults } = await readModels(files);
  return transaction(db, async (tx) => {
    await lockDeployment(tx);
    const newest = await newestDecisionFiles(tx);
    const ids = decisions.map(({ definitionsId }) => definitionsId);
    const deployed = newest
      .filter(({ definitionsId }) => !ids.includes(definitionsId))
      .map(({ definitionsId, decisions }) => ({
        file: definitionsId,
        label: say('registry.deployed', { id: definitionsId }),
        decisions,
      }));
    const all = [
      ...faults,
      ...faultsBetween({ processes, decisions: [...deployed, ...decisions] }, knowledge),
      ...faultsOfRowCitations(decisions, knowledge),
      ...faultsOfDefinitions(decisions, newest),
      ...faultsOfBindings({ processes, decisions }),
      ...faultsOfTags({ processes, decisions }, await tagsOfDecisions(tx)),
      ...faultsOfForms(processes, forms, await formIds(tx)),
    ];
    if (all.length > 0) throw new ModelsRefused(all);
    for (const form of forms) await deployForm(tx, form, deployedBy);
    return insertModels(tx, processes, decisions, deployedBy);
  });
}

async function insertModels(
  tx: PoolClient,
  processes: readonly NewProcessModel[],
  decisions: readonly NewDecisionModel[],
  deployedBy: string,
): Promise<ModelRef[]> {
  const versions: { kind: 'decision'; id: string; version: number }[] = [];
  for (const model of decisions)
    versions.push({
      kind: 'decision',
      id: model.definitionsId,
      version: await deployDecisions(tx, model, deployedBy),
    });
  const refs: ModelRef[] = [];
  for (const model of processes) {
    const hash = hashWith(model, [...processes, ...decisions]);
    refs.push(await deployProcess(tx, { ...model, hash }, deployedBy));
  }
  const beside = refs.map(({ processId, version }) => ({ kind: 'process' as const, id: processId, version }));
  for (const [index, { graph }] of processes.entries())
    if (isBound(graph)) await insertBindings(tx, refs[index]!, [...versions, ...beside]);
  return refs;
}

const isBound = (graph: Graph): boolean =>
  Object.values(graph.elements).some(
    ({ call, decision }) => call?.binding === 'deployment' || decision?.binding === 'deployment',
  );

/** The process's hash. For a process with a binding `deployment` it covers all files of the deployment. */
function hashWith({ graph, hash }: { graph: Graph; hash: string }, all: readonly { hash: string }[]): string {
  return isBound(graph) ? digest([hash, all.map((one) => one.hash).sort()]) : hash;
}
