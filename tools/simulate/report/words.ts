// The texts of a report: Chinese as a court writes it, English second.
import { type Bilingual, catalogue, type Messages } from '../../../engine/catalogue.ts';

const messages = {
  'line.filed': { zh: '立案：{number}', en: 'filed: {number}' },
  'line.task': { zh: '{role}{person}：{name}', en: '{role} {person}: {element}' },
  'line.step': { zh: '{name}', en: '{element}' },
  'line.stage': { zh: '进入阶段：{stage}', en: 'stage: {stage}' },
  'line.document': { zh: '文书：{type}{addressee}', en: 'document: {type}{addressee}' },
  'line.addressee': { zh: '，致{name}', en: ' to {name}' },
  'line.message': { zh: '{person}提交：{title}（{outcome}）', en: '{person} sends: {title} ({outcome})' },
  'line.answer': { zh: '{body}：{operation}，{state}{reason}', en: '{body}: {operation}, {state}{reason}' },
  'line.reason': { zh: '（{reason}）', en: ' ({reason})' },
  'line.received': { zh: '收到案款 {yuan} 元', en: 'funds received: {yuan} yuan' },
  'line.paid': { zh: '发放 {payee}（{purpose}）{yuan} 元', en: 'paid to {payee} ({purpose}): {yuan} yuan' },
  'line.opened': { zh: '登记期限：{label}，至 {lastDay}', en: 'deadline noted: {label}, until {lastDay}' },
  'line.met': { zh: '期限内完成：{label}（至 {lastDay}）', en: 'deadline met: {label} (until {lastDay})' },
  'line.elapsed': { zh: '期满：{label}（至 {lastDay}）', en: 'period over: {label} (until {lastDay})' },
  'line.missed': { zh: '逾期：{label}（至 {lastDay}）', en: 'deadline missed: {label} (until {lastDay})' },
  'line.cancelled': { zh: '期限取消：{label}', en: 'deadline canceled: {label}' },
  'line.incident': { zh: '异常：{name}：{reason}', en: 'incident: {element}: {reason}' },
  'line.closed': { zh: '结案：{way}', en: 'closed: {way}' },
  'state.answered': { zh: '已答复', en: 'answered' },
  'state.accepted': { zh: '已收到请求', en: 'received' },
  'state.rejected': { zh: '拒绝', en: 'refused' },
  'state.sent': { zh: '书面发出', en: 'sent on paper' },
  'state.failed': { zh: '未能办理', en: 'failed' },
  'outcome.delivered': { zh: '已送达流程', en: 'received' },
  'outcome.started': { zh: '已启动流程', en: 'starts a process' },
  'outcome.buffered': { zh: '已存，等待处理', en: 'kept' },
  'outcome.repeated': { zh: '重复', en: 'repeated' },
  'entry.receipt': { zh: '收款', en: 'receipt' },
  'entry.allocation': { zh: '分配', en: 'allocation' },
  'entry.disbursement': { zh: '发放', en: 'disbursement' },
  'entry.refund': { zh: '退还', en: 'refund' },
  'purpose.claim': { zh: '债权', en: 'claim' },
  'purpose.executionCosts': { zh: '执行费用', en: 'costs of enforcement' },
  'purpose.surplus': { zh: '剩余款', en: 'surplus' },
  'way.fullyPerformed': { zh: '执行完毕', en: 'fully performed' },
  'way.roundTermination': { zh: '终结本次执行程序', en: 'round termination' },
  'way.ended': { zh: '终结执行', en: 'ended' },
  'way.withdrawn': { zh: '撤回申请', en: 'withdrawn' },
  'way.enforcementRefused': { zh: '不予执行', en: 'enforcement refused' },
  'way.applicationRejected': { zh: '驳回申请', en: 'application rejected' },
  'status.filed': { zh: '已立案', en: 'filed' },
  'status.accepted': { zh: '已受理', en: 'accepted' },
  'status.rejected': { zh: '不予受理、驳回', en: 'rejected' },
  'status.round_terminated': { zh: '终结本次执行程序', en: 'round termination' },
  'status.closed': { zh: '结案', en: 'closed' },
  'status.withdrawn': { zh: '撤回', en: 'withdrawn' },
  'status.cancelled': { zh: '流程被撤销', en: 'canceled' },
  'run.ended': { zh: '案件全部流程已经结束', en: 'all processes have ended' },
  'run.waiting': {
    zh: '停在等待处，推演未列明后续办理',
    en: 'stopped: the case waits, and the file says nothing more',
  },
  'run.until': { zh: '推演至截止日', en: 'the last day of the run has come' },
  'run.incident': { zh: '停在异常处', en: 'stopped at an incident' },
  'deadline.period': {
    zh: '{from} 登记，{lastDay} 届满（相距 {days} 日{provisional}）{basis}',
    en: 'noted on {from}, ends with {lastDay} ({days} days later{provisional}){basis}',
  },
  'deadline.provisional': {
    zh: '；该年节假日安排尚未公布，暂定',
    en: '; provisional, the holidays of that year are not published',
  },
  'deadline.basis': { zh: '，依据{laws}', en: ', by {laws}' },
  'deadline.open': { zh: '；尚未届满', en: '; not over yet' },
  'deadline.met': { zh: '；{on} 办结', en: '; met on {on}' },
  'deadline.elapsed': { zh: '；{on} 期满', en: '; over on {on}' },
  'deadline.missed': { zh: '；{on} 逾期', en: '; missed on {on}' },
  'deadline.stillMissed': { zh: '；已逾期，仍待办理', en: '; missed and still to be done' },
  'deadline.cancelled': { zh: '；{on} 取消', en: '; canceled on {on}' },
  'expect.differs': { zh: '{field}：应为 {expected}，实为 {found}', en: '{field}: expected {expected}, found {found}' },
  'expect.nothing': { zh: '无', en: 'nothing' },
} as const satisfies Messages;

export const say = catalogue(messages);

type Id = keyof typeof messages;

/** A word by its kind and id; an unknown one is shown as it is. */
export function word(kind: string, id: string): Bilingual {
  const text = (messages as { readonly [id: string]: Bilingual })[`${kind}.${id}` as Id];
  return text ?? { zh: id, en: id };
}
