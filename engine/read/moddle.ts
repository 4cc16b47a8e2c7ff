// What we read of bpmn-moddle's objects: it has no useful types of its own.
export interface ModdleElement {
  readonly $type: string;
  readonly $instanceOf: (type: string) => boolean;
  readonly id?: string;
  readonly name?: string;
  readonly isExecutable?: boolean;
  readonly rootElements?: readonly ModdleElement[];
  readonly flowElements?: readonly ModdleElement[];
  readonly extensionElements?: { readonly values?: readonly ModdleElement[] };
  readonly eventDefinitions?: readonly ModdleElement[];
  readonly sourceRef?: ModdleElement;
  readonly targetRef?: ModdleElement;
  readonly conditionExpression?: { readonly body?: string };
  readonly default?: ModdleElement;
  readonly attachedToRef?: ModdleElement;
  readonly cancelActivity?: boolean;
  readonly isInterrupting?: boolean;
  readonly triggeredByEvent?: boolean;
  readonly isForCompensation?: boolean;
  readonly loopCharacteristics?: ModdleElement;
  readonly isSequential?: boolean;
  readonly completionCondition?: { readonly body?: string };
  readonly messageRef?: ModdleElement;
  readonly signalRef?: ModdleElement;
  readonly errorRef?: ModdleElement;
  readonly escalationRef?: ModdleElement;
  readonly errorCode?: string;
  readonly escalationCode?: string;
  readonly timeDate?: { readonly body?: string };
  readonly timeDuration?: { readonly body?: string };
  readonly timeCycle?: { readonly body?: string };
  readonly calledElement?: string;
  readonly script?: string;
  /** Attributes of the zeebe extension elements. */
  readonly type?: string;
  readonly retries?: string;
  readonly key?: string;
  readonly value?: string;
  readonly source?: string;
  readonly target?: string;
  readonly values?: readonly ModdleElement[];
  readonly properties?: readonly ModdleElement[];
  readonly inputParameters?: readonly ModdleElement[];
  readonly outputParameters?: readonly ModdleElement[];
  readonly processId?: string;
  readonly bindingType?: string;
  readonly versionTag?: string;
  readonly propagateAllChildVariables?: boolean;
  readonly propagateAllParentVariables?: boolean;
  readonly decisionId?: string;
  readonly resultVariable?: string;
  readonly expression?: string;
  readonly correlationKey?: string;
  readonly inputCollection?: string;
  readonly inputElement?: string;
  readonly outputCollection?: string;
  readonly outputElement?: string;
  readonly assignee?: string;
  readonly candidateGroups?: string;
  readonly candidateUsers?: string;
  readonly dueDate?: string;
  readonly followUpDate?: string;
  readonly priority?: string;
  readonly formId?: string;
}

/** The zeebe extension element of that name, if the element has one; its type is its name with a capital. */
export function extension(element: ModdleElement, name: string): ModdleElement | undefined {
  const type = `zeebe:${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return element.extensionElements?.values?.find((value) => value.$type === type);
}
