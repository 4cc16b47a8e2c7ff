// A fault in a running case is a value, not a crash: the element waits with its incident until a person retries or
// skips it.
import type { Bilingual } from '../catalogue.ts';
import type { IncidentType } from '../command.ts';
import { edit, elementOf, findElement, type Run, record, sourceOf } from '../run.ts';
import type { IncidentState } from '../state.ts';

export class IncidentError extends Error {
  readonly incidentType: IncidentType;
  readonly text: Bilingual;
  constructor(incidentType: IncidentType, text: Bilingual) {
    super(text.en);
    this.incidentType = incidentType;
    this.text = text;
  }
}

/** Performs the action, or leaves the element with an incident whose retry performs it again. */
export function attempt(run: Run, key: number, retry: IncidentState['retry'], action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof IncidentError)) throw error;
    raiseIncident(run, key, error.incidentType, error.text, retry);
  }
}

/** Dry run for callers that cannot hold an incident; returns the reason for failure, if any. */
export function faultOf(trial: () => void): Bilingual | undefined {
  try {
    trial();
    return undefined;
  } catch (error) {
    if (error instanceof IncidentError) return error.text;
    throw error;
  }
}

export function raiseIncident(
  run: Run,
  key: number,
  incidentType: IncidentType,
  { en: message, zh: messageZh }: Bilingual,
  retry: IncidentState['retry'],
): void {
  clearIncident(run, key);
  const instance = edit(run, key);
  const element = elementOf(run, instance);
  instance.incident = { incidentType, message, messageZh, retry };
  // A condition beside the work that cannot be decided does not stop the work.
  if (retry !== 'watch') delete instance.awaits;
  record(run, 'incidentRaised', instance, element, { incidentType, message, messageZh });
  run.commands.push({ type: 'raiseIncident', ...sourceOf(element, key), incidentType, message, messageZh });
}

export function clearIncident(run: Run, key: number): void {
  if (!findElement(run, key)?.incident) return;
  const instance = edit(run, key);
  delete instance.incident;
  run.commands.push({ type: 'resolveIncident', ...sourceOf(elementOf(run, instance), key) });
}
