-- Up Migration
-- Messages and signals between instances, and the processes that they start.

create table message_subscription (
  workflow_id text not null,
  key integer not null,
  message_name text not null,
  correlation_key text not null,
  opened_at timestamptz not null,
  message_id text,                     -- the message on its way; no other is sent until its step is committed
  primary key (workflow_id, key)
);
create index message_subscription_lookup on message_subscription (message_name, correlation_key);

create table message (
  id text primary key,                 -- id chosen by the publisher; recognizes a repetition
  position bigint generated always as identity,
  message_name text not null,
  correlation_key text not null,
  variables jsonb not null,
  actor jsonb,
  case_id uuid references enforcement_case, -- the case in which it was published
  published_at timestamptz not null,   -- legal time
  expires_at timestamptz,
  workflow_id text,                    -- the receiver, with the subscription's key; null while buffered
  key integer,
  matched_at timestamptz,              -- record time
  delivered_at timestamptz             -- legal time of the receiver's step
);
create index message_waiting on message (message_name, correlation_key) where workflow_id is null;
create index message_undelivered on message (workflow_id, key) where workflow_id is not null and delivered_at is null;
create index message_kept_by_case on message (case_id) where workflow_id is null;

-- A signal goes to every instance that is subscribed at that moment.
create table signal_subscription (
  workflow_id text not null,
  key integer not null,
  signal_name text not null,
  primary key (workflow_id, key)
);
create index signal_subscription_by_name on signal_subscription (signal_name);

-- Each instance that a message or a signal starts, inserted when the start is decided.
create table process_start (
  workflow_id text primary key,        -- <process id>/<case number>/<n>
  case_id uuid not null references enforcement_case,
  process_id text not null,
  correlation_key text not null,       -- one running instance per process and key; '': no limit
  message_id text references message,  -- null: started by a signal
  input jsonb not null,
  decided_at timestamptz not null default now(),
  first_step_at timestamptz            -- when its first step was committed
);
create index process_start_by_case on process_start (case_id, process_id);
create index process_start_pending on process_start (decided_at) where first_step_at is null;
