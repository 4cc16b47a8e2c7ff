// 案件消息: the answer to a submitted message.
import type { Publication } from '../../../db/messages.ts';
import { named, object, oneOf, text } from '../../http/schema.ts';
import { messageExample } from './examples.ts';

interface Receipt {
  readonly messageId: string;
  readonly outcome: Publication['outcome'];
}
export const messageReceipt = named(
  'MessageReceipt',
  '消息的结果 / outcome of a message',
  object<Receipt>({
    messageId: text('发送方编号 / sender’s id'),
    outcome: oneOf<Receipt['outcome']>('结果 / outcome', {
      delivered: '已送交等待它的流程',
      started: '已据此启动流程',
      buffered: '保留，待流程接收',
      repeated: '重复，此前已接收',
    }),
  }),
  { messageId: messageExample.messageId, outcome: 'delivered' },
);
