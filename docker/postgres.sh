#!/bin/sh
# Starts PostgreSQL with TLS only. PostgreSQL wants its key in a file of its own user, so the mounted one is copied.
set -eu
install -d -o postgres -g postgres -m 700 /tls
install -o postgres -g postgres -m 600 /certs/tls.crt /certs/tls.key /tls
cat >/tls/pg_hba.conf <<'RULES'
# The server's own commands (health check, first start) come by the socket; everyone else needs TLS and a password.
local   all all     trust
hostssl all all all scram-sha-256
RULES
chown postgres:postgres /tls/pg_hba.conf
exec docker-entrypoint.sh postgres -c ssl=on -c ssl_cert_file=/tls/tls.crt -c ssl_key_file=/tls/tls.key \
  -c ssl_min_protocol_version=TLSv1.2 -c hba_file=/tls/pg_hba.conf -c max_connections=300
