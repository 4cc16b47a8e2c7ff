// An instance's first step in one go: what the model makes of the beginning is stored by whoever has the model, and the workflow learns both at once.
import { ApplicationFailure } from '@temporalio/common';
import { refusal, step } from '../engine/index.ts';
import type { RememberedModels } from '../registry/load.ts';
import type { Refusal } from '../workflows/contract.ts';
import type { LocalActivities } from './contract.ts';

type Begin = LocalActivities['begin'];

/** Repeated, it answers with the model that the step was taken with the first time, even when other decisions have been deployed since. */
export function beginWith(
  { load, loadUsed }: Pick<RememberedModels, 'load' | 'loadUsed'>,
  commit: LocalActivities['commitStep'],
): Begin {
  return async ({ event, ...instance }) => {
    const model = await load(instance.model);
    const refused = refusal(model, null, event);
    if (refused !== undefined) throw ApplicationFailure.nonRetryable(refused, 'INVALID' satisfies Refusal);
    const { state, commands } = step(model, null, event);
    const { parameters } = model;
    const asked = {
      step: 1,
      event,
      cause: event.type,
      commands,
      ...(parameters ? { parameters } : {}),
      ahead: { state },
    };
    const stored = await commit({ ...instance, ...asked });
    const before = stored.taken?.parameters;
    return { ...stored, model: before === undefined ? model : await loadUsed(instance.model, before) };
  };
}
