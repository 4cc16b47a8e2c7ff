// What comes out of `step`: the effects that the shell carries out, in the order given.
import type { Actor, Thrower, Variables } from './event.ts';

/** Where a command comes from; `key` is the element instance's key, unique in the process instance for ever. */
interface Source {
  readonly key: number;
  readonly elementId: string;
  readonly name: string;
  /** zeebe:properties of the element (legalBasis, stage, deadline …), as written in the model. */
  readonly properties: { readonly [name: string]: string };
}

export type Command =
  | (Source & {
      readonly type: 'runJob';
      readonly jobType: string;
      /** Beside the element's own work. */
      readonly isListener?: true;
      readonly retries: number;
      readonly headers: { readonly [name: string]: string };
      readonly variables: Variables;
      /** Distinguishes the instances of a multi-instance body: 1, 2, 3 …; else absent. */
      readonly loopCounter?: number;
    })
  | (Source & { readonly type: 'cancelJob' })
  | (Source & { readonly type: 'startTimer'; readonly due: string })
  | (Source & { readonly type: 'cancelTimer' })
  | (Source & {
      readonly type: 'openTask';
      readonly assignee?: string;
      readonly candidateGroups: readonly string[];
      readonly candidateUsers: readonly string[];
      readonly dueDate?: string;
      readonly followUpDate?: string;
      readonly priority: number;
      readonly formId?: string;
      readonly variables: Variables;
    })
  /** After a migration: the open task stands for another element now. */
  | (Source & { readonly type: 'moveTask' })
  | (Source & { readonly type: 'closeTask'; readonly reason: 'completed' | 'terminated' })
  | (Source & { readonly type: 'subscribe'; readonly messageName: string; readonly correlationKey: string })
  | (Source & { readonly type: 'unsubscribe'; readonly reason: 'correlated' | 'terminated' })
  | (Source & { readonly type: 'subscribeSignal'; readonly signalName: string })
  | (Source & { readonly type: 'unsubscribeSignal' })
  | (Source & {
      readonly type: 'callProcess';
      /** Of the called instance, unique in this one. */
      readonly callId: string;
      readonly processId: string;
      readonly binding: 'latest' | 'deployment' | 'versionTag';
      readonly versionTag?: string;
      readonly variables: Variables;
      readonly loopCounter?: number;
    })
  | (Source & { readonly type: 'cancelCall'; readonly callId: string })
  | (Source & {
      readonly type: 'publish';
      readonly messageName: string;
      readonly correlationKey: string;
      /** ISO 8601 duration the message is kept for when nobody waits for it yet. */
      readonly timeToLive: string;
      readonly variables: Variables;
    })
  /** To all other instances; the instance's own listeners have heard it already. */
  | (Source & { readonly type: 'broadcast'; readonly signalName: string; readonly variables: Variables })
  /** To the parent across a call activity. */
  | (Source & {
      readonly type: 'escalate';
      readonly escalationCode: string;
      readonly variables: Variables;
      /** Waits for the answer; absent where the parent gives none. */
      readonly thrower?: Thrower;
    })
  /** To the called instance. */
  | (Source & { readonly type: 'answerEscalation'; readonly callId: string; readonly thrower: Thrower })
  | (Source & {
      readonly type: 'raiseIncident';
      readonly incidentType: IncidentType;
      /** In English. */
      readonly message: string;
      readonly messageZh: string;
    })
  | (Source & { readonly type: 'resolveIncident' })
  | { readonly type: 'record'; readonly record: EngineRecord }
  | { readonly type: 'complete'; readonly variables: Variables }
  /** The instance ended by an error nobody in it caught (only with a parent) or by cancellation. */
  | {
      readonly type: 'fail';
      readonly message: string;
      readonly messageZh?: string;
      readonly errorCode?: string;
      readonly variables?: Variables;
    };

export type IncidentType =
  | 'expression'
  | 'condition'
  | 'job'
  | 'error'
  | 'call'
  | 'message'
  | 'decision'
  | 'size'
  | 'endless';

/** One line of what happened, for the archive. The shell adds instance, instant and actor. */
export interface EngineRecord {
  readonly key: number;
  readonly scopeKey: number;
  readonly elementId: string;
  readonly elementType: string;
  readonly name: string;
  readonly intent: RecordIntent;
  readonly properties: { readonly [name: string]: string };
  /** What the line is about: due instant, message name, decision result, error code, changed variables … */
  readonly data?: Variables;
  readonly actor?: Actor;
}

export type RecordIntent =
  | 'activated'
  | 'completed'
  | 'terminated'
  | 'taken'
  | 'triggered'
  | 'evaluated'
  | 'variablesSet'
  | 'assigned'
  | 'updated'
  | 'incidentRaised'
  | 'incidentResolved'
  | 'cancelled'
  | 'modified'
  | 'suspended'
  | 'resumed'
  | 'migrated';

/** What `step` returns. */
export interface Step<S> {
  readonly state: S;
  readonly commands: readonly Command[];
}
