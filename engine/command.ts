// The output of `step`: the effects that the shell carries out, in the order given.
import type { Actor, Thrower, Variables } from './event.ts';

/** Origin of a command; `key` is the element instance's key, which the process instance never uses again. */
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
      /** It runs beside the element's own work. */
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
      /** Id of the called instance, unique in this one. */
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
      /** ISO 8601 duration for which the message is kept while no instance waits for it. */
      readonly timeToLive: string;
      readonly variables: Variables;
    })
  /** Sent to all other instances; the instance's own listeners have received the signal already. */
  | (Source & { readonly type: 'broadcast'; readonly signalName: string; readonly variables: Variables })
  /** Sent to the caller across a call activity. */
  | (Source & {
      readonly type: 'escalate';
      readonly escalationCode: string;
      readonly variables: Variables;
      /** Waits for the answer; absent if the caller gives none. */
      readonly thrower?: Thrower;
    })
  /** Sent to the called instance. */
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
  /** The instance ended by an uncaught error (only with a caller) or by cancellation. */
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

/** One line of the archive. The shell adds instance, instant and actor. */
export interface EngineRecord {
  readonly key: number;
  readonly scopeKey: number;
  readonly elementId: string;
  readonly elementType: string;
  readonly name: string;
  readonly intent: RecordIntent;
  readonly properties: { readonly [name: string]: string };
  /** Details: due instant, message name, decision result, error code, changed variables … */
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

/** The result of `step`. */
export interface Step<S> {
  readonly state: S;
  readonly commands: readonly Command[];
}
