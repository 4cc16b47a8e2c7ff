// 银行: finds, freezes, transfers and releases deposits.
import { type Agency, about, asset, count, day, fen, fields, listOf, person } from './agency.ts';

export const bank: Agency = {
  title: '银行',
  operations: {
    query: { title: '查询存款', request: fields({ person }), answer: fields({ assets: listOf(asset) }) },
    freeze: {
      title: '冻结存款',
      request: fields({ ...about, amountFen: fen, 'until?': day }),
      // position: this court's place among the freezes of the account; 2 and up are queued (轮候, SFR#26).
      answer: fields({ frozenFen: fen, position: count, 'frozenOn?': day }),
    },
    transfer: {
      title: '划拨存款',
      request: fields({ ...about, amountFen: fen }),
      answer: fields({ transferredFen: fen, transferredOn: day }),
    },
    release: {
      title: '解除冻结',
      request: fields({ ...about, 'amountFen?': fen }),
      answer: fields({ 'releasedOn?': day }),
    },
  },
};
