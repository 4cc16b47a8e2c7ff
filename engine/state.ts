// What a process instance remembers: plain JSON, bounded by what is active, never by what has happened.
import type { IncidentType } from './command.ts';
import type { EngineEvent, Json, Variables } from './event.ts';
import type { ListenerPhase } from './graph.ts';
import type { Trie } from './trie.ts';

export interface State {
  readonly version: 2;
  readonly nextKey: number;
  readonly status: 'created' | 'active' | 'completed' | 'failed' | 'cancelled';
  readonly hasParent: boolean;
  readonly parentAnswers?: true;
  /** Everything alive, by key; the process instance itself has the key 1. */
  readonly instances: Trie<Instance>;
  /** Subscriptions to signals, by the signal's name. */
  readonly signals?: { readonly [name: string]: Trie<true> };
  /** Subscriptions to conditions. */
  readonly watched?: Trie<true>;
  /** Nothing moves; what has arrived in the meantime, oldest first. */
  readonly suspended?: { readonly since: string; readonly kept: readonly EngineEvent[] };
  /** Would withdraw user tasks whose listeners are told first (their keys), and what has arrived behind it. */
  readonly withdrawing?: {
    readonly event: EngineEvent;
    readonly keys: readonly number[];
    readonly kept: readonly EngineEvent[];
  };
  /** Ids of the last commands carried out, oldest first: a repetition is recognised. */
  readonly commandIds: readonly string[];
}

export const rootKey = 1;

export type Instance = ElementInstance | Subscription;

export interface ElementInstance {
  readonly type: 'element';
  readonly key: number;
  /** Key of the containing scope's instance; 0 for the process. */
  readonly scope: number;
  readonly element: string;
  /** The body of a multi-instance activity: a scope around its instances. */
  readonly isLoopBody?: true;
  readonly variables?: Variables;
  /** What somebody outside is to do for it. */
  readonly awaits?: 'job' | 'task' | 'call' | 'answer';
  readonly assignee?: string;
  /** Of a call: the called instance's id where it is not `<element id>-<key>`, because it was called again or migrated since. */
  readonly callId?: string;
  /** Of a user task: its canceling listeners have been told. */
  readonly isTold?: true;
  /** Of a scope: its living element instances … */
  readonly children?: Trie<true>;
  /** … and its tokens: children, those on their way, those waiting at joins. At 0 the scope has ended. */
  readonly tokens?: number;
  /** Tokens waiting at joins, by the sequence flow they came by. */
  readonly waiting?: { readonly [flowId: string]: number };
  /** Of a scope with an inclusive join: how many instances of which element are alive in it. */
  readonly population?: { readonly [elementId: string]: number };
  /** Of a sequential ad-hoc sub-process: the elements that are still to be begun, in their order. */
  readonly upcoming?: readonly string[];
  /** Of an ad-hoc sub-process: its completion condition has held; it ends with what still runs in it. */
  readonly isDone?: true;
  /** An interrupting event sub-process has begun: no other of this scope may. */
  readonly isInterrupted?: true;
  /** Of the process or an event sub-process: where it starts when not at its usual start event. */
  readonly startsAt?: string;
  readonly subscriptions?: readonly number[];
  /** Waits for a listener's job; carried: the results that its completion is to hand over, or the assignee. */
  readonly listening?: {
    readonly phase: ListenerPhase;
    readonly index: number;
    readonly carried: Variables;
    /** At its end: its results have gone through its mappings. Absent in states of an older release. */
    readonly isMapped?: true;
  };
  readonly loop?: LoopState;
  readonly loopCounter?: number;
  readonly incident?: IncidentState;
  /** Of a scope: what it has completed and could still undo, the oldest first. */
  readonly compensable?: readonly Compensable[];
  /** Who throws compensation, or a transaction being cancelled: what is still to be undone, and in which scope. */
  readonly compensating?: {
    readonly scope: number;
    readonly todo: readonly Compensable[];
    readonly isCancelled?: true;
  };
  /** Of a handler or a restored sub-process: who threw the compensation. */
  readonly compensates?: number;
  /** Of a sub-process restored for compensation, until it begins: what it had completed. */
  readonly restored?: readonly Compensable[];
}

/** A completed activity with its own variables as they were; of a sub-process also what it completed. */
export interface Compensable {
  readonly element: string;
  readonly variables?: Variables;
  readonly loopCounter?: number;
  readonly inner?: readonly Compensable[];
}

export interface LoopState {
  readonly count: number;
  /** Kept where they are still to be begun one after the other. */
  readonly items?: readonly Json[];
  /** How many instances were begun, and how many have completed. */
  readonly begun: number;
  readonly completed: number;
  /** By item, where nobody reads them before the end: a list would be copied at each step. */
  readonly outputs?: Trie<Json>;
}

export interface IncidentState {
  readonly incidentType: IncidentType;
  readonly message: string;
  /** What a retry does again; `watch`: the element's work goes on, only a condition beside it could not be read. */
  readonly retry: 'enter' | 'complete' | 'depart' | 'job' | 'end' | 'watch';
}

/** Something an element waits for; `on` is the event that it triggers. */
export interface Subscription {
  readonly type: 'subscription';
  readonly key: number;
  /** Key of the element instance that waits. */
  readonly scope: number;
  readonly on: string;
  readonly event: Awaited;
}

export type Awaited =
  | {
      readonly type: 'timer';
      readonly due: string;
      readonly openedAt: string;
      /** Of a cycle: the time between two turns, and the turns left after this one; absent: without end. */
      readonly period?: string;
      readonly left?: number;
      /** … or the cron expression by which it turns. */
      readonly cron?: string;
    }
  | { readonly type: 'message'; readonly name: string; readonly correlationKey: string }
  | { readonly type: 'signal'; readonly name: string }
  | { readonly type: 'condition'; readonly wasTrue: boolean };

export const created: State = {
  version: 2,
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

/**
 * Brings the state of an older release to this one's form; one of a newer release is refused.
 * 1 -> 2: a repetition may keep its outputs apart; what an older one keeps among its variables stays there until it ends.
 */
export function upgrade(state: { readonly version: number }): State {
  if (state.version === created.version) return state as State;
  if (state.version === 1) return { ...state, version: created.version } as State;
  throw new Error(`Expected a state of version ${created.version} or older; found version ${state.version}.`);
}
