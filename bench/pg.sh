#!/bin/bash
# Saved figures per second on PostgreSQL, next to pgbench with the same statements in the same run; the server waits for its disk.
#   bench/pg.sh [SECONDS per measurement, 5]
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -z "${TAKAR_DATABASE:-}" ]; then exec tests/pg.sh --durable tests/pg_fresh.sh "$0" "$@"; fi
t=${1:-5} build=${BUILD:-build} url=http://127.0.0.1:28177
dir=$(mktemp -d /tmp/takar-bench.XXXXXX)
server=
trap 'kill $server 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$dir"' EXIT
ninja -C $build takar bench/bench_save >/dev/null
home=$(sed 's/.*host=\([^&]*\)&.*/\1/' <<<"$TAKAR_DATABASE")

./$build/takar serve --demo --quiet --listen 127.0.0.1:28177 >"$dir/log" 2>&1 & server=$!
until curl -s -o /dev/null $url/masuk; do sleep 0.05; kill -0 $server; done
curl -s -o /dev/null -c "$dir/jar" -H 'Sec-Fetch-Site: same-origin' --data-urlencode akun=kasubag --data-urlencode sandi=demo-takar-2026 $url/masuk
cookie=$(awk '/takar/ && NF >= 7 {print $(NF-1) "=" $NF}' "$dir/jar")
cycle=$(curl -s -H "Cookie: $cookie" $url/ | grep -oE '/siklus/[0-9]+/langkah/4' | head -n 1)
page=$(curl -s -H "Cookie: $cookie" "$url$cycle")
token=$(grep -oE 'name="_csrf" value="[^"]+"' <<<"$page" | head -n 1 | sed 's/.*value="//; s/"//')
figures=$(grep -oE 'name="indikator" value="[0-9]+"' <<<"$page" | grep -oE '[0-9]+' | sort -u | paste -sd,)
save() { ./$build/bench/bench_save 28177 "$cycle/angka" "$cookie" "$token" "$figures" "$@"; } # CLIENTS SECONDS SEED
say() { psql -q "$TAKAR_DATABASE" -c "ALTER SYSTEM SET log_min_duration_statement = $1"; psql -qAt "$TAKAR_DATABASE" -c 'SELECT pg_reload_conf()' >/dev/null; sleep 0.5; }

say 0
save 1 1 1 >/dev/null
say -1
node bench/pg_same.mjs "$home/data/log" >"$dir/same.sql"
for c in 1 16 64; do
  read -r saved failed p99 <<<"$(save $c "$t" $((c * 100000)))"
  bare=$(pgbench -n -M prepared -c$c -j2 -T"$t" -f "$dir/same.sql" "$TAKAR_DATABASE" 2>&1 | awk '/^tps/ {print $3}')
  awk -v c=$c -v a="$saved" -v b="$bare" -v f="$failed" -v p="$p99" \
    'BEGIN {printf "simpan angka di PostgreSQL, %d klien: %.0f /s, gagal %d, p99 %s ms; pgbench dengan perintah yang sama %.0f /s; rasio %.2f\n", c, a, f, p, b, a / b}'
done
