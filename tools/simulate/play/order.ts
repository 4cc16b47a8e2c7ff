// The order of things that happen at one time, by their places in the diagrams, called processes where they are called.
// On Temporal the answers of agencies race, so that the order of commits is chance.
import { callOf } from '../../../protocol/instance-id.ts';
import type { Catalogue } from '../scenario/catalogue.ts';

/** The processes of the instances, by workflow id. */
export type ProcessIds = ReadonlyMap<string, string>;

/** Sort key of an element of an instance: the places of the calls that lead to it, then its own. */
export function placeIn(
  { placeOf }: Pick<Catalogue, 'placeOf'>,
  processIds: ProcessIds,
  workflowId: string,
  elementId: string,
): readonly number[] {
  const own = [placeOf(processIds.get(workflowId) ?? '', elementId)];
  const { caller, callId } = callOf(workflowId);
  if (!processIds.has(caller)) return own;
  const [, callElement = '', number = '0'] = /^(.*?)-?(\d*)$/.exec(callId) ?? [];
  return [...placeIn({ placeOf }, processIds, caller, callElement), Number(number), ...own];
}

export function compareKeys(one: readonly (number | string)[], other: readonly (number | string)[]): number {
  for (const [index, value] of one.entries()) {
    const against = other[index];
    if (against === undefined) return 1;
    if (value !== against) return value < against ? -1 : 1;
  }
  return one.length - other.length;
}
