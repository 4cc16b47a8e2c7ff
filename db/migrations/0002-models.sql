-- Up Migration
-- Deployed models: every version stays, and running instances keep theirs.
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

-- The processes and decisions that a version of a process was deployed with. Calls with the binding `deployment` use
-- these versions even when newer ones are deployed.
create table deployed_with (
  process_id text not null,
  version integer not null,
  target_kind text not null check (target_kind in ('process', 'decision')),
  target_id text not null,
  target_version integer not null,
  primary key (process_id, version, target_kind, target_id),
  foreign key (process_id, version) references process_model (process_id, version)
);

-- Messages and signals that the start events of each deployed version catch.
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

-- The start events of the newest versions: a message or signal starts only the newest version of a process.
create view newest_start_event as
  select process_id, version, hash, element_id, type, start_event.name
  from start_event join process_model using (process_id, version)
  where version = (select max(version) from process_model newest where newest.process_id = start_event.process_id);

create table decision_model (
  definitions_id text not null,
  version integer not null,
  hash text not null,
  name text not null,
  xml text not null,
  decisions jsonb not null,
  deployed_at timestamptz not null default now(),
  deployed_by text not null,
  primary key (definitions_id, version)
);

-- Deployed forms of user tasks: every version stays; a person fills in the newest.
create table form (
  id text not null,
  version integer not null,
  content text not null,               -- form-js JSON
  deployed_at timestamptz not null default now(),
  deployed_by text not null,
  primary key (id, version)
);

create table calendar (
  version integer primary key,
  hash text not null,
  ends_on date not null,               -- last day of the last published year
  days jsonb not null,
  deployed_at timestamptz not null default now()
);

-- Exactly the decisions and the calendar that instances were evaluated with, by their digest: a repeated step uses them
-- again even when newer ones are deployed. The type json keeps the order of names.
create table used_parameters (
  hash text primary key,
  parameters json not null,
  first_used_at timestamptz not null default now()
);

-- The full texts of the laws, imported by the operator.
create table law_text (
  law_id text not null,
  version_date date not null,
  article text not null,
  body text not null,
  primary key (law_id, version_date, article)
);
