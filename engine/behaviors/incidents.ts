// A fault in a running case is a value, not a crash: the element waits with its incident until a person retries or
// skips it.
import type { IncidentType } from '../command.ts';
import { edit, elementOf, findElement, type Run, record, sourceOf } from '../run.ts';
import type { IncidentState } from '../state.ts';

export class IncidentError extends Error {
  readonly incidentType: IncidentType;
  constructor(incidentType: IncidentType, message: string) {
    super(message);
    this.incidentType = incidentType;
  }
}

/** Does it, or leaves the element with an incident whose retry does the same again. */
export function attempt(run: Run, key: number, retry: IncidentState['retry'], action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof IncidentError)) throw error;
    raiseIncident(run, key, error.incidentType, error.message, retry);
  }
}

/** Tries what has nobody to wait with an incident: why it cannot be done. */
export function faultOf(trial: () => void): string | undefined {
  try {
    trial();
    return undefined;
  } catch (error) {
    if (error instanceof IncidentError) return error.message;
    throw error;
  }
}

export function raiseIncident(
  run: Run,
  key: number,
  incidentType: IncidentType,
  message: string,
  retry: IncidentState['retry'],
): void {
  clearIncident(run, key);
  const instance = edit(run, key);
  const element = elementOf(run, instance);
  instance.incident = { incidentType, message, retry };
  // A condition beside the work that nobody can decide does not stop the work.
  if (retry !== 'watch') delete instance.awaits;
  record(run, 'incidentRaised', instance, element, { incidentType, message });
  run.commands.push({ type: 'raiseIncident', ...sourceOf(element, key), incidentType, message });
}

export function clearIncident(run: Run, key: number): void {
  if (!findElement(run, key)?.incident) return;
  const instance = edit(run, key);
  delete instance.incident;
  run.commands.push({ type: 'resolveIncident', ...sourceOf(elementOf(run, instance), key) });
}
