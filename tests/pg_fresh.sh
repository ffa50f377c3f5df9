#!/bin/sh
# pg_fresh.sh COMMAND...: runs COMMAND on a new database of the server in TAKAR_DATABASE (see pg.sh).
set -eu
name=test_$$_$(date +%N)
psql -q "$TAKAR_DATABASE" -c "CREATE DATABASE $name"
TAKAR_DATABASE=$(printf '%s' "$TAKAR_DATABASE" | sed "s|///postgres|///$name|") exec "$@"
