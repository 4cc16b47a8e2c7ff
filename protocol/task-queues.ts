// Temporal's task queues.

/** Task queue of all process instances' workflow tasks. */
export const taskQueue = 'enforcement';

/** Task queue of one agency's jobs; each agency has its own, so that a slow one does not delay others. */
export const agencyQueue = (agency: string): string => `agency-${agency}`;
