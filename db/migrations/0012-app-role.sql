-- Up Migration
-- The role of API and worker: it inserts records and can neither change nor delete them. Roles belong to the server,
-- not to the database, so the role may exist already; the deployment sets its password.
do $$
begin
  if not exists (select from pg_roles where rolname = 'enforcement_app') then
    create role enforcement_app nologin;
  end if;
end $$;

-- A table of a later migration is append-only too unless that migration grants more.
grant select on all tables in schema public to enforcement_app;
alter default privileges in schema public grant select, insert on tables to enforcement_app;

-- Append-only.
grant insert on
  archive_record, committed_step, document, service_of_document, journal_entry, posting, receipt, agency_callback
to enforcement_app;
-- The day until which interest runs may be known only later.
grant update (effect_key, interest_until) on receipt to enforcement_app;
grant insert (id, case_id, kind, purpose, party_id) on account to enforcement_app;

-- Rows that change while the case runs.
grant insert, update on
  enforcement_case, case_number_sequence, party, asset, control_measure, credit_measure, sanction,
  user_task, deadline, incident, process_instance, message, process_start, agency_request
to enforcement_app;
grant update on archive_head to enforcement_app;

-- Subscriptions are deleted when they close.
grant insert, update, delete on message_subscription to enforcement_app;
grant insert, delete on signal_subscription to enforcement_app;

-- Deployment through the API inserts a new version beside the old one.
grant insert on process_model, deployed_with, start_event, decision_model, form, calendar, used_parameters, law_text
to enforcement_app;
grant insert, update on court to enforcement_app;
