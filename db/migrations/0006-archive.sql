-- Up Migration
-- The archive: append-only, one hash chain per case.
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

-- Refuses every change, even by the owner of the schema.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, lower(tg_op) using errcode = 'restrict_violation';
end $$;

create trigger archive_is_append_only before update or delete on archive_record for each row execute function refuse_change();

create trigger archive_is_not_truncated before truncate on archive_record for each statement execute function refuse_change();

-- The last record of each case's chain. The case's instances lock this row to append one after another.
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
