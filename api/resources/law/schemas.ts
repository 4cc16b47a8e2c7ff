// 法律依据: laws with their versions, and citations resolved on a date.

import type { ResolvedCitation, UnresolvedCitation } from '../../../law/citation.ts';
import type { Law, LawVersion } from '../../../law/laws.ts';
import { date, either, type Fields, flag, integer, list, named, object, optional, text } from '../../http/schema.ts';
import { dayExample, lawExample, resolvedExample, unresolvedExample } from './examples.ts';
import type { citationView } from './view.ts';

const citation = text('引用，如 CPL#251 / citation');
const number = text('文号 / issuing number');

const place: Fields<ResolvedCitation> = {
  lawId: text('法律 id / law'),
  title: text('该版本的名称 / title of the version'),
  number: optional(number),
  article: text('条 / article'),
  paragraph: optional(integer('款 / paragraph')),
  item: optional(integer('项 / item')),
  version: text('行为日有效的版本（通过日期）/ the version in force, by its date of adoption'),
  rule: optional(text('规则要旨 / the rule in our own words')),
  unverified: optional(flag('原文未核对 / the text was not at hand')),
};
type Cited<T> = T & { readonly citation: string };

/** Citations of a model's element; one that does not resolve has the reason. */
export const legalCitations = list(
  either(
    named(
      'ResolvedCitation',
      '已解析的引用 / a resolved citation',
      object<Cited<ResolvedCitation>>({ citation, ...place }),
      resolvedExample,
    ),
    named(
      'UnresolvedCitation',
      '无法解析的引用 / a citation that does not resolve',
      object<Cited<UnresolvedCitation>>({
        citation,
        error: text('原因（英文）/ reason, in English'),
        errorZh: text('原因（中文）/ reason, in Chinese'),
      }),
      unresolvedExample,
    ),
  ),
  '法律依据 / legal basis',
);

export const citedArticle = named(
  'CitedArticle',
  '按日期解析的引用 / a citation on a date',
  object<Awaited<ReturnType<typeof citationView>>>({
    citation,
    date: date('行为日期 / day of the act'),
    ...place,
    text: optional(text('原文；未导入则没有 / its text; absent when it is not imported')),
  }),
  { ...resolvedExample, date: dayExample },
);

const version = named(
  'LawVersion',
  '法律的一个版本 / a version of a law',
  object<LawVersion>({
    adopted: date('通过、公布日期 / adopted or published'),
    effective: date('施行日期 / first day in force'),
    effectiveUnverified: optional(flag('施行日期未见于原文 / the day of effect is not stated in the text')),
    until: optional(date('失效日期 / first day no longer in force')),
    title: optional(text('该版本的名称 / title of the version')),
    number: optional(number),
    file: optional(text('原文文件 / file of its text')),
    unverified: optional(flag('原文未核对 / the text was not at hand')),
    articles: optional(list(text('条 / article'), '所用的条 / the articles in use')),
    cites: optional({
      type: 'object',
      additionalProperties: { type: 'string' },
      description: '所引其他法律的版本 / versions of other laws that it cites',
    }),
  }),
  lawExample.versions.at(-1)!,
);
export const law = named(
  'Law',
  '法律、司法解释 / a law',
  object<Law>({
    id: text('法律 id，如 CPL / law'),
    title: text('名称 / title'),
    short: text('简称 / short title'),
    versions: list(version, '版本 / versions'),
  }),
  lawExample,
);
