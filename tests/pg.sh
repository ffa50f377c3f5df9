#!/bin/sh
# pg.sh [--durable] COMMAND...: runs COMMAND beside a PostgreSQL 15 server of its own, whose address is in TAKAR_DATABASE. The server lives in
# a temporary folder, listens on a socket there, and ends with the command. It does not wait for the disk, unless --durable.
# Exits 77 (skipped) where no PostgreSQL 15 is installed.
set -eu
bin=$(ls -d /usr/lib/postgresql/15/bin /usr/pgsql-15/bin 2>/dev/null | head -n 1)
if [ -z "$bin" ]; then echo 'PostgreSQL 15 tidak terpasang.'; exit 77; fi
durable=off
if [ "$1" = --durable ]; then durable=on; shift; fi

home=$(mktemp -d /tmp/takar-pg.XXXXXX)
# A server refuses to run as root.
as=
if [ "$(id -u)" = 0 ]; then
  owner=postgres
  id postgres >/dev/null 2>&1 || owner=nobody
  chown "$owner" "$home"
  as="runuser -u $owner --"
fi
end() {
  $as "$bin/pg_ctl" -D "$home/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$home"
}
trap end EXIT
trap 'exit 1' INT TERM

cd "$home"
$as "$bin/initdb" -D "$home/data" -U takar -A trust -E UTF8 --locale=C.UTF-8 -N >"$home/log" 2>&1 || { cat "$home/log"; exit 1; }
cat >>"$home/data/postgresql.conf" <<END
listen_addresses = ''
unix_socket_directories = '$home'
fsync = $durable
synchronous_commit = $durable
max_connections = 300
max_locks_per_transaction = 256
shared_buffers = 64MB
END
$as "$bin/pg_ctl" -D "$home/data" -w -l "$home/data/log" start >/dev/null || { cat "$home/data/log"; exit 1; }
chmod 755 "$home"
cd - >/dev/null
TAKAR_DATABASE="postgresql:///postgres?host=$home&user=takar" "$@"
