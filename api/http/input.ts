// Schemas of the values that requests bring, each with its limits and an example.
import { encodePlace, type PlaceSize } from '../../db/page.ts';
import { exampleCase } from '../example-case.ts';

/** A text that is not blank. */
export const textInput = (description: string, example: string, maxLength = 200) =>
  ({
    type: 'string',
    minLength: 1,
    maxLength,
    pattern: '^\\s*[^\\s\\u0000][^\\u0000]*$',
    description,
    examples: [example],
  }) as const;

export const dateInput = (description: string, example: string) =>
  ({ type: 'string', format: 'date', description, examples: [example] }) as const;

/** Variables that a person or an agency gives to a process. */
export const variablesInput = (description: string, example: object) =>
  ({ type: 'object', maxProperties: 200, additionalProperties: true, description, examples: [example] }) as const;

/** Limit of a body that brings variables, in bytes. */
export const variablesLimit = 128 * 1024;

export const caseParams = {
  type: 'object',
  required: ['id'],
  properties: {
    id: {
      type: 'string',
      maxLength: 200,
      description: '案件 id 或案号（需 URL 编码）/ id or case number, URL-encoded',
      examples: [exampleCase.number],
    },
  },
} as const;

export const idParams = (description: string, example: string) =>
  ({
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'string', maxLength: 1000, description, examples: [example] } },
  }) as const;

/** Headers of an act in a case, read by `actOf`. */
export const actHeaders = {
  type: 'object',
  properties: {
    'Idempotency-Key': {
      type: 'string',
      description:
        '发送方为本次操作所编的号：重复提交不重复生效 / the sender’s key for this act: a repetition has no effect',
      examples: ['changan-20260306-0017'],
    },
  },
} as const;

/**
 * @param size the number of columns that the list is ordered by
 * @param example sort key of an item
 */
export const paging = (size: PlaceSize, example: readonly unknown[]) =>
  ({
    pageSize: {
      type: 'integer',
      minimum: 1,
      maximum: 200,
      default: 50,
      description: '每页条数 / items on a page',
      examples: [50],
    },
    after: {
      type: 'string',
      format: `place-${size}`,
      maxLength: 2000,
      description: '上一页的 next / `next` of the page before',
      examples: [encodePlace(example)],
    },
  }) as const;

export const query = <P extends object>(properties: P) =>
  ({ type: 'object', additionalProperties: false, properties }) as const;

/** Schema of an act on a case; every act needs a reason. */
export const actOnCase = <P extends object>(properties: P, example: object) =>
  ({
    params: caseParams,
    headers: actHeaders,
    body: {
      type: 'object',
      additionalProperties: false,
      required: ['reason'],
      properties: { ...properties, reason: textInput('理由 / reason', '当事人达成和解', 2000) },
      examples: [example],
    },
  }) as const;
