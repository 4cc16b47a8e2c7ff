// Temporal's task queues.

/** The workflow tasks of every process instance. */
export const taskQueue = 'enforcement';

/** The jobs of one agency, so that a slow agency holds up no other. */
export const agencyQueue = (agency: string): string => `agency-${agency}`;
