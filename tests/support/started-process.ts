// A small model that is started by a message or a signal of the given name, at the start event `begun`, and has one
// user task.
export const processStartedBy = (
  processId: string,
  name: string,
  type: 'message' | 'signal' = 'message',
  inside = '',
) => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
  <bpmn:${type} id="what" name="${name}" />
  <bpmn:process id="${processId}" name="${processId}" isExecutable="true">
    <bpmn:startEvent id="begun"><bpmn:${type}EventDefinition id="by" ${type}Ref="what" /></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="begun" targetRef="handle" />
    <bpmn:userTask id="handle" name="办理"><bpmn:extensionElements><zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="judge" /></bpmn:extensionElements></bpmn:userTask>
    <bpmn:sequenceFlow id="f2" sourceRef="handle" targetRef="end" />
    <bpmn:endEvent id="end" />${inside}
  </bpmn:process>
</bpmn:definitions>`;
