// An incident in the API's answers: kind of fault and remedy for the judge, technical message for the operator.

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
