-- Up Migration
-- What came in by what it means in law: from where, and until when interest runs on what it covers (INT#3). The ledger holds the
-- same money in double entry.

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

-- Only the day until which interest runs is filled in later.
grant update (effect_key, interest_until) on receipt to enforcement_app;
