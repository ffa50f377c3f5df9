#!/bin/sh
# pg.sh [--durable] [--pair] COMMAND...: runs COMMAND beside a PostgreSQL 15 server of its own, whose address is in TAKAR_DATABASE. The server
# lives in a temporary folder, listens on a socket there, and ends with the command. It does not wait for the disk, unless --durable.
# With --pair there is a second server, a synchronous standby, and the address names both.
# TAKAR_PG is a command for what tests do to the server: crash (it ends at once, as at a loss of power, and stays away), start; for a pair: fail
# (the one that writes is killed, with all its processes), promote (the other one writes), mend (a new standby in the place of the killed one).
# Exits 77 (skipped) where no PostgreSQL 15 is installed.
set -eu
bin=$(ls -d /usr/lib/postgresql/15/bin /usr/pgsql-15/bin 2>/dev/null | head -n 1)
if [ -z "$bin" ]; then echo 'PostgreSQL 15 tidak terpasang.'; exit 77; fi

# A server refuses to run as root.
as=
if [ "$(id -u)" = 0 ]; then
  owner=postgres
  id postgres >/dev/null 2>&1 || owner=nobody
  as="runuser -u $owner --"
fi

ctl() { side=$1; shift; $as "$bin/pg_ctl" -s -D "$home/$side/data" -l "$home/$side/log" "$@"; }
ask() { psql -qAt "postgresql:///postgres?host=$home/$1&user=takar" -c "$2"; }
# What differs from server to server; also when one was made as a copy of the other.
settle() {
  printf "unix_socket_directories = '%s'\nsynchronous_standby_names = ''\n" "$home/$1" | $as tee "$home/$1/data/own.conf" >/dev/null
}
# A standby of $1 at $2; from then on $1 tells nobody that anything is kept before the standby has it too.
stand_by() {
  $as rm -rf "$home/$2/data"
  $as "$bin/pg_basebackup" -R -c fast -D "$home/$2/data" -d "host=$home/$1 user=takar application_name=$2" >>"$home/log" 2>&1
  settle "$2"
  ctl "$2" -w start
  echo "synchronous_standby_names = '$2'" | $as tee -a "$home/$1/data/own.conf" >/dev/null
  ctl "$1" reload
  until [ "$(ask "$1" "SELECT sync_state FROM pg_stat_replication")" = sync ]; do sleep 0.1; done
  echo "$1" >"$home/writes"
}

# What TAKAR_PG runs: this script again, in the folder of the servers.
if [ "${1:-}" = --at ]; then
  home=$2
  one=$(cat "$home/writes") other=b
  if [ "$one" = b ]; then other=a; fi
  case $3 in
  crash) ctl a -m immediate stop ;;
  start) ctl a -w start ;;
  fail)
    master=$(head -n 1 "$home/$one/data/postmaster.pid")
    kill -9 "$master" $(ps -o pid= --ppid "$master") ;;
  promote) ctl "$other" -w promote; echo "$other" >"$home/writes" ;;
  mend) stand_by "$one" "$other" ;;
  esac
  exit
fi

durable=off pair=no
if [ "$1" = --durable ]; then durable=on; shift; fi
if [ "$1" = --pair ]; then pair=yes; shift; fi
me=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
back=$PWD
home=$(mktemp -d /tmp/takar-pg.XXXXXX)
[ -z "$as" ] || chown "$owner" "$home"
chmod 755 "$home"
end() {
  for side in a b; do if [ -d "$home/$side/data" ]; then ctl "$side" -m immediate stop >/dev/null 2>&1 || true; fi; done
  rm -rf "$home"
}
trap end EXIT
trap 'exit 1' INT TERM

cd "$home"
$as mkdir a b
$as "$bin/initdb" -D "$home/a/data" -U takar -A trust -E UTF8 --locale=C.UTF-8 -N >"$home/log" 2>&1 || { cat "$home/log"; exit 1; }
cat >>"$home/a/data/postgresql.conf" <<END
listen_addresses = ''
fsync = $durable
synchronous_commit = $durable
max_connections = 300
max_locks_per_transaction = 256
shared_buffers = 64MB
include_if_exists = 'own.conf'
END
settle a
ctl a -w start || { cat "$home/a/log"; exit 1; }
echo a >"$home/writes"
hosts=$home/a
if [ $pair = yes ]; then stand_by a b; hosts=$home/a,$home/b; fi
cd "$back"
TAKAR_PG="'$me' --at '$home'" TAKAR_DATABASE="postgresql:///postgres?host=$hosts&user=takar&target_session_attrs=read-write" "$@"
