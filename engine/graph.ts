// A compiled process: plain JSON, indexed so that a step searches nothing. Texts that begin with `=` are FEEL, others
// literal.
import type { Calendar } from './calendar.ts';
import type { Decisions } from './dmn/index.ts';

/** The input of `step` besides state and event. */
export interface Model {
  readonly graph: Graph;
  readonly decisions: Decisions;
  /** Decisions in the versions that business rule tasks are bound to (`engine/behaviors/decisions.ts`). */
  readonly bound?: { readonly [key: string]: Decisions };
  readonly calendar: Calendar;
  /**
   * Number of token moves for one event after which a loop counts as endless; absent: the number that one transaction
   * can store.
   */
  readonly mostMoves?: number;
}

export interface Graph {
  readonly format: 1;
  readonly processId: string;
  readonly name: string;
  readonly versionTag?: string;
  /** Flow nodes by id; the process itself stands under its own id. */
  readonly elements: { readonly [id: string]: Element };
  readonly flows: { readonly [id: string]: Flow };
  /** The process throws compensation or cancels a transaction: its scopes remember completed activities. */
  readonly compensates?: true;
}

export interface Flow {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly target: string;
  readonly condition?: string;
  readonly line?: number;
  /** Connects the parts of one event with several definitions: it is not drawn. */
  readonly isWithin?: true;
}

export interface Element {
  readonly id: string;
  readonly type: ElementTypeName;
  readonly name: string;
  /** The containing sub-process or process; absent for the process. */
  readonly scope?: string;
  readonly line?: number;
  readonly properties: { readonly [name: string]: string };
  readonly incoming: readonly string[];
  readonly outgoing: readonly string[];
  readonly defaultFlow?: string;
  /** Its outgoing flows are chosen by conditions: one has a condition, or is the default. */
  readonly hasConditions?: true;
  readonly inputs?: readonly Mapping[];
  readonly outputs?: readonly Mapping[];
  /** Ids of the boundary events attached here. */
  readonly boundary?: readonly string[];
  /** Boundary event: its activity. */
  readonly attachedTo?: string;
  readonly interrupting?: boolean;
  readonly event?: EventDefinition;
  /** Scope: the elements at which its tokens start, and its event sub-processes. */
  readonly starts?: readonly string[];
  readonly eventSubProcesses?: readonly string[];
  /** Scope: it counts the active instances of each element. */
  readonly hasInclusiveJoin?: true;
  /** Event sub-process: its start event … */
  readonly trigger?: string;
  /** … and the further parts of a start event with several definitions. */
  readonly otherTriggers?: readonly string[];
  readonly listeners?: { readonly [phase in ListenerPhase]?: readonly Job[] };
  readonly job?: Job;
  readonly task?: UserTask;
  readonly script?: { readonly expression: string; readonly resultVariable: string };
  readonly decision?: CalledDecision;
  readonly call?: Call;
  readonly loop?: Loop;
  readonly adHoc?: AdHoc;
  /** Started only by compensation (BPMN 2.0.2 §10.7.1). */
  readonly forCompensation?: true;
  /** Activity: its compensation handler. */
  readonly compensatedBy?: string;
  /** Scope: the event sub-process that compensates it. */
  readonly compensationSubProcess?: string;
  /** Inclusive join: incoming flow -> the elements of its scope from which a token can reach that flow … */
  readonly reach?: Reach;
  /** … and the elements from which it can do so by sequence flows alone, without a boundary event. */
  readonly directReach?: Reach;
  /** Part of an event with several definitions (`read/multiple.ts`): the event as it is drawn. */
  readonly drawn?: Drawn;
}

export interface Drawn {
  readonly id: string;
  readonly type: ElementTypeName;
}

export const triggersOf = ({ trigger, otherTriggers = [] }: Element): readonly string[] =>
  trigger === undefined ? [] : [trigger, ...otherTriggers];

/**
 * BPMN 2.0.2 §10.5.2: a call starts a process by its none start event, or, without start events, at the elements
 * without an incoming flow; it triggers no other start event.
 */
export const canBeCalled = ({ elements, processId }: Graph): boolean =>
  (elements[processId]?.starts ?? []).some((id) => elements[id]!.type !== 'startEvent' || !elements[id]!.event);

/** The drawn element's id without the suffix of a part (`x#2`, `x#innerInstance`); no id of XML contains `#`. */
export const idAsDrawn = (id: string): string => id.split('#', 1)[0]!;

