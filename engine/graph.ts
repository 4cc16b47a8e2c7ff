// A compiled process: plain JSON, indexed so that a step searches nothing. Texts that begin with `=` are FEEL, others
// literal.
import type { Calendar } from './calendar.ts';
import type { Decisions } from './dmn/index.ts';

/** All that `step` needs to know besides state and event. */
export interface Model {
  readonly graph: Graph;
  readonly decisions: Decisions;
  /** Decisions in the versions that business rule tasks are bound to (`engine/behaviors/decisions.ts`). */
  readonly bound?: { readonly [key: string]: Decisions };
  readonly calendar: Calendar;
  /**
   * After how many moves of tokens for one event a loop counts as endless; absent: as many as can be stored in one
   * transaction.
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
  /** Something in it throws compensation or cancels a transaction: then scopes remember what could be compensated. */
  readonly compensates?: true;
}

export interface Flow {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly target: string;
  readonly condition?: string;
  readonly line?: number;
  /** Between the parts of one event of several definitions: it is not drawn. */
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
  /** Its outgoing flows are chosen among: one has a condition, or is the default. */
  readonly hasConditions?: true;
  readonly inputs?: readonly Mapping[];
  readonly outputs?: readonly Mapping[];
  /** Ids of the boundary events attached here. */
  readonly boundary?: readonly string[];
  /** Of a boundary event: its activity. */
  readonly attachedTo?: string;
  readonly interrupting?: boolean;
  readonly event?: EventDefinition;
  /** Of a scope: where its tokens begin, and the event sub-processes waiting beside. */
  readonly starts?: readonly string[];
  readonly eventSubProcesses?: readonly string[];
  /** Of a scope: it keeps count of which elements are alive in it. */
  readonly hasInclusiveJoin?: true;
  /** Of an event sub-process: its one start event … */
  readonly trigger?: string;
  /** … and the further parts of that, where it has several definitions. */
  readonly otherTriggers?: readonly string[];
  readonly listeners?: { readonly [phase in ListenerPhase]?: readonly Job[] };
  readonly job?: Job;
  readonly task?: UserTask;
  readonly script?: { readonly expression: string; readonly resultVariable: string };
  readonly decision?: CalledDecision;
  readonly call?: Call;
  readonly loop?: Loop;
  readonly adHoc?: AdHoc;
  /** Begun only by compensation (BPMN 2.0.2 §10.7.1). */
  readonly forCompensation?: true;
  /** Of an activity: its compensation handler. */
  readonly compensatedBy?: string;
  /** Of a scope: its event sub-process that compensates it. */
  readonly compensationSubProcess?: string;
  /** Of an inclusive join: incoming flow -> the elements of its scope from which a token can still get there … */
  readonly reach?: Reach;
  /** … and those from which it does so by sequence flows alone, not by a boundary event. */
  readonly directReach?: Reach;
  /** Of the parts of an event of several definitions (`read/multiple.ts`): the event as it is drawn. */
  readonly drawn?: Drawn;
}

export interface Drawn {
  readonly id: string;
  readonly type: ElementTypeName;
}

export const triggersOf = ({ trigger, otherTriggers = [] }: Element): readonly string[] =>
  trigger === undefined ? [] : [trigger, ...otherTriggers];

/** Of what belongs to something drawn (`x#2`, `x#innerInstance`): no id of XML has the sign in it. */
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

/** Of an execution listener: start, end. Of a task listener: the others. */
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
  /** Instead, of a form kept outside: what only the task list understands. */
  readonly formReference?: string;
}

export interface CalledDecision {
  readonly decisionId: string;
  readonly resultVariable: string;
  /** Absent: the newest, whose rows say when they hold. */
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

/** What happens in an ad-hoc sub-process (BPMN 2.0.2 §13.3.5, with Zeebe's collection of the elements to activate). */
export interface AdHoc {
  /** FEEL list of element ids; absent: all that nothing leads to. */
  readonly elements?: string;
  /** One at a time, each with what follows it, in the order of the list. */
  readonly sequential?: true;
  readonly completionCondition?: string;
  readonly cancelRemaining: boolean;
  /**
   * Where it collects results: a scope around each element that it begins, and what is collected when that scope ends.
   */
  readonly output?: {
    readonly inner: string;
    readonly collection: string;
    readonly element: string;
    readonly variable?: string;
  };
}

/** Repeats while its condition holds, at most so often (BPMN 2.0.2 §13.3.6). */
export interface StandardLoop {
  readonly testBefore: boolean;
  readonly condition?: string;
  readonly maximum?: string;
}

export interface Loop {
  readonly standard?: StandardLoop;
  readonly sequential: boolean;
  readonly inputCollection: string;
  readonly inputElement?: string;
  readonly outputCollection?: string;
  readonly outputElement?: string;
  /** Where the output element only names one: each instance has its own. */
  readonly outputVariable?: string;
  /** Nothing within it reads the output collection while it grows. */
  readonly collectsApart?: true;
  readonly completionCondition?: string;
}

export type EventDefinition =
  | { readonly type: 'message'; readonly name: string; readonly correlationKey?: string; readonly timeToLive?: string }
  | { readonly type: 'timer'; readonly kind: 'date' | 'duration' | 'cycle'; readonly value: string }
  | { readonly type: 'signal'; readonly name: string }
  | { readonly type: 'error'; readonly code?: string }
  | { readonly type: 'escalation'; readonly code?: string }
  /** Of a throw event: the catch event of that name, too. */
  | { readonly type: 'link'; readonly name: string; readonly target?: string }
  | { readonly type: 'terminate' }
  | { readonly type: 'conditional'; readonly condition: string; readonly filter?: ConditionalFilter }
  /** Of a throw event: the activity to compensate; absent: all of its scope. */
  | { readonly type: 'compensation'; readonly activity?: string }
  | { readonly type: 'cancel' };

/** Which changes of variables a condition is looked at again for (Camunda 8); what is absent restricts nothing. */
export interface ConditionalFilter {
  readonly names?: readonly string[];
  readonly events?: readonly ('create' | 'update')[];
}
