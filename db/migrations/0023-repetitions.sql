-- Up Migration
-- Decisions and calendar exactly as instances reckoned with them, by their digest: a step that is repeated after others were deployed is repeated with these.
-- As json, which keeps the order of names.
create table used_parameters (
  hash text primary key,
  parameters json not null,
  first_used_at timestamptz not null default now()
);

-- A repetition answers with the very text, in which names stand in the order that the workflow was first told them.
alter table stored_step alter column answer type json;
