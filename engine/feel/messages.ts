// Reasons that FEEL gives for a missing value: Chinese with English beside it, `{name}` for a value. A reason is
// written when it is read; most never are.
import { type Bilingual, catalogue, type Messages } from '../catalogue.ts';
import { isTemporal } from './temporals.ts';
import { isZoned, type Kind, kindOf } from './values.ts';

export const messages = {
  // Kinds of values
  'kind.null': { zh: '空值', en: 'null' },
  'kind.boolean': { zh: '真假值', en: 'boolean' },
  'kind.number': { zh: '数字', en: 'number' },
  'kind.string': { zh: '文本', en: 'string' },
  'kind.list': { zh: '列表', en: 'list' },
  'kind.context': { zh: '对象', en: 'context' },
  'kind.date': { zh: '日期', en: 'date' },
  'kind.time': { zh: '时间', en: 'time' },
  'kind.date and time': { zh: '时刻', en: 'date and time' },
  'kind.days and time duration': { zh: '以日、时、分、秒计的期间', en: 'days and time duration' },
  'kind.years and months duration': { zh: '以年、月计的期间', en: 'years and months duration' },
  'kind.range': { zh: '区间', en: 'range' },
  'kind.function': { zh: '函数', en: 'function' },
  'kind.two': { zh: '{a}与{b}', en: '{a} and {b}' },
  'kind.zones': { zh: '一个有时区、一个无时区的{kind}', en: 'one {kind} with a zone and one without' },
  'found.nothing': { zh: '未提供', en: 'nothing' },
  'found.value': { zh: '“{value}”', en: '{value}' },

  // Sources that are not FEEL
  'source.empty': { zh: '表达式为空，应填写 FEEL 表达式。', en: 'Expected a FEEL expression; found nothing.' },
  'source.nested': {
    zh: '表达式嵌套过深（共 {length} 个字符），请拆分。',
    en: 'Expected an expression that is not nested so deeply; found one of {length} characters.',
  },
  'source.syntax': {
    zh: '“{source}”第 {at} 个字符处不符合 FEEL 语法（技术信息：{detail}）。',
    en: '{detail} at character {at} of `{source}`.',
  },
  'source.unread': { zh: '“{source}”不是 FEEL 表达式。', en: 'Expected FEEL; found `{source}`.' },
  'source.external': {
    zh: '“{source}”中使用了外部函数，应改用 FEEL 函数。',
    en: 'Expected a function in FEEL; found an external one in `{source}`.',
  },
  'source.inexact': {
    zh: '“{source}”第 {at} 个字符处的 {found} 无法精确存储（整数不得超过 2 的 53 次方）；更长的数字请写为文本。',
    en: 'Expected a number that is held exactly (whole ones up to 2 ** 53) at character {at} of `{source}`; found {found}. Write a longer one as a text.',
  },
  'source.doubled': {
    zh: '“{source}”第 {at} 个字符处，“{operator}”之后应为值，实际为“{found}”。',
    en: "Expected a value after '{operator}' at character {at} of `{source}`; found `{found}`.",
  },

  // Names, operators, loops
  'run.variable': { zh: '没有变量“{name}”。', en: "Expected a variable '{name}'; found none." },
  'run.entry': { zh: '{kind}中没有“{name}”。', en: "Expected an entry '{name}' in a {kind}; found none." },
  'run.inexact': {
    zh: '“{a} {operator} {b}”的结果无法精确存储（整数不得超过 2 的 53 次方）。',
    en: 'Expected a result that a number holds exactly (whole ones up to 2 ** 53); found {a} {operator} {b}.',
  },
  'run.noResult': { zh: '“{a} {operator} {b}”没有结果。', en: 'Expected a result; {a} {operator} {b} has none.' },
  'run.operands': {
    zh: '{kinds}不能用“{operator}”运算。',
    en: "Expected operands of '{operator}' that go together; found {kinds}.",
  },
  'run.negated': {
    zh: '“-”之后应为数字或者期间，实际为{kind}。',
    en: "Expected a number or a duration after '-'; found {kind}.",
  },
  'run.compared': {
    zh: '{kinds}不能用“{operator}”比较。',
    en: "Expected values that '{operator}' can compare; found {kinds}.",
  },
  'run.literal': {
    zh: '“{text}”不是日期、时间或者期间。',
    en: 'Expected a date, time or duration; found "{text}".',
  },
  'run.rangeEnds': {
    zh: '区间的两端应能比较先后，实际为{start}和{end}。',
    en: 'Expected ends of a range that have an order; found {start} and {end}.',
  },
  'run.rangeEnd': {
    zh: '“{operator}”之后应为区间的一端，实际为{end}。',
    en: "Expected an end of a range after '{operator}'; found {end}.",
  },
  'run.answer': {
    zh: '用于判断的函数应得出真或者假。',
    en: 'Expected true or false of a function used as a test.',
  },
  'run.sameNames': { zh: '对象中的名称不得重复。', en: 'Expected a context whose names differ.' },
  'run.iterated': {
    zh: '循环的对象应为列表或者两端确定的区间。',
    en: 'Expected a list or a closed range to iterate over.',
  },
  'run.span': {
    zh: '循环的两端应为整数或者日期，实际为{start}和{end}。',
    en: 'Expected whole numbers or dates to run through; found {start}..{end}.',
  },
  'run.steps': {
    zh: '自{start}至{end}超过 {limit} 步。',
    en: 'Expected at most {limit} steps; found {start}..{end}.',
  },
  'run.rounds': {
    zh: '表达式中的循环超过 {limit} 次。',
    en: 'Expected at most {limit} rounds of the loops in an expression.',
  },
  'run.json': { zh: '{found}无法存储，按空值处理。', en: 'A {found} has no JSON form and became null.' },
  'run.noNumber': { zh: '非有限数', en: 'number without value ({found})' },

  // Calls
  'call.parameter': {
    zh: '参数“{name}”的类型不符。',
    en: "Expected the parameter '{name}' to have its type.",
  },
  'call.depth': { zh: '函数嵌套调用超过 {limit} 层。', en: 'Expected at most {limit} calls inside one another.' },
  'call.noFunction': { zh: '所调用的不是函数。', en: 'Expected a function to invoke; found none.' },
  'call.count': {
    zh: '函数应有 {count} 个参数，实际为 {found} 个。',
    en: 'Expected {count} arguments; found {found}.',
  },
  'call.refused': { zh: '参数不符合函数的要求。', en: 'Expected arguments that the function takes.' },
  'call.shape': {
    zh: '参数不符，应为“{name}({parameters})”。',
    en: 'Expected {name}({parameters}); found other arguments.',
  },
  'call.failed': { zh: '函数“{name}”无法计算（技术信息：{detail}）。', en: '{name}: {detail}' },
  'call.native': { zh: '函数“{name}”无法计算（技术信息：{detail}）。', en: '{detail}' },
  'assert.because': { zh: '校验未通过：“{cause}”。', en: 'assert: {cause}.' },
  'assert.unmet': { zh: '校验未通过：条件不成立。', en: 'assert: the condition does not hold.' },

  // Arguments of built-in functions
  'list.none': { zh: '函数“{name}”应有列表，实际未提供。', en: '{name} expects a list; found nothing.' },
  'list.expected': { zh: '函数“{name}”的参数应为列表。', en: '{name} expects a list.' },
  'list.numbers': { zh: '函数“{name}”的各项应为数字。', en: '{name} expects numbers.' },
  'list.ordered': {
    zh: '函数“{name}”的各项应为同一类、可以比较的值。',
    en: '{name} expects values of one kind that have an order.',
  },
  'list.summable': { zh: '函数“{name}”的各项应为数字或者期间。', en: '{name} expects numbers or durations.' },
  'list.oneKind': {
    zh: '函数“{name}”的各项应同为数字或者同类期间。',
    en: '{name} expects numbers or durations of one kind.',
  },
  'list.inexact': {
    zh: '函数“{name}”的结果无法精确存储（整数不得超过 2 的 53 次方）。',
    en: '{name}: Expected a result that a number holds exactly (whole ones up to 2 ** 53).',
  },
  'list.position': {
    zh: '函数“list replace”的位置应在列表之内。',
    en: 'list replace expects a position within the list.',
  },
  'list.replacing': {
    zh: '函数“list replace”应有位置，或者有两个参数的函数。',
    en: 'list replace expects a position or a function of two parameters.',
  },
  'list.verdict': {
    zh: '函数“{name}”所用的函数应得出真或者假。',
    en: '{name} expects true or false of its function.',
  },
  'list.place': {
    zh: '函数“{name}”应有列表及其中的位置（自 1 起，或者自 -1 倒数），实际为{found}。',
    en: '{name} expects a list and a place in it, from 1 or back from -1; found {found}.',
  },
  'list.sort': {
    zh: '函数“sort”应有列表，以及判断两项先后的函数。',
    en: 'sort expects a list and a function of two items that tells whether the first precedes.',
  },
  'list.partition': {
    zh: '函数“partition”应有列表，以及不小于 1 的整数。',
    en: 'partition expects a list and a whole number from 1.',
  },
  'range.known': {
    zh: '应为两端确定的两个点或者区间。',
    en: 'Expected two points or ranges whose ends are known.',
  },
  'range.oneKind': { zh: '应为同一类的点或者区间。', en: 'Expected points or ranges of one kind.' },
  'range.two': { zh: '应为两个区间。', en: 'Expected two ranges.' },
  'range.text': {
    zh: '函数“range”应有区间的文本，如“[1..5]”，实际为{found}。',
    en: 'range expects the text of a range, as in "[1..5]"; found {found}.',
  },
  'text.expected': { zh: '函数“{name}”的参数应为文本。', en: '{name} expects a text.' },
  'text.substring': {
    zh: '函数“substring”应有文本、其中的位置（自 1 起，或者自 -1 倒数）和长度，实际为{text}、{start}。',
    en: 'substring expects a text, a place in it from 1 or back from -1, a length; found {text}, {start}.',
  },
  'text.join': {
    zh: '函数“string join”应有文本的列表，间隔及首尾也应为文本。',
    en: 'string join expects a list of texts, and texts to stand between, before and after them.',
  },
  'text.extract': {
    zh: '函数“extract”应有文本和正则表达式，实际为{text}、{pattern}。',
    en: 'extract expects a text and a pattern; found {text}, {pattern}.',
  },
  'text.matches': {
    zh: '函数“matches”应有文本和正则表达式，实际为{text}、{pattern}。',
    en: 'matches expects texts and a pattern; found {text}, {pattern}.',
  },
  'text.replace': {
    zh: '函数“replace”应有文本和不匹配空文本的正则表达式，实际为{text}、{pattern}。',
    en: 'replace expects texts and a pattern that matches something; found {text}, {pattern}.',
  },
  'text.base64': {
    zh: '函数“from base64”应有 Base64 文本，实际为{found}。',
    en: 'from base64 expects Base64; found {found}.',
  },
  'text.json': {
    zh: '函数“from json”应有 JSON 文本，实际为{found}。',
    en: 'from json expects the text of a JSON value; found {found}.',
  },
  'text.inexactJson': {
    zh: '函数“from json”的文本中，{found} 无法精确存储（整数不得超过 2 的 53 次方）。',
    en: 'from json: Expected numbers that are held exactly (up to 2 ** 53); found {found}.',
  },
  'value.number': {
    zh: '函数“number”应有数字的文本及其分隔符，实际为{found}。',
    en: 'number expects the text of a number and its separators; found {found}.',
  },
  'value.inexact': {
    zh: '{found}无法精确存储为数字（整数不得超过 2 的 53 次方）。',
    en: 'number: Expected a number that is held exactly (whole ones up to 2 ** 53); found {found}.',
  },
  'value.temporal': { zh: '“{text}”不是{kind}的文本。', en: 'Expected the text of a {kind}; found "{text}".' },
  'value.duration': { zh: '期间', en: 'duration' },
  'value.zone': { zh: '“{zone}”不是时区。', en: 'Expected a time zone; found "{zone}".' },
  'value.context': {
    zh: '函数“get value”应有对象和名称。',
    en: 'get value expects a context and a key, or keys.',
  },
  'value.put': {
    zh: '函数“context put”应有对象、名称（或者逐级的名称）和值。',
    en: 'context put expects a context, a key, or keys that lead through contexts, and a value.',
  },
  'value.cycle': {
    zh: '函数“cycle”应有整数（或者空值）和期间。',
    en: 'cycle expects a whole number or null, and a duration.',
  },
  'number.scale': {
    zh: '函数“{name}”应有数字和 {lowest} 至 {highest} 的小数位数，实际为{found}、{scale}。',
    en: '{name} expects a number and a scale from {lowest} to {highest}; found {found}, {scale}.',
  },
  'number.abs': {
    zh: '函数“abs”应有数字或者期间，实际为{found}。',
    en: 'abs expects a number or a duration; found {found}.',
  },
  'number.modulo': {
    zh: '函数“modulo”应有数字，且除数不为 0，实际为{dividend}、{divisor}。',
    en: 'modulo expects numbers, the divisor not 0; found {dividend}, {divisor}.',
  },
  'date.expected': { zh: '函数“{name}”应有日期，实际为{found}。', en: '{name} expects a date; found {found}.' },
  'date.two': {
    zh: '函数“years and months duration”应有两个日期或者时刻。',
    en: 'years and months duration expects two dates, or dates and times.',
  },
  'date.beyond': {
    zh: '函数“last day of month”的日期超出日历范围：{found}。',
    en: 'last day of month expects a date within the calendar; found {found}.',
  },
  'date.count': {
    zh: '函数“{name}”的数量应为非负整数，实际为{found}。',
    en: '{name} expects a whole count from 0; found {found}.',
  },
  'date.unit': {
    zh: '函数“{name}”的单位应为“{units}”之一，实际为{found}。',
    en: '{name} expects a unit of {units}; found {found}.',
  },
  'money.counts': {
    zh: '“{signature}”的参数应为非负整数，实际为{found}。',
    en: '{signature} expects whole numbers from 0; found {found}.',
  },
  'money.fen': {
    zh: '“yuan(fen)”应有以分计的整数，实际为{found}。',
    en: 'yuan(fen) expects whole fen; found {found}.',
  },
  'money.shares': {
    zh: '“prorate(totalFen, sharesFen)”应有以分计的整数，且至少一份大于 0，实际为{total}、{shares}。',
    en: 'prorate(totalFen, sharesFen) expects whole fen and a share above zero; found {total}, {shares}.',
  },
  'money.inexact': {
    zh: '函数“{name}”得到 {found} 分，无法精确存储。',
    en: '{name} gives {found} fen, more than a number holds exactly.',
  },
} as const satisfies Messages;

export const say = catalogue(messages);

export const kindName = (kind: Kind): Bilingual => say(`kind.${kind}`);

/** The kinds of two values that do not go together. */
export const kindsOf = (a: unknown, b: unknown): Bilingual =>
  isZoned(a) === isZoned(b) || kindOf(a) !== kindOf(b)
    ? say('kind.two', { a: kindName(kindOf(a)), b: kindName(kindOf(b)) })
    : say('kind.zones', { kind: kindName(kindOf(a)) });

/** A value as it was found; null, a context, a range and a function by their kind. */
export function shown(value: unknown): Bilingual {
  if (value === undefined) return say('found.nothing');
  const isKind = typeof value === 'object' && !Array.isArray(value) && !isTemporal(value);
  return isKind ? kindName(kindOf(value)) : say('found.value', { value: String(value) });
}
