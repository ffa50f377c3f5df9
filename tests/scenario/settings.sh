#!/bin/sh
# settings.sh TAKAR: the settings file of an installation says what options say; every command takes the database from it. Beside `pg.sh --tls` that
# is a PostgreSQL whose certificate is checked, as the address says, else another SQLite file.
set -u
takar=$1
work=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill $server 2>/dev/null; fi; rm -rf "$work"' EXIT
failed=0
elsewhere=${TAKAR_DATABASE:-$work/lain/takar.db}
unset TAKAR_DATABASE
mkdir "$work/data" "$work/lain"

# expect STATUS TEXT COMMAND...: the command's exit status and a part of what it prints.
expect() {
  status=$1 text=$2; shift 2
  "$@" >"$work/printed" 2>&1 </dev/null
  got=$?
  if [ $got -ne "$status" ] || ! grep -qF -e "$text" "$work/printed"; then
    echo "exit $got instead of $status, or without \"$text\": $*"; sed 's/^/    /' "$work/printed"; failed=1
  fi
}
# settings LINE...: the file anew.
settings() { printf '%s\n' "$@" >"$work/data/takar.conf"; }
# Starts the server; its port is chosen by the system, as the file says.
serve() {
  "$takar" serve --demo --quiet --data "$work/data" >"$work/greeting" 2>&1 & server=$!
  for _ in $(seq 600); do
    if grep -q 'berjalan di' "$work/greeting"; then return; fi
    if ! kill -0 $server 2>/dev/null; then break; fi
    sleep 0.1
  done
  echo 'the server does not start'; cat "$work/greeting"; failed=1
}
stop() { kill $server; wait $server; server=; }
encrypted() { psql -qAt "$elsewhere" -c "SELECT bool_and(s.ssl) FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid) WHERE a.application_name = 'takar'"; }

settings '# pemasangan uji' '' "database = $elsewhere" 'listen=127.0.0.1:0' 'proxied = tidak' 'open-metrics = ya'
serve
test ! -e "$work/data/takar.db" || { echo 'a database beside the one of the settings'; failed=1; }
case $elsewhere in postgresql://*) test "$(encrypted)" = t || { echo "not encrypted: $(encrypted)"; failed=1; };; esac
stop
expect 0 'utuh' "$takar" audit verify --data "$work/data"
expect 0 'rantai audit' "$takar" check --data "$work/data"
expect 2 'bukan berkas di folder' "$takar" backup "$work/cadangan" --data "$work/data"
expect 2 'bukan berkas di folder' "$takar" migrate --dry-run --data "$work/data"
expect 2 'Tidak ada basis data' "$takar" check --data "$work/data" --database "$work/tidak-ada.db"

case $elsewhere in postgresql://*)
  settings "database = $(printf '%s' "$elsewhere" | sed "s|sslrootcert=.*|sslrootcert=$TAKAR_OTHER_CA|")"
  expect 3 'tidak dapat dihubungi' "$takar" audit verify --data "$work/data"
  settings "database = $(printf '%s' "$elsewhere" | sed 's|sslmode=verify-full|sslmode=disable|')" 'listen = 127.0.0.1:0'
  serve
  test "$(encrypted)" = f || { echo 'encrypted though the address says not'; failed=1; }
  stop ;;
esac

settings 'databas = x'
expect 2 'baris 1: “databas” bukan nama setelan' "$takar" check --data "$work/data"
settings '' 'database ='
expect 2 'baris 2: tulis “database = nilai”' "$takar" serve --data "$work/data"
settings 'database = a' 'database = b'
expect 2 'baris 2: “database” sudah disebut' "$takar" audit verify --data "$work/data"
settings 'listen = sini'
expect 2 'ALAMAT:PORT' "$takar" serve --data "$work/data"
settings 'proxied = mungkin'
expect 2 'ya atau tidak' "$takar" serve --data "$work/data"
exit $failed
