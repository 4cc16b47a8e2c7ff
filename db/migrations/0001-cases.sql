-- Up Migration
-- The register: courts, cases, parties. Money is fen (bigint), legal dates are dates in Asia/Shanghai, instants are
-- timestamptz. Legal time (`legal_at`, `opened_at` …) and record time (`recorded_at`) are always two columns.

create table court (
  code text primary key,               -- 冀0102
  name text not null,
  superior_code text references court
);

create table enforcement_case (
  id uuid primary key,
  external_id text,                    -- id chosen by the sender: filing it twice gives the same case
  number text not null unique,         -- (2026)冀0102执1234号
  court_code text not null references court,
  resumed_from uuid references enforcement_case,
  filed_on date not null,
  status text not null default 'filed' check (status in (
    'filed', 'accepted', 'rejected', 'round_terminated', 'closed', 'withdrawn', 'cancelled'
  )),
  -- 'cancelled': a person canceled the case's own procedure; the case is neither open nor closed in a way of EWR#64.
  -- fullyPerformed | roundTermination | ended | withdrawn | enforcementRefused | applicationRejected
  closing_way text,
  closed_on date,
  stage text,
  handler text,
  next_deadline timestamptz,           -- the earliest open deadline of the case
  claim_fen bigint not null check (claim_fen >= 0),
  application jsonb not null,          -- as filed
  filed_by jsonb,                      -- the user who filed it: a repeated start names the same person
  workflow_id text not null,
  clock jsonb,                         -- training clock
  started_at timestamptz,              -- when Temporal confirmed the start
  recorded_at timestamptz not null default now(),
  unique (court_code, external_id)
);
create index enforcement_case_by_court on enforcement_case (court_code, filed_on desc, id desc);
create index enforcement_case_by_status on enforcement_case (court_code, status, filed_on desc, id desc);
create index enforcement_case_by_resumed on enforcement_case (resumed_from) where resumed_from is not null;
create index enforcement_case_unstarted on enforcement_case (recorded_at) where started_at is null and resumed_from is null;

-- A case and all cases before it that it resumed: their money and measures continue in it.
create function case_chain(case_id uuid) returns setof uuid language sql stable rows 2 as $$
  with recursive chain as (
    select id, resumed_from from enforcement_case where id = case_id
    union
    select earlier.id, earlier.resumed_from from enforcement_case earlier join chain on chain.resumed_from = earlier.id
  )
  select id from chain
$$;

create table case_number_sequence (
  court_code text not null references court,
  year integer not null,
  case_type text not null,             -- 执 执恢
  last integer not null,
  primary key (court_code, year, case_type)
);

create table party (
  id uuid primary key,
  case_id uuid not null references enforcement_case,
  role text not null check (role in ('applicant', 'debtor', 'thirdParty', 'interestedParty')),
  kind text not null check (kind in ('person', 'company', 'unit')),
  name text not null,
  id_number text,
  contact jsonb not null default '{}',
  position integer not null
);
create index party_by_case on party (case_id, position);

-- Each character of a name and each two that follow one another: an index on them finds a part of a name.
create function name_parts(name text) returns text[] language sql immutable strict parallel safe return array(
  select distinct substr(name, at, size) from generate_series(1, length(name)) as at, generate_series(1, 2) as size
);
create index party_by_name on party using gin (name_parts(name));
