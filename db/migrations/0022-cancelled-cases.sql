-- Up Migration
-- A case whose own procedure a person cancelled: neither open nor closed in a way of EWR#64.
alter table enforcement_case drop constraint enforcement_case_status_check;
alter table enforcement_case add constraint enforcement_case_status_check
  check (status in ('filed', 'accepted', 'rejected', 'round_terminated', 'closed', 'withdrawn', 'cancelled'));

update enforcement_case set status = 'cancelled' from process_instance
where process_instance.workflow_id = enforcement_case.workflow_id and state = 'cancelled' and closed_on is null;
