-- Up Migration
-- Credit measures: dishonest list entries, consumption restrictions, exit bans.
create table credit_measure (
  id uuid primary key,
  effect_key text not null unique,
  case_id uuid not null references enforcement_case,
  party_id uuid not null references party,
  kind text not null check (kind in ('dishonestList', 'consumptionRestriction', 'exitBan')),
  ground text not null,
  begins_on date not null,
  ends_on date,                        -- last day; null: until it is lifted
  lifted_on date,
  lift_reason text,
  legal_basis text[] not null
);
create index credit_measure_by_case on credit_measure (case_id);

-- Fines and detentions. Their date of service is that of the decision's document.
create table sanction (
  id uuid primary key,
  effect_key text not null unique,
  case_id uuid not null references enforcement_case,
  subject text not null,
  subject_kind text not null check (subject_kind in ('person', 'unit')),
  kind text not null check (kind in ('fine', 'detention')),
  amount_fen bigint,
  days integer,
  decided_on date not null,
  state text not null default 'decided' check (state in ('decided', 'upheld', 'changed', 'revoked', 'executed')),
  details jsonb not null default '{}',
  legal_basis text[] not null
);
create index sanction_by_case on sanction (case_id);
