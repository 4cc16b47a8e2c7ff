#!/bin/sh
# Migrates the schemas of Temporal's two databases to the server's version, as Temporal's own user. Safe to repeat.
set -eu
# TOOL and SCHEMA may name another place of the same files.
tool=${TOOL:-temporal-sql-tool}
for database in temporal temporal_visibility; do
  folder=${database#temporal_}
  "$tool" --db "$database" setup-schema -v 0.0 || true
  "$tool" --db "$database" update-schema -d "${SCHEMA:-/etc/temporal/schema}/postgresql/v12/$folder/versioned"
done
