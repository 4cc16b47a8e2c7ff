// Case funds (案款) in double entry. Money is received, allocated to the entitled parties, disbursed or refunded. The
// database ensures that entries balance and no account is overdrawn (migrations/0011-ledger.sql).
import { randomUUID } from 'node:crypto';
import type { Queryable } from './pool.ts';

interface Entry {
  readonly caseId: string;
  /** Idempotency key: a repetition with the same key changes nothing. */
  readonly effectKey: string;
  readonly legalDate: string;
  readonly description: string;
  readonly documentId?: string;
}

export interface Receipt extends Entry {
  /** Origin of the money: deposit, auction, debtor. */
  readonly source: string;
  readonly amountFen: bigint;
  readonly partyId?: string;
}

/** An amount that is due to one party for one purpose; without a party it is due to the court itself. */
export interface Share {
  readonly purpose: string;
  readonly partyId?: string;
  readonly amountFen: bigint;
}

export interface Plan extends Entry {
  readonly shares: readonly Share[];
}

export interface Refund extends Entry {
  readonly amountFen: bigint;
  readonly partyId?: string;
}

/** Posts money that arrived on the court's account for the case. */
export function receive(tx: Queryable, receipt: Receipt): Promise<void> {
  const { amountFen } = receipt;
  return post(tx, 'receipt', receipt, [debit(bank, amountFen), credit(funds, amountFen)]);
}

/** Allocates received money by the plan: it becomes payable as costs, interest or principal to each applicant. */
export function allocate(tx: Queryable, plan: Plan): Promise<void> {
  const lines = plan.shares.map((share) => credit(payable(share), share.amountFen));
  return post(tx, 'allocation', plan, [debit(funds, total(plan)), ...lines]);
}

/** Pays the plan's payable amounts out of the court's account. */
export function disburse(tx: Queryable, plan: Plan): Promise<void> {
  const lines = plan.shares.map((share) => debit(payable(share), share.amountFen));
  return post(tx, 'disbursement', plan, [...lines, credit(bank, total(plan))]);
}

/** Returns money that was received and not allocated. */
export function refund(tx: Queryable, back: Refund): Promise<void> {
  const { amountFen } = back;
  return post(tx, 'refund', back, [debit(funds, amountFen), credit(bank, amountFen)]);
}

export interface Balances {
  /** On the court's account for the case. */
  readonly bankFen: bigint;
  /** The part of `bankFen` that is not allocated. */
  readonly fundsFen: bigint;
  readonly receivedFen: bigint;
  readonly disbursedFen: bigint;
  readonly refundedFen: bigint;
  /** The parts of `bankFen` that are allocated and not paid out. */
  readonly payables: readonly {
    readonly purpose: string;
    readonly partyId: string | null;
    readonly amountFen: bigint;
  }[];
}

/** The case's balances and turnovers, in fen. */
export async function balances(db: Queryable, caseId: string): Promise<Balances> {
  const [accounts, turnover] = await Promise.all([
    db.query<{ kind: string; purpose: string; partyId: string | null; amountFen: bigint }>(
      `select kind, purpose, party_id as "partyId", balance_fen as "amountFen" from account where case_id = $1 order by purpose, party_id`,
      [caseId],
    ),
    db.query<{ kind: string; amountFen: bigint }>(
      `select e.kind, sum(p.amount_fen)::bigint as "amountFen"
       from journal_entry e join posting p on p.entry_id = e.id join account a on a.id = p.account_id and a.kind = 'bank'
       where e.case_id = $1 group by e.kind`,
      [caseId],
    ),
  ]);
  const balanceOf = (kind: string) => accounts.rows.find((account) => account.kind === kind)?.amountFen ?? 0n;
  const turnoverOf = (kind: string) => turnover.rows.find((entry) => entry.kind === kind)?.amountFen ?? 0n;
  return {
    bankFen: balanceOf('bank'),
    fundsFen: balanceOf('funds'),
    receivedFen: turnoverOf('receipt'),
    disbursedFen: turnoverOf('disbursement'),
    refundedFen: turnoverOf('refund'),
    payables: accounts.rows
      .filter(({ kind, amountFen }) => kind === 'payable' && amountFen > 0n)
      .map(({ purpose, partyId, amountFen }) => ({ purpose, partyId, amountFen })),
  };
}

/**
 * Fen paid to the party for the purpose so far, in this case and in the cases that it resumed. For the purpose
 * `surplus` refunds count, for any other disbursements. A party of a resumed case is the same if role, name and id
 * number are.
 * @param partyId null: the court itself
 */
