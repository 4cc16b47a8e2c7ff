// Reading the variables of a job.
import type { Variables } from '../../engine/event.ts';
import { JobFailure } from './job.ts';
import { say } from './messages.ts';

/** @throws Error naming the variable when it is no whole number of fen */
export function wholeFen(variables: Variables, name: string): number {
  const value = variables[name];
  if (!Number.isSafeInteger(value))
    throw new JobFailure(say('fen.notWhole', { name, found: String(JSON.stringify(value)) }));
  return value as number;
}
