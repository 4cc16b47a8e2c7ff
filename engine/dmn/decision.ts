// Decisions as plain JSON: `readDecisions` makes them from a DMN file, and `evaluateDecision` runs them.

/** An element of the decision requirements graph that can be evaluated or called. */
export type Decision = {
  readonly id: string;
  readonly name: string;
  /** The author's name for this version (zeebe:versionTag). */
  readonly versionTag?: string;
  /** True if the parser must know the names in scope to read the expressions (`Monthly Salary`). */
  readonly hasFreeNames: boolean;
  readonly requires: readonly Requirement[];
  /** Item definitions that the expressions of the file name. */
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

/** A requirement of a decision: input data by the name of its variable, decisions and knowledge by their ids. */
export type Requirement = (
  | { readonly type: 'input'; readonly name: string; readonly valueType?: Type }
  | { readonly type: 'decision' | 'knowledge'; readonly id: string }
) & {
  /** The name of the import that it comes from; that name holds a context with it as an entry. */
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

/** An entry without a name is the result of the context. */
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
  /** The legal source of the row, as its author wrote it. */
  readonly annotation?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** A type with its item definitions resolved; an unknown type is `Any`. */
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
  /** The result type of a function. */
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