export async function paidOut(db: Queryable, caseId: string, partyId: string | null, purpose: string): Promise<number> {
  const { rows } = await db.query<{ sum: number }>(
    `select coalesce(sum(posting.amount_fen), 0)::float8 as sum
     from posting join journal_entry entry on entry.id = posting.entry_id join account on account.id = posting.account_id
       left join party payee on payee.id = case entry.kind when 'refund' then entry.party_id else account.party_id end
       left join party asked on asked.id = $2
     where posting.case_id in (select case_chain($1)) and posting.side = 'debit'
       and (entry.kind = 'disbursement' and account.purpose = $3 or entry.kind = 'refund' and $3 = 'surplus')
       and (payee.role, payee.name, payee.id_number) is not distinct from (asked.role, asked.name, asked.id_number)`,
    [caseId, partyId, purpose],
  );
  return rows[0]!.sum;
}

export interface JournalEntry {
  readonly id: string;
  readonly kind: 'receipt' | 'allocation' | 'disbursement' | 'refund';
  readonly legalDate: string;
  readonly description: string;
  readonly source: string | null;
  readonly partyId: string | null;
  readonly documentId: string | null;
  readonly recordedAt: string;
  readonly postings: readonly Posting[];
}

export interface Posting {
  readonly account: 'bank' | 'funds' | 'payable';
  readonly purpose: string;
  readonly partyId: string | null;
  readonly side: 'debit' | 'credit';
  readonly amountFen: bigint;
}

/** The case's journal, in the order recorded. */
export async function journal(db: Queryable, caseId: string): Promise<JournalEntry[]> {
  const [entries, postings] = await Promise.all([
    db.query<Omit<JournalEntry, 'postings'>>(
      `select id, kind, legal_date as "legalDate", description, source, party_id as "partyId", document_id as "documentId",
         recorded_at as "recordedAt" from journal_entry where case_id = $1 order by position`,
      [caseId],
    ),
    db.query<Posting & { entryId: string }>(
      `select p.entry_id as "entryId", a.kind as account, a.purpose, a.party_id as "partyId", p.side, p.amount_fen as "amountFen"
       from posting p join account a on a.id = p.account_id where p.case_id = $1 order by p.entry_id, p.line`,
      [caseId],
    ),
  ]);
  return entries.rows.map((entry) => ({
    ...entry,
    postings: postings.rows
      .filter(({ entryId }) => entryId === entry.id)
      .map(({ entryId: _entry, ...posting }) => posting),
  }));
}

interface Line {
  readonly account: { readonly kind: string; readonly purpose: string; readonly partyId: string | null };
  readonly side: 'debit' | 'credit';
  readonly amountFen: bigint;
}

const bank = { kind: 'bank', purpose: '', partyId: null };
const funds = { kind: 'funds', purpose: '', partyId: null };
const payable = ({ purpose, partyId }: Share) => ({ kind: 'payable', purpose, partyId: partyId ?? null });

const debit = (account: Line['account'], amountFen: bigint): Line => ({ account, side: 'debit', amountFen });
const credit = (account: Line['account'], amountFen: bigint): Line => ({ account, side: 'credit', amountFen });
const total = ({ shares }: Plan) => shares.reduce((sum, { amountFen }) => sum + amountFen, 0n);

/** Posts an entry and checks its constraints at once, so that the caller gets the error and not the later commit. */
async function post(
  tx: Queryable,
  kind: JournalEntry['kind'],
  entry: Entry & { readonly source?: string; readonly partyId?: string },
  lines: readonly Line[],
): Promise<void> {
  const entryId = randomUUID();
  const rows = JSON.stringify(
    lines.map(({ account, side, amountFen }, index) => ({
      ...account,
      accountId: randomUUID(),
      line: index + 1,
      side,
      amountFen: String(amountFen),
    })),
  );
  const recordset = `jsonb_to_recordset($2::jsonb) as l(kind text, purpose text, "partyId" uuid, "accountId" uuid, line integer, side text,
    "amountFen" bigint)`;
  await Promise.all([
    tx.query(
      `insert into account (id, case_id, kind, purpose, party_id) select "accountId", $1, kind, purpose, "partyId" from ${recordset}
       on conflict (case_id, kind, purpose, party_id) do nothing`,
      [entry.caseId, rows],
    ),
    tx.query(
      `insert into journal_entry (id, effect_key, case_id, kind, legal_date, description, source, party_id, document_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (effect_key) do nothing`,
      [
        entryId,
        entry.effectKey,
        entry.caseId,
        kind,
        entry.legalDate,
        entry.description,
        entry.source ?? null,
        entry.partyId ?? null,
        entry.documentId ?? null,
      ],
    ),
    // No row when the entry is a repetition.
    tx.query(
      `insert into posting (entry_id, line, case_id, account_id, side, amount_fen)
       select e.id, l.line, $1, a.id, l.side, l."amountFen"
       from ${recordset}
       join journal_entry e on e.id = $3
       join account a on a.case_id = $1 and a.kind = l.kind and a.purpose = l.purpose and a.party_id is not distinct from l."partyId"`,
      [entry.caseId, rows, entryId],
    ),
    tx.query('set constraints journal_entry_balances, account_is_not_overdrawn immediate'),
    tx.query('set constraints journal_entry_balances, account_is_not_overdrawn deferred'),
  ]);
}
