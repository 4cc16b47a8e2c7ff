-- Up Migration
-- Money of a case by what it means in law: what came in and until when interest runs on it (INT#3), what was paid out to whom.
-- The ledger holds the same money in double entry.

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

create table payout (
  id uuid primary key,
  effect_key text not null,
  position integer not null,
  case_id uuid not null references enforcement_case,
  payee_party_id uuid references party,  -- null: the court itself (costs of enforcement)
  payee text not null,
  purpose text not null check (purpose in ('executionCosts', 'claim', 'surplus')),
  amount_fen bigint not null check (amount_fen > 0),
  paid_on date not null,
  unique (effect_key, position)
);

-- Only the day until which interest runs is filled in later.
grant update (effect_key, interest_until) on receipt to enforcement_app;
