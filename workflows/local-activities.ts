// The local activities as the workflow calls them.
import { proxyLocalActivities } from '@temporalio/workflow';
import type { LocalActivities } from '../protocol/activities.ts';

export const local = proxyLocalActivities<LocalActivities>({
  startToCloseTimeout: '2 minutes',
  retry: { initialInterval: '200 ms', maximumInterval: '30 seconds' },
});
