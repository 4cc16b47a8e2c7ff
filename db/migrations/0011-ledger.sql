-- Up Migration
-- Case funds (案款) in double entry, in fen. Triggers ensure three rules: an entry balances, no account is overdrawn, and
-- no row changes (a mistake is corrected by another entry).

create table account (
  id uuid primary key,
  case_id uuid not null references enforcement_case,
  -- bank: balance of the court's account for the case; funds: received and not yet allocated; payable: allocated and
  -- not yet paid out
  kind text not null check (kind in ('bank', 'funds', 'payable')),
  purpose text not null default '',    -- only for a payable: costs, interest, principal …
  party_id uuid references party,      -- payee; null: the court itself
  balance_fen bigint not null default 0,
  unique nulls not distinct (case_id, kind, purpose, party_id),
  unique (id, case_id)
);

create table journal_entry (
  id uuid primary key,
  effect_key text not null unique,
  case_id uuid not null references enforcement_case,
  kind text not null check (kind in ('receipt', 'allocation', 'disbursement', 'refund')),
  legal_date date not null,
  description text not null,
  source text,                         -- only for a receipt: deposit, auction, debtor
  party_id uuid references party,      -- payer, or payee of a refund
  document_id uuid references document,
  position bigint generated always as identity,
  recorded_at timestamptz not null default now(),
  transaction xid8 not null default pg_current_xact_id(),
  unique (id, case_id)
);
create index journal_entry_by_case on journal_entry (case_id, position);

create table posting (
  entry_id uuid not null,
  line integer not null,
  case_id uuid not null,
  account_id uuid not null,
  side text not null check (side in ('debit', 'credit')),
  amount_fen bigint not null check (amount_fen > 0),
  primary key (entry_id, line),
  -- an entry stays within its case
  foreign key (entry_id, case_id) references journal_entry (id, case_id),
  foreign key (account_id, case_id) references account (id, case_id)
);
create index posting_by_case on posting (case_id);

-- A debit increases the bank account; a credit increases what the court owes. Updating the row serializes postings to
-- the same account.
create function post_to_account() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if (select transaction from journal_entry where id = new.entry_id) <> pg_current_xact_id() then
    raise exception 'Expected postings in the transaction of their entry; entry % is already committed', new.entry_id using errcode = 'restrict_violation';
  end if;
  update account
  set balance_fen = balance_fen + case when (kind = 'bank') = (new.side = 'debit') then new.amount_fen else -new.amount_fen end
  where id = new.account_id;
  return null;
end $$;
create trigger posting_moves_balance after insert on posting for each row execute function post_to_account();

-- Checked at the end of the transaction, so that the lines of an entry may come in any order.
create function check_account() returns trigger language plpgsql as $$
declare
  now_fen bigint;
begin
  select balance_fen into now_fen from account where id = new.id;
  if now_fen < 0 then
    raise exception 'Account % % of case % would be overdrawn by % fen', new.kind, new.purpose, new.case_id, -now_fen
      using errcode = 'check_violation', constraint = 'account_is_not_overdrawn';
  end if;
  return null;
end $$;
create constraint trigger account_is_not_overdrawn after update on account
  deferrable initially deferred for each row execute function check_account();

create function check_entry() returns trigger language plpgsql as $$
declare
  debit numeric;
  credit numeric;
begin
  select coalesce(sum(amount_fen) filter (where side = 'debit'), 0), coalesce(sum(amount_fen) filter (where side = 'credit'), 0)
  into debit, credit from posting where entry_id = new.id;
  if debit <> credit or debit = 0 then
    raise exception 'Entry % does not balance: debit % fen, credit % fen', new.id, debit, credit
      using errcode = 'check_violation', constraint = 'journal_entry_balances';
  end if;
  return null;
end $$;
create constraint trigger journal_entry_balances after insert on journal_entry
  deferrable initially deferred for each row execute function check_entry();

create trigger journal_entry_is_append_only before update or delete on journal_entry for each row execute function refuse_change();
create trigger journal_entry_is_not_truncated before truncate on journal_entry for each statement execute function refuse_change();
create trigger posting_is_append_only before update or delete on posting for each row execute function refuse_change();
create trigger posting_is_not_truncated before truncate on posting for each statement execute function refuse_change();

-- Receipts with their legal facts: the source, and the day until which interest runs on the covered part (INT#3). The
-- ledger has the same money in double entry.
create table receipt (
  id uuid primary key,
  effect_key text not null unique,
  case_id uuid not null references enforcement_case,
  asset_id uuid references asset,
  source text not null check (source in ('deposit', 'auction', 'debtor')),
  amount_fen bigint not null check (amount_fen > 0),
  received_on date not null,
  interest_until date                  -- null: the ruling that ends interest is not served yet
);
create index receipt_by_case on receipt (case_id);
create index receipt_by_asset on receipt (asset_id) where interest_until is null;
