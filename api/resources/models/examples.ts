// The model of the notice to debtors, with one of its elements; and a small model that can be deployed as it is.
import type { ProcessModel } from '../../../db/models.ts';
import type { ModelRef } from '../../../protocol/start.ts';
import { resolvedExample } from '../law/examples.ts';
import { instanceExample } from '../operations/examples.ts';
import type { modelView, versionView } from './view.ts';

type Version = NonNullable<Awaited<ReturnType<typeof versionView>>>;
type Live = Awaited<ReturnType<typeof modelView>>;

/** A receipt that the clerk registers: start, user task, end. */
const xmlExample = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="receipt-definitions" targetNamespace="http://court.example/models">
  <bpmn:process id="receipt-registration" name="登记回执" isExecutable="true">
    <bpmn:startEvent id="received" name="收到回执"><bpmn:outgoing>received-to-register</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="received-to-register" sourceRef="received" targetRef="register" />
    <bpmn:userTask id="register" name="登记送达回执">
      <bpmn:documentation>登记受送达人和送达日期。</bpmn:documentation>
      <bpmn:extensionElements>
        <zeebe:userTask />
        <zeebe:assignmentDefinition candidateGroups="clerk" />
        <zeebe:properties><zeebe:property name="legalBasis" value="CPL#253" /></zeebe:properties>
      </bpmn:extensionElements>
      <bpmn:incoming>received-to-register</bpmn:incoming><bpmn:outgoing>register-to-done</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:sequenceFlow id="register-to-done" sourceRef="register" targetRef="done" />
    <bpmn:endEvent id="done" name="已登记"><bpmn:incoming>register-to-done</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
</bpmn:definitions>`;

export const deploymentExample = { files: [{ name: 'receipt-registration.bpmn', content: xmlExample }] } as const;

export const refExample: ModelRef = {
  processId: 'receipt-registration',
  version: 1,
  hash: '9a5155df83fa3a584b62641ad510e4277f47eaeb9908b95ab4eb3a9a56d8b115',
};

export const modelExample: ProcessModel = {
  ...refExample,
  name: '登记回执',
  versionTag: null,
  deployedAt: '2026-02-27T08:30:00.000Z',
  deployedBy: 'admin',
};

export const elementExample: Version['elements'][number] = {
  id: 'register',
  name: '登记送达回执',
  type: 'userTask',
  legalBasis: [resolvedExample],
};

export const versionExample: Version = {
  ...refExample,
  name: '登记回执',
  xml: xmlExample,
  elements: [elementExample],
};

export const liveElementExample: Live['elements'][number] = {
  ...elementExample,
  active: 1,
  completed: 0,
  terminated: 0,
  incidents: 0,
  openTasks: 1,
};

export const namedInstanceExample: Live['instances'][number] = { ...instanceExample, name: '' };

export const liveExample: Live = {
  instance: instanceExample,
  instances: [namedInstanceExample],
  xml: xmlExample,
  elements: [liveElementExample],
  flows: [{ id: 'received-to-register', taken: 1 }],
};
