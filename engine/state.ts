// What a process instance remembers: plain JSON, bounded by what is active, never by what has happened.
import type { IncidentType } from './command.ts';
import type { Json, Variables } from './event.ts';
import type { Trie } from './trie.ts';

export interface State {
  readonly version: 1;
  readonly nextKey: number;
  readonly status: 'active' | 'completed' | 'failed' | 'cancelled';
  readonly hasParent: boolean;
  /** Everything alive, by key; the process instance itself has the key 1. */
  readonly instances: Trie<Instance>;
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
  /** Of a scope: its living element instances … */
  readonly children?: Trie<true>;
  /** … and its tokens: children, those on their way, those waiting at joins. At 0 the scope has ended. */
  readonly tokens?: number;
  /** Tokens waiting at joins, by the sequence flow they came by. */
  readonly waiting?: { readonly [flowId: string]: number };
  readonly subscriptions?: readonly number[];
  readonly loop?: LoopState;
  readonly loopCounter?: number;
  readonly incident?: IncidentState;
}

export interface LoopState {
  readonly items: readonly Json[];
  /** How many instances were begun, and how many have completed. */
  readonly begun: number;
  readonly completed: number;
}

export interface IncidentState {
  readonly incidentType: IncidentType;
  readonly message: string;
  /** What a retry does again. */
  readonly retry: 'enter' | 'complete' | 'job' | 'call';
}

/** Something an element waits for; `on` is the event that it triggers. */
export interface Subscription {
  readonly type: 'subscription';
  readonly key: number;
  /** Key of the element instance that waits. */
  readonly scope: number;
  readonly on: string;
  readonly event:
    | { readonly type: 'timer'; readonly due: string; readonly openedAt: string; readonly left?: number }
    | { readonly type: 'message'; readonly name: string; readonly correlationKey: string }
    | { readonly type: 'signal'; readonly name: string };
}
