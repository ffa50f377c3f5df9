#!/bin/bash
# The large tables split by regency on PostgreSQL (docs/sql/partition.sql): an installation of 51 offices in three regencies is made, split, used by
# a server, and its chains walked; then PostgreSQL says which parts hold what, and that a request's statements look into one of them.
#   bench/partition.sh
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -z "${TAKAR_DATABASE:-}" ]; then exec tests/pg.sh tests/pg_fresh.sh "$0" "$@"; fi
build=${BUILD:-build} port=28180
ninja -C $build takar bench/bench_fill bench/bench_growth >/dev/null
dir=$(mktemp -d /tmp/takar-bench.XXXXXX)
server=
trap 'kill $server 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$dir"' EXIT
./$build/bench/bench_fill bench/model "$TAKAR_DATABASE" 51 1 "$dir/daftar"
psql -q "$TAKAR_DATABASE" -v provinces=10 -f docs/sql/partition.sql >/dev/null
./$build/takar serve --quiet --listen 127.0.0.1:$port >"$dir/log" 2>&1 & server=$!
until curl -s -o /dev/null http://127.0.0.1:$port/masuk; do sleep 0.1; kill -0 $server; done
for what in beranda siklus angka pindah; do
  read -r per_s failed _ p99 <<<"$(./$build/bench/bench_growth $port "$dir/daftar" $what 4 3 1)"
  echo "$what di atas tabel terbagi: $per_s /s, gagal $failed, p99 $p99 ms"
  test "$failed" = 0
done
kill $server; wait $server || true
./$build/takar audit verify
psql -qAt -F ' ' "$TAKAR_DATABASE" -c "SELECT 'figure_10', count(*) FROM figure_10 UNION ALL SELECT 'figure_lain', count(*) FROM figure_lain
  UNION ALL SELECT 'audit_10', count(*) FROM audit_10 UNION ALL SELECT 'audit_lain', count(*) FROM audit_lain"
cycle=$(awk 'NR == 1 {print $2}' "$dir/daftar")
plan=$(psql -qAt "$TAKAR_DATABASE" -c "EXPLAIN SELECT * FROM figure WHERE cycle = $cycle")
echo "$plan"
! grep -q figure_lain <<<"$plan"
