-- Up Migration
-- The register, what people and agencies owe, the ledger and the archive. Money is fen (bigint), legal dates are dates in
-- Asia/Shanghai, instants are timestamptz. Legal time (`legal_at`) and record time (`recorded_at`) are always two columns.

create table court (
  code text primary key,               -- 冀0102
  name text not null,
  superior_code text references court
);

create table enforcement_case (
  id uuid primary key,
  external_id text,                    -- the sender's own id: filing twice gives the same case
  number text not null unique,         -- (2026)冀0102执1234号
  court_code text not null references court,
  resumed_from uuid references enforcement_case,
  filed_on date not null,
  status text not null default 'filed' check (status in ('filed', 'accepted', 'rejected', 'round_terminated', 'closed', 'withdrawn')),
  closing_way text,                    -- fullyPerformed | roundTermination | ended | withdrawn | enforcementRefused | applicationRejected
  closed_on date,
  stage text,
  handler text,
  claim_fen bigint not null check (claim_fen >= 0),
  application jsonb not null,          -- as filed
  workflow_id text not null,
  clock jsonb,                         -- training clock
  started_at timestamptz,              -- when Temporal confirmed the start
  recorded_at timestamptz not null default now(),
  unique (court_code, external_id)
);
create index enforcement_case_by_court on enforcement_case (court_code, filed_on desc, number);
create index enforcement_case_unstarted on enforcement_case (recorded_at) where started_at is null;

create table case_number_sequence (
  court_code text not null references court,
  year integer not null,
  type_word text not null,             -- 执 执恢
  last integer not null,
  primary key (court_code, year, type_word)
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

create table asset (
  id uuid primary key,
  case_id uuid not null references enforcement_case,
  owner_party_id uuid references party,
  kind text not null,                  -- deposit | realEstate | vehicle | ...
  description text not null,
  source text not null,                -- agency or 'report' or 'clue'
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
  position integer not null default 1, -- 1 first, 2.. queued (轮候)
  amount_fen bigint,
  begins_on date not null,
  expires_on date not null,
  released_on date,
  release_reason text,
  legal_basis text[] not null
);
create index control_measure_by_asset on control_measure (asset_id);
create index control_measure_by_case on control_measure (case_id);

create table document (
  id uuid primary key,
  effect_key text not null unique,
  case_id uuid not null references enforcement_case,
  number text not null,                -- (2026)冀0102执1234号之一
  type text not null,                  -- 执行通知书 ...
  title text not null,
  addressee text,
  body text not null,
  legal_basis text[] not null,
  issued_on date not null,
  element_id text not null,
  content_hash text not null,
  position bigint generated always as identity
);
create index document_by_case on document (case_id, position);

create table service_of_document (
  id uuid primary key,
  effect_key text not null unique,
  document_id uuid not null references document,
  addressee text not null,
  method text not null,                -- electronic | post | inPerson | publicNotice | agencyChannel
  served_on date not null,
  proof jsonb not null default '{}'
);
create index service_by_document on service_of_document (document_id);

create table user_task (
  workflow_id text not null,
  key integer not null,
  case_id uuid not null references enforcement_case,
  element_id text not null,
  name text not null,
  assignee text,
  candidate_groups text[] not null,
  candidate_users text[] not null,
  due timestamptz,
  follow_up timestamptz,
  priority integer not null,
  form_id text,
  properties jsonb not null,
  variables jsonb not null,
  state text not null default 'open' check (state in ('open', 'completed', 'terminated')),
  opened_at timestamptz not null,      -- legal time
  closed_at timestamptz,
  completed_by jsonb,
  primary key (workflow_id, key)
);
create index user_task_by_case on user_task (case_id);
create index user_task_open on user_task (due, opened_at) where state = 'open';

-- Timers and task due dates that mean something in law.
create table deadline (
  workflow_id text not null,
  key integer not null,
  case_id uuid not null references enforcement_case,
  element_id text not null,
  label text not null,
  due timestamptz not null,
  provisional boolean not null default false,  -- beyond the published calendar
  legal_basis text[] not null,
  state text not null default 'open' check (state in ('open', 'met', 'missed', 'cancelled')),
  -- What the timer's firing means: 'missed' unless the model says that the period's end is what was waited for.
  when_fired text not null default 'missed' check (when_fired in ('met', 'missed')),
  opened_at timestamptz not null,
  closed_at timestamptz,
  primary key (workflow_id, key)
);
create index deadline_by_case on deadline (case_id);
create index deadline_open on deadline (due) where state = 'open';

create table incident (
  workflow_id text not null,
  key integer not null,
  case_id uuid not null references enforcement_case,
  element_id text not null,
  name text not null,
  type text not null,
  message text not null,
  raised_at timestamptz not null,
  resolved_at timestamptz,
  raised_step integer not null,
  primary key (workflow_id, key, raised_step)
);
create index incident_open on incident (case_id) where resolved_at is null;

-- Every process instance of a case: the root and its children.
create table process_instance (
  workflow_id text primary key,
  case_id uuid not null references enforcement_case,
  parent_workflow_id text,
  process_id text not null,
  version integer not null,
  state text not null default 'active' check (state in ('active', 'completed', 'failed', 'cancelled')),
  last_step integer not null default 0,
  started_at timestamptz not null,
  ended_at timestamptz
);
create index process_instance_by_case on process_instance (case_id, started_at);

-- Messages: who waits, and what waits for somebody.
create table message_subscription (
  workflow_id text not null,
  key integer not null,
  message_name text not null,
  correlation_key text not null,
  opened_at timestamptz not null,
  message_id text,                     -- on its way to it; until its step is stored no other message goes there
  primary key (workflow_id, key)
);
create index message_subscription_lookup on message_subscription (message_name, correlation_key);

create table message (
  id text primary key,                 -- the publisher's id: a repetition is recognised
  position bigint generated always as identity,
  message_name text not null,
  correlation_key text not null,
  variables jsonb not null,
  actor jsonb,
  published_at timestamptz not null,   -- legal time
  expires_at timestamptz,
  workflow_id text,                    -- taken by, with the subscription's key
  key integer,
  taken_at timestamptz,                -- record time
  delivered_at timestamptz             -- legal time of the instance's step that took it
);
create index message_waiting on message (message_name, correlation_key) where workflow_id is null;
create index message_undelivered on message (workflow_id, key) where workflow_id is not null and delivered_at is null;

-- Requests to agencies.
create table agency_request (
  id text primary key,                 -- idempotency key: <case number>/<workflow>-<key>[-<loop>]
  case_id uuid not null references enforcement_case,
  workflow_id text not null,
  key integer not null,
  agency text not null,
  provider text,                       -- which bank, which registry
  operation text not null,
  channel text not null check (channel in ('http', 'paper')),
  request jsonb not null,
  state text not null check (state in ('sent', 'accepted', 'rejected', 'answered', 'failed')),
  reason text,
  answer jsonb,
  provider_ref text,
  sent_at timestamptz not null,        -- legal time
  answered_at timestamptz,
  next_poll_at timestamptz,
  recorded_at timestamptz not null default now()
);
create index agency_request_by_case on agency_request (case_id, sent_at);
create index agency_request_to_poll on agency_request (next_poll_at) where next_poll_at is not null;

-- Credit sanctions: dishonest list entries, consumption restrictions, exit bans.
create table credit_measure (
  id uuid primary key,
  effect_key text not null unique,
  case_id uuid not null references enforcement_case,
  party_id uuid not null references party,
  kind text not null check (kind in ('dishonestList', 'consumptionRestriction', 'exitBan')),
  ground text not null,
  begins_on date not null,
  ends_on date,                        -- null: until lifted
  lifted_on date,
  lift_reason text,
  legal_basis text[] not null
);
create index credit_measure_by_case on credit_measure (case_id);

-- Fines and detentions.
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
  served_on date,
  state text not null default 'decided' check (state in ('decided', 'upheld', 'changed', 'revoked', 'executed')),
  details jsonb not null default '{}',
  legal_basis text[] not null
);
create index sanction_by_case on sanction (case_id);

