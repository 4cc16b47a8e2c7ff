// The state of a process instance: plain JSON, bounded by the active elements, not by the history.
import type { IncidentType } from './command.ts';
import type { EngineEvent, Json, Variables } from './event.ts';
import type { ListenerPhase } from './graph.ts';
import type { Trie } from './trie.ts';

export interface State {
  readonly version: 1;
  readonly nextKey: number;
  readonly status: 'created' | 'active' | 'completed' | 'failed' | 'cancelled';
  readonly hasParent: boolean;
  /** Active element instances and open subscriptions by key; the process instance itself has the key 1. */
  readonly instances: Trie<Instance>;
  /** Subscriptions to signals, by the signal's name. */
  readonly signals?: { readonly [name: string]: Trie<true> };
  /** Subscriptions to conditions. */
  readonly watched?: Trie<true>;
  /** The instance is suspended; events that have arrived since, oldest first. */
  readonly suspended?: { readonly since: string; readonly kept: readonly EngineEvent[] };
  /** The event would cancel user tasks (keys) whose canceling listeners run first; events that have arrived since. */
  readonly canceling?: {
    readonly event: EngineEvent;
    readonly keys: readonly number[];
    readonly kept: readonly EngineEvent[];
  };
  /** Ids of the last commands carried out, oldest first, by which a repetition is recognized. */
  readonly commandIds: readonly string[];
}

export const rootKey = 1;

export type Instance = ElementInstance | Subscription;

/**
 * One flat object, so that a step copies and writes little; its fields are grouped by concern. Most instances have only
 * the first group.
 */
export interface ElementInstance extends Work, ScopeContent, LoopPart, AdHocPart, CompensationPart {
  readonly type: 'element';
  readonly key: number;
  /** Key of the containing scope's instance; 0 for the process. */
  readonly scope: number;
  readonly element: string;
  readonly variables?: Variables;
  /** Keys of its open subscriptions. */
  readonly subscriptions?: readonly number[];
  readonly incident?: IncidentState;
}

/** Work outside the engine that the element waits for. */
interface Work {
  readonly awaits?: 'job' | 'task' | 'call' | 'answer';
  /** User task: who has claimed it. */
  readonly assignee?: string;
  /**
   * Call: the called instance's id if it is not `<element id>-<key>`, because it was called again or migrated since.
   */
  readonly callId?: string;
  /** Waits for a listener's job; `carried`: the results that the completion will apply, or the assignee. */
  readonly listening?: { readonly phase: ListenerPhase; readonly index: number; readonly carried: Variables };
  /** User task: its canceling listeners have run. */
  readonly areCancelingListenersDone?: true;
}

/** Content of a scope: the process, a sub-process, the body of a loop. */
interface ScopeContent {
  /** Its active element instances. */
  readonly children?: Trie<true>;
  /** Children, tokens on their way, and tokens waiting at joins. At 0 the scope ends. */
  readonly tokens?: number;
  /** Tokens waiting at joins, by the sequence flow that they took. */
  readonly waiting?: { readonly [flowId: string]: number };
  /** Scope with an inclusive join: the number of active instances of each element. */
  readonly population?: { readonly [elementId: string]: number };
  /** An interrupting event sub-process has started: no other one of this scope may. */
  readonly isInterrupted?: true;
  /** Process or event sub-process: the start event, if it is not the usual one. */
  readonly startsAt?: string;
}

/** Loops and multi-instance activities. */
interface LoopPart {
  /** The body: a scope around the instances of the activity. */
  readonly isLoopBody?: true;
  readonly loop?: LoopState;
  readonly loopCounter?: number;
}

/** Ad-hoc sub-processes. */
interface AdHocPart {
  /** Sequential: the elements that are still to be activated, in their order. */
  readonly upcoming?: readonly string[];
  /** The completion condition has held; it ends when its active elements have ended. */
  readonly isDone?: true;
}

/** Compensation (BPMN 2.0.2 §13.5.5). */
interface CompensationPart {
  /** Scope: completed activities that can still be compensated, the oldest first. */
  readonly compensable?: readonly Compensable[];
  /** Thrower of compensation, or a transaction being canceled: the remaining activities, and their scope. */
  readonly compensating?: {
    readonly scope: number;
    readonly todo: readonly Compensable[];
    readonly isCancelled?: true;
  };
  /** Handler or restored sub-process: key of the thrower. */
  readonly compensates?: number;
  /** Sub-process restored for compensation, until it starts: the activities that it had completed. */
  readonly restored?: readonly Compensable[];
}

/**
 * A completed activity with its own variables as they were; for a sub-process also the activities that it completed.
 */
export interface Compensable {
  readonly element: string;
  readonly variables?: Variables;
  readonly loopCounter?: number;
  readonly inner?: readonly Compensable[];
}

export interface LoopState {
  readonly count: number;
  /** Sequential: the items. */
  readonly items?: readonly Json[];
  /** Number of instances that were started, and that have completed. */
  readonly started: number;
  readonly completed: number;
  /** Outputs by item, if nothing reads them before the end: a list would be copied at each step. */
  readonly outputs?: Trie<Json>;
}

export interface IncidentState {
  readonly incidentType: IncidentType;
  /** In English. */
  readonly message: string;
  readonly messageZh: string;
  /**
   * The phase that a retry repeats; `watch`: the element's work continues, only a condition beside it could not be
   * evaluated.
   */
  readonly retry: 'enter' | 'complete' | 'depart' | 'job' | 'end' | 'watch';
}

/** An open subscription; `on` is the element whose event it triggers. */
export interface Subscription {
  readonly type: 'subscription';
  readonly key: number;
  /** Key of the subscribed element instance. */
  readonly scope: number;
  readonly on: string;
  readonly event: Awaited;
}

export type Awaited =
  | {
      readonly type: 'timer';
      readonly due: string;
      readonly openedAt: string;
      /** Cycle: the time between two turns, and the turns left after this one; without `left` it has no end. */
      readonly period?: string;
      readonly left?: number;
      /** Cycle by a cron expression. */
      readonly cron?: string;
    }
  | { readonly type: 'message'; readonly name: string; readonly correlationKey: string }
  | { readonly type: 'signal'; readonly name: string }
  | { readonly type: 'condition'; readonly wasTrue: boolean };

export const created: State = {
  version: 1,
  nextKey: rootKey + 1,
  status: 'created',
  hasParent: false,
  instances: { depth: 0, root: {} },
  commandIds: [],
};

const rememberedCommands = 100;

export const remembered = (ids: readonly string[], id: string | undefined): readonly string[] =>
  id === undefined ? ids : [...ids, id].slice(-rememberedCommands);

export const isCarriedOut = ({ commandIds }: State, id: string | undefined): boolean =>
  id !== undefined && commandIds.includes(id);

/** @throws Error for a state of a version that this release does not know */
export function requireKnownVersion({ version }: { readonly version: number }): void {
  if (version !== created.version)
    throw new Error(`Expected a state of version ${created.version}; found version ${version}.`);
}
