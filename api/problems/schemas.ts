// RFC 9457 problem details, and the table of their codes.

import { integer, list, named, object, optional, type Schema, text } from '../http/schema.ts';
import { type ProblemCode, problemKinds } from './codes.ts';
import { problemExamples } from './examples.ts';
import type { ProblemDetails } from './problem.ts';

type Fault = NonNullable<ProblemDetails['errors']>[number];

const fault = named(
  'FieldError',
  '一处错误 / one fault of what was sent',
  object<Fault>({
    field: text('所在字段（JSON pointer）；模型错误为文件名 / JSON pointer; of a model, its file'),
    rule: text('所违反的规则 / rule that is broken'),
    message: text('说明（中文）/ what is wrong, in Chinese'),
    messageEn: text('说明（英文）/ what is wrong, in English'),
    whatToDo: optional(text('处理建议（中文）/ what to do, in Chinese')),
    whatToDoEn: optional(text('处理建议（英文）/ what to do, in English')),
    elementId: optional(text('模型的环节 / element of a model')),
    line: optional(integer('模型的行号 / line of a model')),
  }),
  problemExamples.INVALID.errors![0]!,
);

const code: Schema<ProblemCode> = {
  type: 'string',
  enum: Object.keys(problemKinds),
  description: '错误代码，见 /problems / code: see /problems',
};

export const problem = named(
  'Problem',
  '错误（RFC 9457 问题详情）/ problem details',
  object<ProblemDetails>({
    type: text('在错误代码表中的地址：/problems/<code> / its place in the table'),
    code,
    title: text('错误（中文）/ what it is, in Chinese'),
    titleEn: text('错误（英文）/ what it is, in English'),
    status: integer('HTTP 状态码 / HTTP status'),
    detail: text('具体情况（中文）/ what happened, in Chinese'),
    detailEn: text('具体情况（英文）/ what happened, in English'),
    whatToDo: text('处理建议（中文）/ what to do, in Chinese'),
    whatToDoEn: text('处理建议（英文）/ what to do, in English'),
    instance: text('请求编号，日志中可查 / id under which the log has the request'),
    errors: optional(list(fault, '逐项错误 / the faults one by one')),
  }),
  problemExamples.INVALID,
);
