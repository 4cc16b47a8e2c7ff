// How an incident reads on the wire: what kind of fault it is and what to do, for the judge; the message is for who mends it.
import type { Incident } from '../../../db/incidents.ts';
import type { IncidentType } from '../../../engine/command.ts';
import { encodeId } from '../../http/ids.ts';

const kinds: { readonly [type in IncidentType]: { readonly zh: string; readonly en: string } } = {
  expression: {
    zh: '变量缺失或者有误，无法计算；更正变量后重试',
    en: 'variables are missing or wrong; correct them and retry',
  },
  condition: {
    zh: '条件无从判断；更正变量后重试',
    en: 'no condition could be decided; correct the variables and retry',
  },
  decision: {
    zh: '决策表没有结果；更正变量后重试',
    en: 'the decision gave no result; correct the variables and retry',
  },
  size: {
    zh: '数据过大；另行存放、仅传引用后重试',
    en: 'the data are too large; keep them elsewhere, hand over a reference and retry',
  },
  endless: {
    zh: '循环过久，疑似无法结束；更正决定循环何时结束的变量后重试',
    en: 'a loop goes on and on; correct the variables that end it and retry',
  },
  job: {
    zh: '系统任务或者协助机关的请求未能完成；排除故障后重试',
    en: 'a job or a request to a body failed; remove the cause and retry',
  },
  error: {
    zh: '发生的错误在流程中无人处理；更正后重试或者跳过',
    en: 'nothing in the procedure catches the error; correct it and retry, or skip',
  },
  call: {
    zh: '子程序未能启动或者未能完成；更正后重试',
    en: 'a called procedure could not begin or failed; correct it and retry',
  },
  message: { zh: '消息无法发送；更正变量后重试', en: 'a message could not be sent; correct the variables and retry' },
};

export const incidentView = (incident: Incident) => {
  const { zh, en } = kinds[incident.type];
  return {
    id: encodeId(incident.workflowId, incident.key, incident.raisedStep),
    ...incident,
    whatToDo: zh,
    whatToDoEn: en,
  };
};
