// Calls between the processes of a simulation. Each process has one version here, for every binding of the call.
import type { Bilingual } from '../../engine/catalogue.ts';
import type { Command } from '../../engine/command.ts';
import type { UntimedEvent } from '../../engine/event.ts';
import type { Model } from '../../engine/index.ts';
import { say } from './messages.ts';
import type { Instance } from './simulation-types.ts';

type Call = Extract<Command, { type: 'callProcess' }>;

/** A process that calls itself without end is a fault of the model. */
const maxCallDepth = 100;

const depthOf = ({ parent }: Instance): number => (parent ? 1 + depthOf(parent.instance) : 0);

/** The reason why the process cannot be called, if there is one. */
export function callFault(
  models: ReadonlyMap<string, Model>,
  caller: Instance,
  { processId, versionTag }: Call,
): Bilingual | undefined {
  const model = models.get(processId);
  if (!model) return say('simulation.calledMissing', { process: processId });
  const found = model.graph.versionTag ?? say('simulation.noTag');
  if (versionTag !== undefined && versionTag !== found)
    return say('simulation.calledTag', { process: processId, expected: versionTag, found });
  return depthOf(caller) < maxCallDepth ? undefined : say('simulation.callDepth', { most: maxCallDepth });
}

/** The event by which the caller learns of the end. */
export function endOfCall(key: number, result: NonNullable<Instance['result']>, errorCode?: string): UntimedEvent {
  const { ok, variables, message = '', messageZh } = result;
  if (ok) return { type: 'childDone', key, variables };
  return {
    type: 'childFailed',
    key,
    message,
    ...(messageZh === undefined ? {} : { messageZh }),
    variables,
    ...(errorCode === undefined ? {} : { errorCode }),
  };
}
