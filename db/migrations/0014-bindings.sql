-- What a version of a process was deployed with: calls and decisions that are bound to the deployment mean these, whatever is deployed later.
create table deployed_with (
  process_id text not null,
  version integer not null,
  target_kind text not null check (target_kind in ('process', 'decision')),
  target_id text not null,
  target_version integer not null,
  primary key (process_id, version, target_kind, target_id),
  foreign key (process_id, version) references process_model (process_id, version)
);