-- Models as deployed; running instances keep their version.
create table process_model (
  process_id text not null,
  version integer not null,
  hash text not null,
  version_tag text,
  name text not null,
  xml text not null,
  graph jsonb not null,
  deployed_at timestamptz not null default now(),
  deployed_by text not null,
  primary key (process_id, version)
);

create table decision_model (
  decision_id text not null,
  version integer not null,
  hash text not null,
  name text not null,
  xml text not null,
  decisions jsonb not null,
  deployed_at timestamptz not null default now(),
  deployed_by text not null,
  primary key (decision_id, version)
);

create table calendar (
  version integer primary key,
  hash text not null,
  ends_on date not null,               -- nothing is known past it
  days jsonb not null,
  deployed_at timestamptz not null default now()
);

create table law_text (
  law_id text not null,
  version_date date not null,
  article text not null,
  body text not null,
  primary key (law_id, version_date, article)
);

-- The archive: append-only, one hash chain a case.
create table archive_record (
  case_id uuid not null references enforcement_case,
  seq integer not null,
  legal_at timestamptz not null,
  legal_date date not null,
  recorded_at timestamptz not null default now(),
  workflow_id text not null,
  step integer not null,
  process_id text not null,
  process_version integer not null,
  element_id text not null,
  element_type text not null,
  element_key integer not null,
  scope_key integer not null,
  name text not null,
  intent text not null,
  actor_id text,
  actor_role text,
  legal_basis text[] not null,
  data jsonb not null,
  input_digest text not null,
  prev_hash text not null,
  hash text not null,
  primary key (case_id, seq)
);
create index archive_by_instance on archive_record (workflow_id, step);

-- Nobody changes what happened, the owner of the schema neither.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, lower(tg_op) using errcode = 'restrict_violation';
end $$;
create trigger archive_is_append_only before update or delete on archive_record for each row execute function refuse_change();
create trigger archive_is_not_truncated before truncate on archive_record for each statement execute function refuse_change();

-- The last record of each case's chain. Its row is the lock under which the case's instances append one after another.
create table archive_head (
  case_id uuid primary key references enforcement_case,
  seq integer not null default 0,
  hash text not null default ''        -- '' before the first record
) with (fillfactor = 50);

create function open_archive() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into archive_head (case_id) values (new.id);
  return null;
end $$;
create trigger case_opens_archive after insert on enforcement_case for each row execute function open_archive();

-- The stored step's answer, so that a repeated commit of the same step returns the same.
create table stored_step (
  workflow_id text not null,
  step integer not null,
  answer jsonb not null,
  primary key (workflow_id, step)
);
