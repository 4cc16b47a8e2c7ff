// The table of problem codes.

import type { Bilingual } from '../../../engine/catalogue.ts';
import { integer, named, object, record, text, withExample } from '../../http/schema.ts';
import { type ProblemKind, problemKinds } from '../../problems/codes.ts';

const bilingual = object<Bilingual>({ zh: text('中文 / Chinese'), en: text('英文 / English') });
export const problemKind = named(
  'ProblemKind',
  '一种错误 / a kind of problem',
  object<ProblemKind>({ status: integer('HTTP 状态码 / HTTP status'), title: bilingual, whatToDo: bilingual }),
  problemKinds.NOT_FOUND,
);
export const problemTable = object<{ readonly items: { readonly [code: string]: ProblemKind } }>({
  items: withExample(record('错误代码表 / by code', problemKind), problemKinds),
});
