// Logs one line per committed step and per request to an agency: case number, element and intent or state; no variables
// and no names of people.
import type { Logger } from 'pino';
import type { AgencyActivities } from '../protocol/activities.ts';
import type { StepBatch } from '../protocol/steps.ts';

/** A listener for committed steps that logs each one and its incidents. */
export function logSteps(log: Logger): (batch: StepBatch) => void {
  return ({ workflowId, step, cause, at, actor, commands }) => {
    const about = { caseNumber: caseNumberIn(workflowId), workflowId, step, cause, legalTime: at, role: actor?.role };
    const elements = commands.flatMap((command) =>
      command.type === 'record' && command.record.intent !== 'taken'
        ? [`${command.record.elementId} ${command.record.intent}`]
        : [],
    );
    log.info({ ...about, elements }, 'step committed');
    for (const command of commands) {
      if (command.type === 'raiseIncident')
        log.warn({ ...about, element: command.elementId, incident: command.incidentType }, 'incident raised');
    }
  };
}

/** The agency activities with a log line for each request. */
export function withRequestLog(agencies: AgencyActivities, log: Logger): AgencyActivities {
  return {
    callAgency: async (job) => {
      const about = {
        caseNumber: job.caseNumber,
        element: job.elementId,
        workflowId: job.workflowId,
        jobType: job.jobType,
      };
      try {
        const result = await agencies.callAgency(job);
        log.info(
          { ...about, state: (result['request'] as { state?: string } | undefined)?.state },
          'agency request done',
        );
        return result;
      } catch (failure) {
        log.warn({ ...about, failure: failure instanceof Error ? failure.name : 'unknown' }, 'agency request failed');
        throw failure;
      }
    },
  };
}

/** `<process id>/<case number>[/…]`. */
const caseNumberIn = (workflowId: string) => workflowId.split(/[/:]/)[1];
