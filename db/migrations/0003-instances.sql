-- Up Migration
-- Process instances, their committed steps and their incidents.

-- All process instances of a case: its own procedure, called processes, and processes started beside it.
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

-- The answer of each committed step, with its event and parameters, so that a repeated commit returns the same.
create table committed_step (
  workflow_id text not null,
  step integer not null,
  answer json not null,                -- json, not jsonb: the names keep the order that the workflow first saw
  primary key (workflow_id, step)
);

create table incident (
  workflow_id text not null,
  key integer not null,
  case_id uuid not null references enforcement_case,
  court_code text not null,            -- the case's court, which never changes
  element_id text not null,
  name text not null,
  type text not null,
  message text not null,
  message_zh text not null,
  raised_at timestamptz not null,
  resolved_at timestamptz,
  raised_step integer not null,
  primary key (workflow_id, key, raised_step)
);
create index incident_open on incident (case_id) where resolved_at is null;
create index incident_open_by_court on incident (court_code, raised_at, workflow_id, key, raised_step)
  where resolved_at is null;
