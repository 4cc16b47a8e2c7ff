// RFC 9457 problem details: what a route throws, and how it reads on the wire.
import type { Bilingual } from '../../engine/catalogue.ts';
import { type ProblemCode, problemKinds } from './codes.ts';
import { type ResourceName, say } from './messages.ts';

/**
 * One fault of what was sent: where (JSON pointer, or an element of a model), which rule, what is wrong, what to do.
 */
export interface FieldError {
  readonly field: string;
  readonly rule: string;
  readonly message: Bilingual;
  readonly whatToDo?: Bilingual;
  /** Place of a fault in a model. */
  readonly elementId?: string;
  readonly line?: number;
}

export class Problem extends Error {
  readonly code: ProblemCode;
  readonly detail: Bilingual;
  readonly errors: readonly FieldError[];
  constructor(code: ProblemCode, detail: Bilingual, errors: readonly FieldError[] = []) {
    super(`${code}: ${detail.en}`);
    this.code = code;
    this.detail = detail;
    this.errors = errors;
  }
}

export const invalid = (errors: readonly FieldError[]): Problem =>
  new Problem('INVALID', say('request.faults', { count: errors.length }), errors);

export const notFound = (resource: ResourceName, id: string): Problem =>
  new Problem('NOT_FOUND', say('notFound', { resource: say(`resource.${resource}`), id }));

/** The body of an `application/problem+json` answer. */
export interface ProblemDetails {
  readonly type: string;
  readonly code: ProblemCode;
  readonly title: string;
  readonly titleEn: string;
  readonly status: number;
  readonly detail: string;
  readonly detailEn: string;
  readonly whatToDo: string;
  readonly whatToDoEn: string;
  readonly instance: string;
  readonly errors?: readonly {
    readonly field: string;
    readonly rule: string;
    readonly message: string;
    readonly messageEn: string;
    readonly whatToDo?: string;
    readonly whatToDoEn?: string;
    readonly elementId?: string;
    readonly line?: number;
  }[];
}

/** @param instance the request's id, as the log has it */
export function details({ code, detail, errors }: Problem, instance: string): ProblemDetails {
  const { status, title, whatToDo } = problemKinds[code];
  return {
    type: `/problems/${code}`,
    code,
    title: title.zh,
    titleEn: title.en,
    status,
    detail: detail.zh,
    detailEn: detail.en,
    whatToDo: whatToDo.zh,
    whatToDoEn: whatToDo.en,
    instance,
    ...(errors.length > 0 && { errors: errors.map(fieldDetails) }),
  };
}

function fieldDetails({ field, rule, message, whatToDo, elementId, line }: FieldError) {
  return {
    field,
    rule,
    message: message.zh,
    messageEn: message.en,
    ...(whatToDo && { whatToDo: whatToDo.zh, whatToDoEn: whatToDo.en }),
    ...(elementId !== undefined && { elementId }),
    ...(line !== undefined && { line }),
  };
}
