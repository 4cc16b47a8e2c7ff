-- Up Migration
-- Issued documents and their service.

create table document (
  id uuid primary key,
  effect_key text not null unique,
  case_id uuid not null references enforcement_case,
  number text not null,                -- (2026)冀0102执1234号之一
  type text not null,                  -- 执行通知书 ...
  title text not null,
  addressee text,
  body text not null,
  legal_basis text[] not null,
  issued_on date not null,
  element_id text not null,
  content_hash text not null,
  position bigint generated always as identity
);
create index document_by_case on document (case_id, position);

create table service_of_document (
  id uuid primary key,
  effect_key text not null unique,
  document_id uuid not null references document,
  addressee text not null,
  method text not null,                -- electronic | post | inPerson | publicNotice | agencyChannel
  served_on date not null,
  proof jsonb not null default '{}'
);
create index service_by_document on service_of_document (document_id);
