#!/bin/sh
# Runs once, when the database server is new: Temporal gets a user and two databases of its own, and neither product can
# connect to the other's.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --set password="$TEMPORAL_DB_PASSWORD" <<'SQL'
create role temporal login password :'password';
create database temporal owner temporal;
create database temporal_visibility owner temporal;
revoke connect on database temporal, temporal_visibility from public;
-- The deployment sets this role's password.
create role enforcement_app nologin;
revoke connect on database enforcement from public;
grant connect on database enforcement to enforcement_app;
SQL
