// Messages to people: why a request to an agency failed.
import { catalogue, type Messages } from '../../engine/catalogue.ts';

export const messages = {
  'agency.noProvider': {
    zh: '“{jobType}”未配置协助执行单位“{provider}”。',
    en: "No provider '{provider}' is configured for {jobType}.",
  },
  'agency.noOperation': {
    zh: '协助执行单位没有“{agency}:{operation}”事项。',
    en: 'There is no operation {agency}:{operation}.',
  },
  'agency.requestFault': {
    zh: '“{agency}:{operation}”的请求不符合约定：{faults}。',
    en: 'The request of {agency}:{operation} does not fit: {faults}.',
  },
  'agency.answerFault': {
    zh: '“{agency}:{operation}”的答复不符合约定：{faults}。',
    en: 'The answer of {agency}:{operation} does not fit: {faults}.',
  },
  'agency.fault': { zh: '字段 {place} {rule}', en: '{place} {rule}' },
  'agency.unreached': {
    zh: '{provider}无法连通：{reason}（技术信息：{detail}）。',
    en: "'{provider}' was not reached: {reason} ({detail}).",
  },
  'network.refused': { zh: '对方拒绝连接', en: 'the connection was refused' },
  'network.unknown': { zh: '网络地址无法解析', en: 'the address is unknown' },
  'network.broken': { zh: '连接中断', en: 'the connection broke off' },
  'network.timeout': { zh: '对方逾时未答复', en: 'it did not answer in time' },
  'network.certificate': { zh: '对方的安全证书无效', en: 'its certificate is not valid' },
  'network.other': { zh: '网络故障', en: 'the network failed' },
  'agency.misunderstood': {
    zh: '{provider}未能理解该请求（HTTP {status}）{reason}。',
    en: "'{provider}' did not understand the request (HTTP {status}){reason}.",
  },
  'agency.stated': { zh: '，对方说明：“{reason}”', en: ": '{reason}'" },
  'agency.unavailable': {
    zh: '{provider}暂不可用：HTTP {status}。',
    en: "'{provider}' is not available: HTTP {status}.",
  },
} as const satisfies Messages;

export const say = catalogue(messages);
