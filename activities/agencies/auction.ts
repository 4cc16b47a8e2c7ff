// 网络司法拍卖、询价平台: price inquiries, and publishing, settling and withdrawing auctions.
import { type Agency, about, count, day, fen, fields, listOf, person, text, yesOrNo } from './agency.ts';

export const auction: Agency = {
  title: '网络司法拍卖平台',
  operations: {
    inquire: {
      title: '网络询价',
      request: fields(about),
      answer: fields({ reports: listOf(fields({ platform: text, priceFen: fen, 'validUntil?': day })) }),
    },
    publish: {
      title: '发布拍卖、变卖',
      // The answer comes after the end of the bidding; endsAt is an instant.
      request: fields({ ...about, startingPriceFen: fen, endsAt: text }),
      answer: {
        ...fields({ sold: yesOrNo, 'priceFen?': fen, 'buyer?': person, 'bids?': count }),
        if: { properties: { sold: { const: true } } },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: fields({ priceFen: fen, buyer: person }),
      },
    },
    settle: {
      title: '收取拍卖价款',
      request: fields({ ...about, publicationId: text, priceFen: fen }),
      // forfeitedFen: the deposit of a buyer who does not pay (NAR#24).
      answer: fields({ paid: yesOrNo, 'paidFen?': fen, 'paidOn?': day, 'forfeitedFen?': fen }),
    },
    withdraw: {
      title: '撤回拍卖',
      request: fields({ publicationId: text, 'reason?': text }),
      answer: fields({ 'withdrawnOn?': day }),
    },
  },
};
