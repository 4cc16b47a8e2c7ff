// The current workflow code replays the kept histories.
import { expect, test } from '@jest/globals';
import { Worker } from '@temporalio/worker';
import { workflowBundle } from '../../tools/stack/test-temporal.ts';
import { keptHistories } from '../support/histories.ts';

test('every kept history replays without a difference', async () => {
  const kept = keptHistories();
  const bundle = await workflowBundle();
  const histories = kept.map(({ workflowId, history }) => ({ workflowId, history }));
  const failed: string[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle: bundle }, histories as never))
    if (error) failed.push(`${workflowId}: ${error.message}`);

  expect(failed).toEqual([]);
  expect(kept.length).toBeGreaterThan(20);
});

test('a history with another sequence of events is refused', async () => {
  const [first] = keptHistories();
  const { events } = first!.history as {
    events: { timerStartedEventAttributes?: unknown; markerRecordedEventAttributes?: unknown }[];
  };
  const without = events.filter((event) => !event.markerRecordedEventAttributes);

  await expect(
    Worker.runReplayHistory({ workflowBundle: await workflowBundle() }, { events: without }, first!.workflowId),
  ).rejects.toThrow();
});
