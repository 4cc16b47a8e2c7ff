// Deploys models: read, checked against each other and against the law's index, then stored, all or none. A file whose content has not
// changed keeps its version, so that repeating it changes nothing.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkTables } from '../engine/check/index.ts';
import { readDecisions } from '../engine/dmn/index.ts';
import { readForm } from '../engine/form/index.ts';
import type { Fault } from '../engine/graph.ts';
import { read } from '../engine/read/index.ts';
import { calendar } from '../models/calendar/index.ts';
import courts from '../models/courts.json' with { type: 'json' };
import { digest } from '../protocol/digest.ts';
import type { ModelRef } from '../protocol/start.ts';
import { hashWith, isBound, keepBindings, tagsOfDecisions } from './bindings.ts';
import { deployCourts } from './courts.ts';
import { deployForm, formIds, type NewForm } from './forms.ts';
import {
  faultsBetween,
  faultsOfBindings,
  faultsOfForms,
  faultsOfTags,
  type Knowledge,
  refusing,
} from './model-links.ts';
import {
  deployCalendar,
  deployDecisions,
  deployProcess,
  type NewDecisionModel,
  type NewProcessModel,
  newestDecisionFiles,
} from './models.ts';
import { type Pool, type PoolClient, transaction } from './pool.ts';

export interface ModelFile {
  /** `judicial-auction.bpmn`, `auction-parameters.dmn`, `sign-notice.form`. */
  readonly name: string;
  readonly content: string;
}

export interface FileFault extends Fault {
  readonly file: string;
}

/** Every fault of every file; nothing was deployed. */
export class ModelsRefused extends Error {
  readonly faults: readonly FileFault[];
  constructor(faults: readonly FileFault[]) {
    const lines = faults.map(
      ({ file, line, elementId, reason }) => `  ${file}${line ? `:${line}` : ''} ${elementId}: ${reason}`,
    );
    super(`模型被拒绝 / Models refused (${faults.length}):\n${lines.join('\n')}`);
    this.faults = faults;
  }
}

/** All models of a folder, with the product's own courts and calendar. */
export async function deployModels(
  pool: Pool,
  folder: string,
  deployedBy: string,
  knowledge: Knowledge = {},
): Promise<ModelRef[]> {
  const names = readdirSync(folder).filter((name) => /\.(bpmn|dmn|form)$/.test(name));
  const files = names.sort().map((name) => ({ name, content: readFileSync(join(folder, name), 'utf8') }));
  await transaction(pool, async (tx) => {
    await tx.query(deploymentLock);
    await deployCourts(tx, courts);
    await deployCalendar(tx, calendar, digest(calendar));
  });
  return deployFiles(pool, files, deployedBy, knowledge);
}

/** Returns the version in which each process of the files is deployed now. Throws `ModelsRefused`. */
export async function deployFiles(
  pool: Pool,
  files: readonly ModelFile[],
  deployedBy: string,
  knowledge: Knowledge = {},
): Promise<ModelRef[]> {
  const { processes, decisions, forms, faults } = await readFiles(files);
  return transaction(pool, async (tx) => {
    await tx.query(deploymentLock);
    const names = files.map(({ name }) => name);
    const deployed = (await newestDecisionFiles(tx))
      .map(({ decisionId, decisions }) => ({ file: `${decisionId}.dmn`, decisions }))
      .filter(({ file }) => !names.includes(file));
    const all = [
      ...faults,
      ...faultsBetween({ processes, decisions: [...deployed, ...decisions] }, knowledge),
      ...faultsOfBindings({ processes, decisions }),
      ...faultsOfTags({ processes, decisions }, await tagsOfDecisions(tx)),
      ...faultsOfForms(processes, forms, await formIds(tx)),
    ];
    if (all.length > 0) throw new ModelsRefused(all);
    for (const form of forms) await deployForm(tx, form, deployedBy);
    return store(tx, processes, decisions, deployedBy);
  });
}

async function store(
  tx: PoolClient,
  processes: readonly NewProcessModel[],
  decisions: readonly NewDecisionModel[],
  deployedBy: string,
): Promise<ModelRef[]> {
  const versions: { kind: 'decision'; id: string; version: number }[] = [];
  for (const model of decisions)
    versions.push({
      kind: 'decision',
      id: model.decisionId,
      version: await deployDecisions(tx, model, deployedBy),
    });
  const refs: ModelRef[] = [];
  for (const model of processes) {
    const hash = hashWith(model, [...processes, ...decisions]);
    refs.push(await deployProcess(tx, { ...model, hash }, deployedBy));
  }
  const beside = refs.map(({ processId, version }) => ({ kind: 'process' as const, id: processId, version }));
  for (const [index, { graph }] of processes.entries())
    if (isBound(graph)) await keepBindings(tx, refs[index]!, [...versions, ...beside]);
  return refs;
}

/** The hash covers what the file was compiled to as well, so that a newer compiler's result is a new version. */
async function readFiles(files: readonly ModelFile[]) {
  const processes: (NewProcessModel & { readonly file: string })[] = [];
  const decisions: (NewDecisionModel & { readonly file: string })[] = [];
  const forms: (NewForm & { readonly file: string })[] = [];
  const faults: FileFault[] = [];
  for (const { name: file, content } of files.filter(({ name }) => name.endsWith('.form'))) {
    const found = readForm(content);
    faults.push(...found.faults.map((fault) => ({ file, ...fault })));
    if (found.form) forms.push({ file, id: found.form.id, content });
  }
  const tables = files.filter(({ name }) => name.endsWith('.dmn')).map(({ content }) => content);
  for (const { name: file, content: xml } of files.filter(({ name }) => !name.endsWith('.form'))) {
    const found = file.endsWith('.dmn')
      ? { graphs: [], ...(await readDecisions(xml, tables)) }
      : { decisions: [], ...(await read(xml)) };
    faults.push(...found.faults.map((fault) => ({ file, ...fault })));
    faults.push(...refusing(file, checkTables(found.decisions, xml)));
    processes.push(...found.graphs.map((graph) => ({ file, hash: digest([xml, graph]), xml, graph })));
    const [first] = found.decisions;
    if (first)
      decisions.push({
        file,
        decisionId: file.replace(/\.dmn$/, ''),
        name: first.name,
        hash: digest([xml, found.decisions]),
        xml,
        decisions: found.decisions,
      });
  }
  return { processes, decisions, forms, faults };
}

/** One deployment at a time, so that versions are numbered without a gap or a double. */
const deploymentLock = `select pg_advisory_xact_lock(hashtextextended('deployment', 0))`;
