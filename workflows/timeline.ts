// The timeline of the instances that a workflow hosts, as a query gives it. The archive has all of it.
import type { Command } from '../engine/index.ts';

export interface TimelineLine {
  readonly instanceId: string;
  readonly at: string;
  readonly elementId: string;
  readonly name: string;
  readonly intent: string;
}

/** Lines that a run keeps, and the last ones that it passes to the next run. */
const maxLines = 1000;
export const carriedLines = 100;

/** The timeline with the step's lines added. */
export function timelineOf(
  before: readonly TimelineLine[],
  instanceId: string,
  issued: readonly Command[],
  at: string,
): readonly TimelineLine[] {
  const lines = issued.flatMap((command) => {
    if (command.type !== 'record' || command.record.intent === 'taken') return [];
    const { elementId, name, intent } = command.record;
    return [{ instanceId, at, elementId, name, intent }];
  });
  return lines.length === 0 ? before : [...before, ...lines].slice(-maxLines);
}
