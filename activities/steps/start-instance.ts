// Loads the model and takes the first step of an instance in one activity, so that the workflow gets both at once.
import { ApplicationFailure } from '@temporalio/common';
import { modelOfInstance } from '../../db/instances.ts';
import type { Pool } from '../../db/pool.ts';
import { refusal, step } from '../../engine/index.ts';
import type { LocalActivities } from '../../protocol/activities.ts';
import { modelKey } from '../../protocol/steps.ts';
import type { Refusal } from '../../protocol/updates.ts';
import { type ModelLoader, resolveModel } from '../../registry/load.ts';

/** A repetition returns the model of the first call, even if other decisions have been deployed since. */
export function startInstanceWith(
  { load, loadModelWith }: Pick<ModelLoader, 'load' | 'loadModelWith'>,
  commit: LocalActivities['commitStep'],
): LocalActivities['startInstance'] {
  return async ({ event, ...instance }) => {
    const model = await load(instance.model);
    const refused = refusal(model, null, event);
    if (refused !== undefined) throw ApplicationFailure.nonRetryable(refused.en, 'INVALID' satisfies Refusal, refused);
    const { state, commands } = step(model, null, event);
    const { parameters } = model;
    const first = { step: 1, event, cause: event.type, commands, parameters, lookahead: { state } };
    const committed = await commit({ ...instance, ...first });
    const before = committed.before?.parameters;
    return { ...committed, model: before === undefined ? model : await loadModelWith(instance.model, before) };
  };
}

/** A worker may have died after the commit: the version of the first call is then the one that was started. */
export function startCalledWith(
  pool: Pool,
  startInstance: LocalActivities['startInstance'],
): LocalActivities['startCalled'] {
  return async ({ call, known, ...start }) => {
    const ref = (await modelOfInstance(pool, start.workflowId)) ?? (await resolveModel(pool, call));
    const { model, ...started } = await startInstance({ ...start, model: ref });
    const { parameters } = model;
    return { ...started, ref, model: known.includes(modelKey(ref, parameters)) ? { parameters } : model };
  };
}
