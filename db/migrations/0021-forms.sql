-- Up Migration
-- Forms of user tasks as deployed: every version stays, the newest is the one that is filled in.
create table form (
  id text not null,
  version integer not null,
  content text not null,               -- form-js JSON
  deployed_at timestamptz not null default now(),
  deployed_by text not null,
  primary key (id, version)
);
