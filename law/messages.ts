// Messages to people: why a citation of law does not resolve.
import { catalogue, type Messages } from '../engine/catalogue.ts';

export const messages = {
  'citation.form': {
    zh: '引用的格式应如 CPL#251 或者 CPL#118.1，实际为“{citation}”。',
    en: "Expected a citation like CPL#251 or CPL#118.1; found '{citation}'.",
  },
  'citation.law': {
    zh: '引用“{citation}”中的法律编号“{lawId}”不在法律索引（models/law）中。',
    en: "Expected the id of a law in models/law; found '{lawId}' in '{citation}'.",
  },
  'citation.version': {
    zh: '{lawId} 在 {date} 没有施行中的版本；已收录的版本：{versions}。',
    en: 'Expected a version of {lawId} in force on {date}; found {versions}.',
  },
  'citation.articleUnlisted': {
    zh: '{citation}：{lawId}（{adopted}）未收录第 {article} 条。',
    en: '{citation}: {lawId} ({adopted}) has no listed article {article}.',
  },
  'citation.article': {
    zh: '{citation}：{lawId}（{adopted}）没有第 {article} 条。',
    en: '{citation}: {lawId} ({adopted}) has no article {article}.',
  },
  'citation.paragraph': {
    zh: '{citation}：{lawId}（{adopted}）第 {article} 条只有 {count} 款。',
    en: '{citation}: article {article} of {lawId} ({adopted}) has {count} paragraphs.',
  },
  'citation.item': {
    zh: '{citation}：{lawId}（{adopted}）第 {article} 条第 {paragraph} 款只有 {count} 项。',
    en: '{citation}: article {article}.{paragraph} of {lawId} ({adopted}) has {count} items.',
  },
  'version.period': { zh: '{adopted}（{effective} 至 {until}）', en: '{adopted} ({effective} to {until})' },
  'version.now': { zh: '今', en: 'now' },
} as const satisfies Messages;

export const say = catalogue(messages);
