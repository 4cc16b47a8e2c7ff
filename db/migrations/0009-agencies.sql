-- Up Migration
-- Requests to agencies and their answers.
create table agency_request (
  id text primary key,                 -- idempotency key: <case number>/<workflow>-<key>[-<loop>]
  case_id uuid not null references enforcement_case,
  workflow_id text not null,
  key integer not null,
  agency text not null,
  provider text,                       -- the single bank or registry
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

-- Every answer that came after the reply, including late and contradicting ones. Append-only by its grants.
create table agency_callback (
  id uuid primary key default gen_random_uuid(),
  request_id text not null references agency_request,
  state text not null check (state in ('accepted', 'rejected', 'answered', 'failed')),
  answer jsonb,
  reason text,
  outcome text not null check (outcome in ('taken', 'repeated', 'conflicting')),
  sent_by text not null,
  received_at timestamptz not null default now()
);
create index agency_callback_by_request on agency_callback (request_id, received_at);
