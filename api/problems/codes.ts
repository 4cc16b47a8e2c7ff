// The one table of what can go wrong with a request: HTTP status, title and what the person who reads it should do.
// Chinese first.
import type { Bilingual } from '../../engine/catalogue.ts';

export interface ProblemKind {
  readonly status: number;
  readonly title: Bilingual;
  readonly whatToDo: Bilingual;
}

export const problemKinds = {
  MALFORMED: {
    status: 400,
    title: { zh: '请求无法读取', en: 'The request cannot be read' },
    whatToDo: { zh: '请检查 JSON 格式后重新提交。', en: 'Check the JSON and send it again.' },
  },
  INVALID: {
    status: 422,
    title: { zh: '提交的内容不符合要求', en: 'What was sent does not meet the requirements' },
    whatToDo: { zh: '请按 errors 中逐项说明更正后重新提交。', en: 'Correct what `errors` lists and send it again.' },
  },
  UNAUTHENTICATED: {
    status: 401,
    title: { zh: '身份未认证', en: 'Not authenticated' },
    whatToDo: {
      zh: '请取得有效令牌，并放在 Authorization: Bearer 请求头中。',
      en: 'Get a valid token and send it in the header Authorization: Bearer.',
    },
  },
  FORBIDDEN: {
    status: 403,
    title: { zh: '没有权限', en: 'Not permitted' },
    whatToDo: { zh: '请由有权限的人员办理。', en: 'Let somebody act whose role permits it.' },
  },
  NOT_FOUND: {
    status: 404,
    title: { zh: '未找到', en: 'Not found' },
    whatToDo: {
      zh: '请核对地址、编号及所属法院。',
      en: 'Check the address, the number and the court it belongs to.',
    },
  },
  TOO_LARGE: {
    status: 413,
    title: { zh: '内容过大', en: 'Too large' },
    whatToDo: { zh: '请减少内容后重新提交。', en: 'Send less.' },
  },
  MEDIA_TYPE: {
    status: 415,
    title: { zh: '不支持的内容类型', en: 'Unsupported media type' },
    whatToDo: { zh: '请以 application/json 提交。', en: 'Send application/json.' },
  },
  EXTERNAL_ID_CONFLICT: {
    status: 409,
    title: { zh: '外部编号已用于另一份申请', en: 'The external id belongs to another application' },
    whatToDo: {
      zh: '内容有变更的，请使用新的 externalId；重复提交的，请保持内容不变。',
      en: 'Use a new externalId for a changed application, or send the same content again.',
    },
  },
  NOT_OPEN: {
    status: 409,
    title: { zh: '当前状态下不能办理', en: 'The present state does not allow it' },
    whatToDo: { zh: '请查看所述理由和现状后再行办理。', en: 'Read the reason and the present state, then act again.' },
  },
  ASSIGNED_TO_OTHER: {
    status: 409,
    title: { zh: '任务已由他人签收', en: 'The task is assigned to somebody else' },
    whatToDo: { zh: '请由签收人办理或由其退回。', en: 'Let the assignee complete it or give it back.' },
  },
  ENDED: {
    status: 409,
    title: { zh: '案件程序已经结束', en: 'The case has ended' },
    whatToDo: {
      zh: '已结束的程序不再接收操作；需要时请申请恢复执行或另行立案。',
      en: 'Nothing more can be done in it; apply for resumption or file a new case.',
    },
  },
  MESSAGE_ID_CONFLICT: {
    status: 409,
    title: { zh: '消息编号已用于另一条消息', en: 'The message id belongs to another message' },
    whatToDo: { zh: '请使用新的 messageId。', en: 'Use a new messageId.' },
  },
  ANSWER_CONFLICT: {
    status: 409,
    title: { zh: '该请求已有不同的答复', en: 'The request was answered differently before' },
    whatToDo: {
      zh: '以先收到的答复为准，本次答复已记录；如需更正，请与承办法院联系。',
      en: 'The first answer stands and this one was recorded; contact the court to correct it.',
    },
  },
  REFUSED: {
    status: 422,
    title: { zh: '案件现状不允许该操作', en: 'The state of the case does not allow it' },
    whatToDo: { zh: '请按 detail 的说明处理。', en: 'See detail.' },
  },
  MODEL_REFUSED: {
    status: 422,
    title: { zh: '模型不能部署', en: 'The model cannot be deployed' },
    whatToDo: {
      zh: '请按 errors 中的元素、行号和原因修改模型。',
      en: 'Change the model at the elements and lines that `errors` lists.',
    },
  },
  NO_MODEL: {
    status: 503,
    title: { zh: '尚未部署执行案件流程模型', en: 'The model of the enforcement case is not deployed' },
    whatToDo: { zh: '请由管理员部署模型后再试。', en: 'Let an administrator deploy it and try again.' },
  },
  UNAVAILABLE: {
    status: 503,
    title: { zh: '服务暂不可用', en: 'Not available at the moment' },
    whatToDo: { zh: '请稍后重试。', en: 'Try again later.' },
  },
  INTERNAL: {
    status: 500,
    title: { zh: '系统内部错误', en: 'Internal error' },
    whatToDo: {
      zh: '请将 instance 与时间告知系统管理员。',
      en: 'Tell the administrator the instance and the time.',
    },
  },
} as const satisfies { readonly [code: string]: ProblemKind };

export type ProblemCode = keyof typeof problemKinds;
