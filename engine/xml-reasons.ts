// The complaints of the XML parser about BPMN and DMN files in words. Its own text stays as a technical detail.
import { type Bilingual, catalogue, type Messages } from './catalogue.ts';

export const messages = {
  'xml.unclosed': { zh: '标签没有正确闭合', en: 'a tag is not closed' },
  'xml.noStart': { zh: '没有开始标签', en: 'a start tag is missing' },
  'xml.idTwice': { zh: '编号重复', en: 'an id is there twice' },
  'xml.id': { zh: '编号含有不允许的字符', en: 'an id holds a character that XML does not allow' },
  'xml.namespace': { zh: '前缀没有声明命名空间', en: 'a prefix has no namespace' },
  'xml.attribute': { zh: '属性的写法有误', en: 'an attribute is not written correctly' },
  'xml.unknown': { zh: '有不认识的元素', en: 'an element is unknown' },
  'xml.text': { zh: '在不应有文字的位置有文字', en: 'there is text where none may be' },
  'xml.other': { zh: 'XML 格式有误', en: 'the XML is not correct' },
} as const satisfies Messages;

const say = catalogue(messages);

const kinds = [
  [/^(unclosed|closing tag|unexpected end)/, 'unclosed'],
  [/^missing (start|open) tag/, 'noStart'],
  [/^duplicate ID/, 'idTwice'],
  [/^illegal ID/, 'id'],
  [/namespace|xmlns/, 'namespace'],
  [/attribute|quotes/, 'attribute'],
  [/^(unrecognized|unexpected|expected) .*element|^unknown type/, 'unknown'],
  [/text|non-whitespace/, 'text'],
] as const;

/** The meaning of the parser's text. */
const reasonOf = (detail: string): Bilingual => say(`xml.${kinds.find(([text]) => text.test(detail))?.[1] ?? 'other'}`);

export interface XmlFault {
  /** The tag at which the parser stopped, if it tells one. */
  readonly tag?: string;
  readonly line: number;
  readonly words: { readonly reason: Bilingual; readonly detail: string };
}

/** The parser's report on a malformed piece of the text, with its line; undefined for any other message. */
export function xmlFault(message: string): XmlFault | undefined {
  const found = /^unparsable content ?([\s\S]*?) detected\s+line: (\d+)\s+column: \d+\s+nested error: ([\s\S]*)$/.exec(
    message.trim(),
  );
  if (!found) return undefined;
  const [, tag, line, why = ''] = found;
  return { ...(tag && !/\s/.test(tag) && { tag }), line: Number(line) + 1, words: xmlWords(why) };
}

/** A message of the parser in words. */
export function xmlWords(message: string): XmlFault['words'] {
  const detail = oneLine(message);
  return { reason: reasonOf(detail), detail };
}

export const oneLine = (message: string): string =>
  message
    .replace(/\s+/g, ' ')
    .replace(/[.;]\s*$/, '')
    .trim();
