-- Who listens for which signal: a signal goes to everybody who does at that moment.
create table signal_subscription (
  workflow_id text not null,
  key integer not null,
  signal_name text not null,
  primary key (workflow_id, key)
);
create index signal_subscription_by_name on signal_subscription (signal_name);
grant insert, delete on signal_subscription to enforcement_app;