export type ElementTypeName =
  | 'process'
  | 'subProcess'
  | 'transaction'
  | 'adHocSubProcess'
  | 'adHocInnerInstance'
  | 'eventSubProcess'
  | 'startEvent'
  | 'endEvent'
  | 'intermediateCatchEvent'
  | 'intermediateThrowEvent'
  | 'boundaryEvent'
  | 'task'
  | 'serviceTask'
  | 'userTask'
  | 'sendTask'
  | 'receiveTask'
  | 'scriptTask'
  | 'businessRuleTask'
  | 'callActivity'
  | 'exclusiveGateway'
  | 'parallelGateway'
  | 'inclusiveGateway'
  | 'eventBasedGateway';

/** Execution listeners have the phases start and end, task listeners the others. */
export type ListenerPhase = 'start' | 'end' | 'creating' | 'assigning' | 'updating' | 'completing' | 'canceling';

export interface Reach {
  readonly [flowId: string]: { readonly [elementId: string]: true };
}

export interface Mapping {
  readonly source: string;
  readonly target: string;
}

export interface Job {
  readonly type: string;
  readonly retries: string;
  readonly headers: { readonly [name: string]: string };
}

export interface UserTask {
  readonly assignee?: string;
  readonly candidateGroups?: string;
  readonly candidateUsers?: string;
  readonly dueDate?: string;
  readonly followUpDate?: string;
  readonly priority?: string;
  readonly formId?: string;
  /** Reference to an external form, in place of `formId`; only the task list interprets it. */
  readonly formReference?: string;
}

export interface CalledDecision {
  readonly decisionId: string;
  readonly resultVariable: string;
  /** Absent: the newest version, whose rows state their periods. */
  readonly binding?: 'deployment' | 'versionTag';
  readonly versionTag?: string;
}

export interface Call {
  readonly processId: string;
  readonly binding: 'latest' | 'deployment' | 'versionTag';
  readonly versionTag?: string;
  readonly propagateAllParentVariables: boolean;
  readonly propagateAllChildVariables: boolean;
}

/** Content of an ad-hoc sub-process (BPMN 2.0.2 §13.3.5, with Zeebe's collection of the elements to activate). */
export interface AdHoc {
  /** FEEL list of element ids; absent: all elements without an incoming flow. */
  readonly elements?: string;
  /** One at a time, each with the elements that follow it, in the order of the list. */
  readonly sequential?: true;
  readonly completionCondition?: string;
  readonly cancelRemaining: boolean;
  /**
   * Set if it collects results: a scope around each element that it starts, and the value collected when that scope
   * ends.
   */
  readonly output?: {
    readonly inner: string;
    readonly collection: string;
    readonly element: string;
    readonly variable?: string;
  };
}

/** Repeats while its condition holds, at most `maximum` times (BPMN 2.0.2 §13.3.6). */
export interface StandardLoop {
  readonly testBefore: boolean;
  readonly condition?: string;
  readonly maximum?: string;
}

export interface Loop {
  readonly standard?: StandardLoop;
  readonly sequential: boolean;
  readonly inputCollection: string;
  /** Plain BPMN: the number of instances, as the model writes it, in place of the input collection. */
  readonly cardinality?: string;
  readonly inputElement?: string;
  readonly outputCollection?: string;
  readonly outputElement?: string;
  /** Set if the output element is only a variable's name: each instance has its own. */
  readonly outputVariable?: string;
  /** Nothing inside the loop reads the output collection while it grows. */
  readonly collectsApart?: true;
  readonly completionCondition?: string;
}

export type EventDefinition =
  | { readonly type: 'message'; readonly name: string; readonly correlationKey?: string; readonly timeToLive?: string }
  | { readonly type: 'timer'; readonly kind: 'date' | 'duration' | 'cycle'; readonly value: string }
  | { readonly type: 'signal'; readonly name: string }
  | { readonly type: 'error'; readonly code?: string }
  | { readonly type: 'escalation'; readonly code?: string }
  /** Throw event: with the catch event of that name as target. */
  | { readonly type: 'link'; readonly name: string; readonly target?: string }
  | { readonly type: 'terminate' }
  | { readonly type: 'conditional'; readonly condition: string; readonly filter?: ConditionalFilter }
  /** Throw event: the activity to compensate; absent: all activities of its scope. */
  | { readonly type: 'compensation'; readonly activity?: string }
  | { readonly type: 'cancel' };

/** Changes of variables after which a condition is evaluated again (Camunda 8); an absent field restricts nothing. */
export interface ConditionalFilter {
  readonly names?: readonly string[];
  readonly events?: readonly ('create' | 'update')[];
}
