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
  'agency.unreached': { zh: '{provider}无法连通：{reason}', en: '{provider} was not reached: {reason}' },
  'agency.misunderstood': {
    zh: '{provider}未能理解该请求：HTTP {status}{reason}',
    en: '{provider} did not understand the request: HTTP {status}{reason}',
  },
  'agency.unavailable': { zh: '{provider}暂不可用：HTTP {status}。', en: '{provider} answered {status}.' },
} as const satisfies Messages;

export const say = catalogue(messages);
