// How an incident reads on the wire: what kind of fault it is and what to do, for the judge; the message is for who
// mends it.

import type { Incident } from '../../../db/incidents.ts';
import { encodeId } from '../../http/ids.ts';
import { say } from '../../problems/messages.ts';

export const incidentView = (incident: Incident) => {
  const { zh, en } = say(`incident.${incident.type}`);
  return {
    id: encodeId(incident.workflowId, incident.key, incident.raisedStep),
    ...incident,
    whatToDo: zh,
    whatToDoEn: en,
  };
};
