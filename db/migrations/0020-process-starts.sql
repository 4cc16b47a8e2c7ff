-- Up Migration
-- Processes that begin by a message or a signal, in the case in which it was published.

-- What the start events of each deployed version wait for.
create table start_event (
  process_id text not null,
  version integer not null,
  element_id text not null,
  type text not null check (type in ('message', 'signal')),
  name text not null,
  primary key (process_id, version, element_id),
  foreign key (process_id, version) references process_model
);
create index start_event_by_name on start_event (type, name);

insert into start_event (process_id, version, element_id, type, name)
select process_id, version, element.key, element.value -> 'event' ->> 'type', element.value -> 'event' ->> 'name'
from process_model, jsonb_each(graph -> 'elements') as element
where element.value ->> 'type' = 'startEvent' and element.value ->> 'scope' = process_id
  and element.value -> 'event' ->> 'type' in ('message', 'signal');

-- Only the newest version of a process begins.
create view newest_start_event as
  select process_id, version, hash, element_id, type, start_event.name
  from start_event join process_model using (process_id, version)
  where version = (select max(version) from process_model newest where newest.process_id = start_event.process_id);

-- Each instance that began so, from the moment it was decided.
create table begun_process (
  workflow_id text primary key,        -- <process id>/<case number>/<n>
  case_id uuid not null references enforcement_case,
  process_id text not null,
  correlation_key text not null,       -- while it runs the key begins no other; '': any number at once
  message_id text references message,  -- null: by a signal
  input jsonb not null,
  decided_at timestamptz not null default now(),
  begun_at timestamptz                 -- its first step is stored
);
create index begun_process_by_case on begun_process (case_id, process_id);
create index begun_process_to_begin on begun_process (decided_at) where begun_at is null;
grant insert, update on begun_process to enforcement_app;

-- The case in which a message was published.
alter table message add column case_id uuid references enforcement_case;
create index message_kept_by_case on message (case_id) where workflow_id is null;
