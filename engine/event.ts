// The input of `step`. Every event carries its instant: the engine has no clock.
// `at` is legal time as a UTC instant in ISO 8601 (`2026-03-02T01:00:00.000Z`).

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type Variables = { readonly [name: string]: Json };

/** The account that caused the event. No personal data beyond the account's id. */
export interface Actor {
  readonly id: string;
  readonly role: string;
  readonly court?: string;
}

interface EventBase {
  readonly at: string;
  readonly actor?: Actor;
  /** Idempotency key of the cause; an id seen before changes nothing. */
  readonly commandId?: string;
}

/**
 * An element instance that threw an escalation and waits for the answer whether a catcher ends it. With `called`, the
 * thrower is in the process that this instance calls.
 */
export interface Thrower {
  readonly key: number;
  readonly called?: Thrower;
}

/** An event before it is stamped with its instant. */
export type UntimedEvent = EngineEvent extends infer E ? (E extends EngineEvent ? Omit<E, 'at'> : never) : never;

/** `key` is always the element instance's key that the matching command carried. */
export type EngineEvent = EventBase &
  (
    | {
        readonly type: 'started';
        readonly variables: Variables;
        readonly hasParent?: boolean;
        readonly startElementId?: string;
      }
    | { readonly type: 'jobDone'; readonly key: number; readonly variables: Variables }
    | {
        readonly type: 'jobFailed';
        readonly key: number;
        readonly message: string;
        /** Absent: the message is known in one language only. */
        readonly messageZh?: string;
        readonly errorCode?: string;
        readonly variables?: Variables;
      }
    | { readonly type: 'timerFired'; readonly key: number }
    | { readonly type: 'taskCompleted'; readonly key: number; readonly variables: Variables }
    | { readonly type: 'taskAssigned'; readonly key: number; readonly assignee: string | null }
    | {
        readonly type: 'taskUpdated';
        readonly key: number;
        readonly changes: TaskChanges;
        readonly reason?: string;
      }
    | { readonly type: 'message'; readonly key: number; readonly messageId: string; readonly variables: Variables }
    | { readonly type: 'signal'; readonly name: string; readonly variables: Variables }
    | { readonly type: 'childDone'; readonly key: number; readonly variables: Variables }
    | {
        readonly type: 'childFailed';
        readonly key: number;
        readonly message: string;
        /** Absent: the message is known in one language only. */
        readonly messageZh?: string;
        readonly errorCode?: string;
        readonly variables?: Variables;
      }
    | {
        readonly type: 'childEscalated';
        readonly key: number;
        readonly escalationCode: string;
        readonly variables?: Variables;
        /** Absent: the thrower does not wait. */
        readonly thrower?: Thrower;
      }
    /** No catcher has ended the thrower: it continues. */
    | ({ readonly type: 'escalationAnswered' } & Thrower)
    | {
        readonly type: 'incidentResolved';
        readonly key: number;
        readonly action: 'retry' | 'skip';
        readonly variables?: Variables;
        readonly reason?: string;
      }
    | {
        readonly type: 'variablesSet';
        readonly scopeKey?: number;
        readonly variables: Variables;
        readonly reason?: string;
      }
    | { readonly type: 'cancelled'; readonly reason: string }
    /**
     * Elements that a person activates and terminates. `terminate` holds keys; `scopeKey` is needed if the scope is
     * active more than once.
     */
    | {
        readonly type: 'modified';
        readonly activate: readonly {
          readonly elementId: string;
          readonly scopeKey?: number;
          readonly variables?: Variables;
        }[];
        readonly terminate: readonly number[];
        readonly reason: string;
      }
    /** Nothing moves until the instance is resumed; events that arrive are kept. */
    | { readonly type: 'suspended'; readonly reason: string }
    | { readonly type: 'resumed'; readonly reason: string }
    /** Migration to another model of the process: handled by `migrate`, not by `step`. */
    | { readonly type: 'migrated'; readonly mapping: ElementMapping; readonly reason: string }
  );

/** Changes to an open user task: absent fields stay, null removes the value. A date means its end in Asia/Shanghai. */
export type TaskChanges = {
  readonly dueDate?: string | null;
  readonly followUpDate?: string | null;
  readonly candidateGroups?: readonly string[];
  readonly candidateUsers?: readonly string[];
  readonly priority?: number;
};

/** Id of an element or sequence flow in the old model -> id in the new one; an absent id stays the same. */
export interface ElementMapping {
  readonly [id: string]: string;
}
