// Faults of a scenario: field, rule, message and remedy, in Chinese and in English.
import { type Bilingual, catalogue, type Messages } from '../../../engine/catalogue.ts';

export interface Fault {
  /** JSON Pointer into the file; empty for the whole file. */
  readonly field: string;
  readonly rule: string;
  readonly message: Bilingual;
  readonly remedy: Bilingual;
}

export class ScenarioFaults extends Error {
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    super(faults.map(lineOf).join('\n'));
    this.faults = faults;
  }
}

export const lineOf = ({ field, rule, message, remedy }: Fault): string =>
  `${field || '/'} 〔${rule}〕\n  ${message.zh}。${remedy.zh}。\n  ${message.en}. ${remedy.en}.`;

export const messages = {
  'file.read': { zh: '无法读取文件“{file}”', en: "The file '{file}' cannot be read" },
  'file.read.remedy': { zh: '请核对路径', en: 'Check its path' },
  'file.json': { zh: '不是有效的 JSON（{reason}）', en: 'This is not valid JSON ({reason})' },
  'file.json.remedy': { zh: '请更正标点和引号', en: 'Correct its punctuation and quotation marks' },
  'field.required.remedy': { zh: '请补充该字段', en: 'Add the field' },
  'field.unknown.remedy': {
    zh: '请删除或者更正名称；可用的字段：{known}',
    en: 'Remove it or correct its name; known fields: {known}',
  },
  'field.meaning.remedy': { zh: '该字段的含义：{meaning}', en: 'Meaning of the field: {meaning}' },
  'field.other.remedy': { zh: '请按要求更正', en: 'Correct it accordingly' },
  'name.unknown': { zh: '没有名为“{name}”的{kind}', en: "There is no {kind} '{name}'" },
  'name.unknown.remedy': { zh: '可选：{known}', en: 'Choose one of: {known}' },
  'kind.task': { zh: '办理环节', en: 'user task' },
  'kind.element': { zh: '环节', en: 'element' },
  'kind.process': { zh: '流程', en: 'process' },
  'kind.person': { zh: '人员', en: 'person' },
  'kind.court': { zh: '法院', en: 'court' },
  'kind.body': { zh: '单位', en: 'body' },
  'kind.operation': { zh: '协助事项', en: 'operation' },
  'kind.message': { zh: '消息', en: 'message' },
  'kind.party': { zh: '当事人', en: 'party' },
  'person.role': { zh: '“{name}”是{role}，无权办理“{task}”', en: "'{name}' is a {role} and may not do '{task}'" },
  'person.role.remedy': { zh: '请改由下列角色办理：{groups}', en: 'Name a person with one of the roles: {groups}' },
  'person.none': { zh: '没有可以办理“{task}”的人员', en: "No person may do '{task}'" },
  'person.none.remedy': {
    zh: '请在 people 中列出有下列角色之一的人员：{groups}',
    en: 'Name a person in `people` with one of the roles: {groups}',
  },
  both: { zh: '“{one}”与“{other}”不能并用', en: "'{one}' and '{other}' exclude each other" },
  'both.remedy': { zh: '请只保留其中一项', en: 'Keep one of them' },
  'message.internal': { zh: '“{name}”由系统自行发送：{what}', en: "'{name}' is sent by the system itself: {what}" },
  'message.internal.remedy': { zh: '请改用可以提交的消息：{known}', en: 'Use a message that people send: {known}' },
  'message.when': { zh: '没有写明何时提交', en: 'It is not said when it is sent' },
  'message.when.remedy': { zh: '请写明 on、afterDays 或者 after 之一', en: 'Give one of `on`, `afterDays`, `after`' },
  'until.past': { zh: '推演截止日早于立案日 {start}', en: 'The end lies before the filing, {start}' },
  'date.past': { zh: '日期早于立案日 {start}', en: 'The date lies before the filing, {start}' },
  'date.past.remedy': { zh: '请改为立案日或者其后', en: 'Take the day of the filing or a later day' },
  'decision.early': { zh: '环节“{task}”到 {opened} 才开始', en: "The task '{task}' opens only on {opened}" },
  'decision.early.remedy': {
    zh: '请改为该日或者其后，或者用 afterDays',
    en: 'Take that day or a later one, or use `afterDays`',
  },
  'refused.remedy': { zh: '请按说明更正', en: 'Correct it as the reason says' },
  'reference.unknown': { zh: '引用“{reference}”没有所指', en: "The reference '{reference}' names nothing" },
  'reference.remedy': {
    zh: '可用：@today、@today+天数、@party:姓名、@asset:编号',
    en: 'Known: @today, @today+DAYS, @party:NAME, @asset:NUMBER',
  },
} as const satisfies Messages;

export const say = catalogue(messages);

/** A name that is not known, with those that are. */
export function unknownName(
  field: string,
  kind: keyof typeof messages & `kind.${string}`,
  name: string,
  known: readonly string[],
): Fault {
  return {
    field,
    rule: kind.slice('kind.'.length),
    message: say('name.unknown', { name, kind: say(kind) }),
    remedy: say('name.unknown.remedy', { known: nearest(name, known).join('、') }),
  };
}

/** Those that share most characters with the name come first; of a long list only these. */
function nearest(name: string, known: readonly string[]): string[] {
  const common = (other: string) =>
    [...new Set(other)].filter((character) => name.includes(character)).length / new Set(other).size;
  const unique = [...new Set(known)];
  return unique.length <= 12 ? unique : unique.sort((one, other) => common(other) - common(one)).slice(0, 12);
}
