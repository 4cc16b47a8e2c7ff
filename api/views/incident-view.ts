// How an incident reads on the wire.
import type { Incident } from '../../db/incidents.ts';
import { encodeId } from '../ids.ts';

export const incidentView = (incident: Incident) => ({
  id: encodeId(incident.workflowId, incident.key, incident.raisedStep),
  ...incident,
});
