// Deployed models as the engine takes them. What the workflow is given goes into its history, so it gets what it needs and no more.
import { ApplicationFailure } from '@temporalio/common';
import { newestModel, readCalendar, readDecisions, readGraph } from '../db/models.ts';
import type { Pool } from '../db/pool.ts';
import type { Decisions } from '../engine/dmn/index.ts';
import type { Graph, Model } from '../engine/graph.ts';
import type { ModelRef } from '../workflows/contract.ts';

/** The graph in the version asked for; decisions and calendar are always the newest: their rows carry their own dates. */
export async function loadModel(pool: Pool, ref: ModelRef): Promise<Model> {
  const [found, decisions, calendar] = await Promise.all([
    readGraph(pool, ref),
    readDecisions(pool),
    readCalendar(pool),
  ]);
  if (!found) throw missing(`No process '${ref.processId}' is deployed in version ${ref.version}.`);
  if (found.hash !== ref.hash)
    throw missing(`Expected '${ref.processId}' version ${ref.version} with hash ${ref.hash}; found ${found.hash}.`);
  if (!calendar) throw missing('No calendar is deployed.');
  return { graph: found.graph, decisions: neededBy(found.graph, decisions), calendar };
}

export async function loadParameters(pool: Pool, ref: ModelRef): Promise<Omit<Model, 'graph'>> {
  const { decisions, calendar } = await loadModel(pool, ref);
  return { decisions, calendar };
}

export async function resolveModel(pool: Pool, processId: string, versionTag?: string): Promise<ModelRef> {
  const found = await newestModel(pool, processId, versionTag);
  if (!found)
    throw missing(`No process '${processId}' is deployed${versionTag ? ` with version tag '${versionTag}'` : ''}.`);
  return { processId, version: found.version, hash: found.hash };
}

/** What the graph's business rule tasks ask for and all that rests on; everything when a task computes its decision's id. */
function neededBy(graph: Graph, decisions: Decisions): Decisions {
  const asked = Object.values(graph.elements).flatMap(({ decision }) => (decision ? [decision.decisionId] : []));
  if (asked.some((id) => id.startsWith('='))) return decisions;
  const needed: { [id: string]: Decisions[string] } = {};
  for (let id = asked.pop(); id !== undefined; id = asked.pop()) {
    const decision = decisions[id];
    if (!decision || needed[id]) continue;
    needed[id] = decision;
    asked.push(...required(decision));
  }
  return needed;
}

function required(decision: Decisions[string]): string[] {
  const outputs = decision.type === 'decisionService' ? decision.outputs : [];
  return [...outputs, ...decision.requires.flatMap((required) => (required.type === 'input' ? [] : [required.id]))];
}

const missing = (message: string) => ApplicationFailure.nonRetryable(message, 'NOT_FOUND');
