// 案款账: the ledger in double entry, in fen.
import type { Balances, JournalEntry, Posting } from '../../../db/ledger.ts';
import { date, fen, instant, list, named, nullable, object, oneOf, text, uuid } from '../../http/schema.ts';
import { entryExample, ledgerExample, postingExample } from './examples.ts';
import type { ledgerView } from './view.ts';

const purpose = text('款项用途；不分用途的账户为空 / purpose; empty for an account without one');

const posting = named(
  'Posting',
  '分录 / a posting',
  object<Posting>({
    account: oneOf<Posting['account']>('账户 / account', {
      bank: '案款专户存款',
      funds: '未分配案款',
      payable: '应付款',
    }),
    purpose,
    partyId: nullable(uuid('当事人 id / party')),
    side: oneOf<Posting['side']>('借贷方向 / side', { debit: '借', credit: '贷' }),
    amountFen: fen('金额 / amount'),
  }),
  postingExample,
);

const entry = named(
  'JournalEntry',
  '记账凭证 / an entry of the journal',
  object<JournalEntry>({
    id: uuid('凭证 id / entry'),
    kind: oneOf<JournalEntry['kind']>('种类 / kind', {
      receipt: '收款',
      allocation: '分配',
      disbursement: '发放',
      refund: '退还',
    }),
    legalDate: date('记账日期（法律日期）/ legal date'),
    description: text('摘要 / description'),
    source: nullable(text('来源 / source')),
    partyId: nullable(uuid('当事人 id / party')),
    documentId: nullable(uuid('所依据文书的 id / id of the document on which it is based')),
    recordedAt: instant('记录的时刻 / when it was recorded'),
    postings: list(posting, '分录 / postings'),
  }),
  entryExample,
);

export const ledger = named(
  'Ledger',
  '案款账 / ledger of the case funds',
  object<Awaited<ReturnType<typeof ledgerView>>>({
    balances: object<Balances>({
      bankFen: fen('专户余额 / balance of the court’s account for the case'),
      fundsFen: fen('其中未分配 / the part that is not allocated'),
      receivedFen: fen('累计收款 / received in all'),
      disbursedFen: fen('累计发放 / total paid out'),
      refundedFen: fen('累计退还 / refunded in all'),
      payables: list(
        object<Balances['payables'][number]>({
          purpose,
          partyId: nullable(uuid('收款当事人 id / id of the payee')),
          amountFen: fen('金额 / amount'),
        }),
        '已分配、未发放 / allocated and not yet paid out',
      ),
    }),
    entries: list(entry, '凭证（按记录次序）/ entries in the order recorded'),
  }),
  ledgerExample,
);
