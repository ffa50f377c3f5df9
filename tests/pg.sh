#!/bin/sh
# pg.sh [--durable] [--pair] [--tls] COMMAND...: runs COMMAND beside a PostgreSQL 15 server of its own, whose address is in TAKAR_DATABASE. The server
# lives in a temporary folder, listens on a socket there, and ends with the command. It does not wait for the disk, unless --durable.
# With --pair there is a second server, a synchronous standby, and the address names both. With --tls it listens on 127.0.0.1, with a certificate that
# the address has checked; TAKAR_OTHER_CA is a root that did not sign it.
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

# A root, and (unless "other") the server's certificate signed by it.
certify() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "/CN=Uji $1" -keyout "$home/$1.key" -out "$home/$1.pem" 2>/dev/null
  if [ "$1" = other ]; then return; fi
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=127.0.0.1 -keyout "$home/server.key" -out "$home/server.csr" 2>/dev/null
  echo 'subjectAltName = IP:127.0.0.1' >"$home/server.ext"
  openssl x509 -req -in "$home/server.csr" -CA "$home/$1.pem" -CAkey "$home/$1.key" -CAcreateserial -days 2 -extfile "$home/server.ext" -out "$home/server.pem" 2>/dev/null
  $as cp "$home/server.pem" "$home/a/data/server.pem"
  if [ -n "$as" ]; then chown "$owner" "$home/server.key"; fi
  $as cp "$home/server.key" "$home/a/data/server.key" && $as chmod 600 "$home/a/data/server.key"
}
# Some port that is free; others may look for one too.
listen_tls() {
  certify ca; certify other
  for port in $(shuf -i 20000-29999 -n 20); do
    printf "listen_addresses = '127.0.0.1'\nport = %s\nssl = on\nssl_cert_file = 'server.pem'\nssl_key_file = 'server.key'\n" "$port" | $as tee "$home/a/data/tls.conf" >/dev/null
    if ctl a -w start 2>/dev/null; then return; fi
  done
}

durable=off pair=no tls=no
if [ "$1" = --durable ]; then durable=on; shift; fi
if [ "$1" = --pair ]; then pair=yes; shift; fi
if [ "$1" = --tls ]; then tls=yes; shift; fi
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
include_if_exists = 'tls.conf'
END
settle a
if [ $tls = yes ]; then listen_tls; else ctl a -w start || { cat "$home/a/log"; exit 1; }; fi
echo a >"$home/writes"
hosts=$home/a
if [ $pair = yes ]; then stand_by a b; hosts=$home/a,$home/b; fi
cd "$back"
address="postgresql:///postgres?host=$hosts&user=takar&target_session_attrs=read-write"
if [ $tls = yes ]; then address="postgresql://takar@127.0.0.1:$port/postgres?sslmode=verify-full&sslrootcert=$home/ca.pem"; fi
export TAKAR_OTHER_CA="$home/other.pem"
TAKAR_PG="'$me' --at '$home'" TAKAR_DATABASE="$address" "$@"
