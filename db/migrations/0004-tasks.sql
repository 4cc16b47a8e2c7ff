-- Up Migration
-- User tasks and deadlines.

create table user_task (
  workflow_id text not null,
  key integer not null,
  case_id uuid not null references enforcement_case,
  court_code text not null,            -- the case's court, which never changes: a court's list reads one index
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
-- The order of the list: by due instant, then in the order opened.
create index user_task_by_court on user_task (court_code, state, coalesce(due, 'infinity'), opened_at, workflow_id, key);

-- Timers and due dates of tasks that have legal effect.
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
  -- The state after the timer has fired: 'missed', unless the model says that the case waited for the period's end.
  when_fired text not null default 'missed' check (when_fired in ('met', 'missed')),
  opened_at timestamptz not null,
  closed_at timestamptz,
  primary key (workflow_id, key)
);
create index deadline_by_case on deadline (case_id);
create index deadline_open on deadline (due) where state = 'open';
