-- Up Migration
-- The debtors' assets and the court's control measures on them.

create table asset (
  id uuid primary key,
  case_id uuid not null references enforcement_case,
  owner_party_id uuid references party,
  kind text not null,                  -- deposit | realEstate | vehicle | ...
  description text not null,
  source text not null,                -- name of the agency, 'report' or 'clue'
  external_ref text not null,          -- account number, certificate number, plate
  value_fen bigint,
  details jsonb not null default '{}',
  found_on date not null,
  status text not null default 'found' check (status in ('found', 'controlled', 'valued', 'sold', 'transferred', 'released', 'returned', 'exempt')),
  unique (case_id, kind, external_ref)
);

create table control_measure (
  id uuid primary key,
  effect_key text not null unique,
  case_id uuid not null references enforcement_case,
  asset_id uuid not null references asset,
  kind text not null check (kind in ('freeze', 'seal', 'seize')),
  position integer not null default 1, -- 1 is in effect, 2 and up are queued (轮候, SFR#26)
  amount_fen bigint,
  begins_on date not null,
  expires_on date not null,
  released_on date,
  release_reason text,
  legal_basis text[] not null
);
create index control_measure_by_asset on control_measure (asset_id);
create index control_measure_by_case on control_measure (case_id);
