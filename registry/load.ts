// Loads deployed models for the engine. A workflow's history contains its model, so a model has only those decisions
// that the workflow needs.
import { ApplicationFailure } from '@temporalio/common';
import { decisionsDeployedWith, decisionsTagged, modelDeployedWith } from '../db/bindings.ts';
import {
  countParameters,
  insertParameters,
  newestModel,
  readCalendar,
  readDecisions,
  readGraph,
  readParameters,
} from '../db/models.ts';
import type { Pool } from '../db/pool.ts';
import { boundKey } from '../engine/behaviors/decisions.ts';
import type { Bilingual } from '../engine/catalogue.ts';
import type { Decisions } from '../engine/dmn/index.ts';
import type { CalledDecision, Graph } from '../engine/graph.ts';
import { digest } from '../protocol/digest.ts';
import type { ModelRef } from '../protocol/start.ts';
import type { CalledProcess, LoadedModel } from '../protocol/steps.ts';
import { say } from './fault-messages.ts';

/**
 * The graph in the given version. Calendar and decisions are the newest, because their rows have dates of their own; a
 * bound decision has the version that it is bound to.
 */
async function loadModel(pool: Pool, ref: ModelRef): Promise<LoadedModel> {
  const [found, calendar] = await Promise.all([readGraph(pool, ref), readCalendar(pool)]);
  if (!found) throw missing(say('load.noVersion', { id: ref.processId, version: ref.version }));
  if (found.hash !== ref.hash)
    throw missing(
      say('load.otherHash', { id: ref.processId, version: ref.version, hash: ref.hash, found: found.hash }),
    );
  if (!calendar) throw missing(say('load.noCalendar'));
  const parameters = { ...(await decisionsOf(pool, ref, found.graph)), calendar };
  const hash = digest(parameters);
  await insertParameters(pool, hash, parameters);
  return { graph: found.graph, ...parameters, parameters: hash };
}

/**
 * The model with exactly the decisions and the calendar of that digest; undefined if no step was evaluated with them.
 */
export type ModelOf = (ref: ModelRef, parameters: string) => Promise<LoadedModel | undefined>;

export interface ModelLoader {
  load(ref: ModelRef): Promise<LoadedModel>;
  readonly modelOf: ModelOf;
  /** @throws ApplicationFailure NOT_FOUND if no step was evaluated with the parameters */
  loadModelWith(ref: ModelRef, parameters: string): Promise<LoadedModel>;
}

const keyOf = ({ processId, version, hash }: ModelRef): string => `${processId}/${version}/${hash}`;

/** Keeps one model per deployed version in memory; each load checks whether newer parameters were deployed. */
export function modelLoader(pool: Pool): ModelLoader {
  const known = new Map<string, { readonly deployed: string; readonly model: LoadedModel }>();
  const load = async (ref: ModelRef) => {
    const key = keyOf(ref);
    const deployed = await countParameters(pool);
    const remembered = known.get(key);
    if (remembered?.deployed === deployed) return remembered.model;
    const model = await loadModel(pool, ref);
    known.set(key, { deployed, model });
    return model;
  };
  const modelOf: ModelOf = async (ref, parameters) => {
    const remembered = known.get(keyOf(ref))?.model ?? (await load(ref));
    if (remembered.parameters === parameters) return remembered;
    const loaded = await load(ref);
    if (loaded.parameters === parameters) return loaded;
    const used = await readParameters(pool, parameters);
    return used && { graph: loaded.graph, ...used, parameters };
  };
  return {
    load,
    modelOf,
    loadModelWith: async (ref, parameters) => {
      const model = await modelOf(ref, parameters);
      if (!model) throw missing(say('load.noParameters', { digest: parameters }));
      return model;
    },
  };
}

/**
 * The newest version, the newest with the tag, or the one that the calling process was deployed with.
 * @throws ApplicationFailure NOT_FOUND when there is none
 */
export async function resolveModel(
  pool: Pool,
  { processId, versionTag, deployedWith }: CalledProcess,
): Promise<ModelRef> {
  const found = deployedWith
    ? await modelDeployedWith(pool, deployedWith, processId)
    : await newestModel(pool, processId, versionTag);
  if (!found) {
    const { processId: beside, version } = deployedWith ?? {};
    if (beside) throw missing(say('load.notBeside', { id: processId, beside, version: version! }));
    throw missing(versionTag ? say('load.noTag', { id: processId, versionTag }) : say('load.none', { id: processId }));
  }
  return { processId, version: found.version, hash: found.hash };
}

/** The decisions that the graph's business rule tasks call and those they require; all if a task computes the id. */
async function decisionsOf(pool: Pool, ref: ModelRef, graph: Graph): Promise<Pick<LoadedModel, 'decisions' | 'bound'>> {
  const all = Object.values(graph.elements).flatMap(({ decision }) => decision ?? []);
  const idsBy = (binding?: CalledDecision['binding']) =>
    all.filter((called) => called.binding === binding).map(({ decisionId }) => decisionId);
  const ofDeployment = idsBy('deployment');
  const bound: { [key: string]: Decisions } = {};
  if (ofDeployment.length > 0)
    bound['deployment'] = withRequired(ofDeployment, byId(await decisionsDeployedWith(pool, ref)));
  for (const called of all.filter(({ binding }) => binding === 'versionTag'))
    for (const { id, decisions } of await decisionsTagged(pool, called.versionTag!))
      if (called.decisionId === id || called.decisionId.startsWith('='))
        bound[boundKey(called, id)] = withRequired([id], byId(decisions));
  return {
    decisions: withRequired(idsBy(), await readDecisions(pool)),
    ...(Object.keys(bound).length > 0 ? { bound } : {}),
  };
}

function withRequired(ids: readonly string[], decisions: Decisions): Decisions {
  if (ids.some((id) => id.startsWith('='))) return decisions;
  const asked = [...ids];
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

const byId = (decisions: readonly Decisions[string][]): Decisions =>
  Object.fromEntries(decisions.map((decision) => [decision.id, decision]));

const missing = (text: Bilingual) => ApplicationFailure.nonRetryable(text.en, 'NOT_FOUND', text);
