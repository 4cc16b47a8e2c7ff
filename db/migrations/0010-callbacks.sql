-- Up Migration
-- Who entered the application: a start that is made up for later names the same person.
alter table enforcement_case add column filed_by jsonb;

-- Every answer that an agency sent, also one that came too late or contradicts the first. Append-only by its grants.
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
