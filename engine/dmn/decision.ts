// Decisions as plain JSON: what `readDecisions` makes of a DMN 1.3 to 1.5 file and `evaluateDecision` runs.

/** An element of the decision requirements graph that can be asked for a value or called. */
export type Decision = {
  readonly id: string;
  readonly name: string;
  /** Of this version of it, as its author named it (zeebe:versionTag). */
  readonly versionTag?: string;
  /** Whether names in its file are spelled so that the parser must know them (`Monthly Salary`). */
  readonly hasFreeNames: boolean;
  readonly requires: readonly Requirement[];
  /** Item definitions that its file's expressions name. */
  readonly types?: { readonly [name: string]: Type };
} & (
  | { readonly type: 'decision'; readonly valueType?: Type; readonly logic?: Logic }
  | { readonly type: 'businessKnowledgeModel'; readonly valueType?: Type; readonly logic?: FunctionLogic }
  | {
      readonly type: 'decisionService';
      readonly valueType?: Type;
      readonly outputs: readonly string[];
      readonly parameters: readonly Parameter[];
    }
);

/** What a decision reads: input data by its variable's name, decisions and knowledge by their ids. */
export type Requirement = (
  | { readonly type: 'input'; readonly name: string; readonly valueType?: Type }
  | { readonly type: 'decision' | 'knowledge'; readonly id: string }
) & {
  /** The name of the import that it comes from; there its own name is an entry. */
  readonly from?: string;
};

export interface Parameter {
  readonly name: string;
  readonly valueType?: Type;
  /** Parameters of a decision service that stand for a decision are bound under its id. */
  readonly decisionId?: string;
}

/** A boxed expression (DMN 1.5 §7.3, §10.2). */
export type Logic =
  | { readonly type: 'literal'; readonly text: string; readonly valueType?: Type }
  | DecisionTable
  | FunctionLogic
  | { readonly type: 'context'; readonly entries: readonly ContextEntry[]; readonly valueType?: Type }
  | {
      readonly type: 'invocation';
      readonly called: Logic;
      readonly bindings: readonly ContextEntry[];
      readonly valueType?: Type;
    }
  | { readonly type: 'list'; readonly items: readonly Logic[]; readonly valueType?: Type }
  | {
      readonly type: 'relation';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly Logic[])[];
      readonly valueType?: Type;
    }
  | {
      readonly type: 'conditional';
      readonly condition: Logic;
      readonly whenTrue: Logic;
      readonly otherwise: Logic;
      readonly valueType?: Type;
    }
  | { readonly type: 'filter'; readonly in: Logic; readonly match: Logic; readonly valueType?: Type }
  | {
      readonly type: 'for' | 'some' | 'every';
      readonly variable: string;
      readonly in: Logic;
      readonly body: Logic;
      readonly valueType?: Type;
    };

export interface FunctionLogic {
  readonly type: 'function';
  readonly parameters: readonly Parameter[];
  /** Absent for a function of another kind than FEEL, which is refused at deployment. */
  readonly body?: Logic;
  readonly valueType?: Type;
}

/** Without a name: the context's result. */
export interface ContextEntry {
  readonly name?: string;
  readonly value?: Logic;
  readonly valueType?: Type;
}

export interface DecisionTable {
  readonly type: 'table';
  readonly hitPolicy: HitPolicy;
  readonly aggregation?: Aggregation;
  readonly inputs: readonly { readonly text: string; readonly valueType?: Type; readonly allowed?: string }[];
  readonly outputs: readonly {
    readonly name?: string;
    readonly valueType?: Type;
    /** Output values in their order of priority, as FEEL expressions. */
    readonly allowed?: readonly string[];
    readonly fallback?: string;
  }[];
  readonly rules: readonly Rule[];
  readonly valueType?: Type;
}

export type HitPolicy = 'UNIQUE' | 'ANY' | 'PRIORITY' | 'FIRST' | 'RULE ORDER' | 'OUTPUT ORDER' | 'COLLECT';
export type Aggregation = 'SUM' | 'COUNT' | 'MIN' | 'MAX';

export interface Rule {
  readonly id?: string;
  /** The legal source of the row, as its author wrote it beside it. */
  readonly annotation?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** A type with its item definitions resolved; what names no known type is `Any`. */
export interface Type {
  readonly base: BaseType;
  readonly isCollection?: boolean;
  /** Unary tests over the value, or over each element of a collection. */
  readonly allowed?: string;
  /** Unary tests over the value, a collection as a whole. */
  readonly constraint?: string;
  readonly components?: { readonly [name: string]: Type };
  /** The elements of a collection whose own type is a collection again. */
  readonly items?: Type;
  /** What a function of the type gives. */
  readonly result?: Type;
}

export type BaseType =
  | 'Any'
  | 'string'
  | 'number'
  | 'boolean'
  | 'date'
  | 'time'
  | 'date and time'
  | 'days and time duration'
  | 'years and months duration'
  | 'context'
  | 'function';
