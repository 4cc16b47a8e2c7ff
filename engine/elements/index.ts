// The element types, by the name the graph gives them.

import type { ElementType } from '../element-type.ts';
import type { ElementTypeName } from '../graph.ts';
import { adHocInnerInstance, adHocSubProcess } from './ad-hoc.ts';
import { boundaryEvent, endEvent, intermediateCatchEvent, intermediateThrowEvent, startEvent } from './events.ts';
import { eventBasedGateway, exclusiveGateway, inclusiveGateway, parallelGateway } from './gateways.ts';
import { eventSubProcess, process, subProcess, transaction } from './scopes.ts';
import {
  businessRuleTask,
  callActivity,
  receiveTask,
  scriptTask,
  sendTask,
  serviceTask,
  task,
  userTask,
} from './tasks.ts';

export const elements: { readonly [name in ElementTypeName]: ElementType } = {
  process,
  subProcess,
  transaction,
  adHocSubProcess,
  adHocInnerInstance,
  eventSubProcess,
  startEvent,
  endEvent,
  intermediateCatchEvent,
  intermediateThrowEvent,
  boundaryEvent,
  task,
  serviceTask,
  userTask,
  sendTask,
  receiveTask,
  scriptTask,
  businessRuleTask,
  callActivity,
  exclusiveGateway,
  parallelGateway,
  inclusiveGateway,
  eventBasedGateway,
};
