#!/bin/bash
# Deadline day: offices bring a cycle from step 4 to the receipt of step 11, as fast as the server takes it. Says what share of the 7,285
# kecamatan an hour would hold, and how long each kind of request took.
#   bench/deadline.sh [SECONDS, 300] [CLIENTS, 16] [OFFICES to draw from, 2000]
set -euo pipefail
cd "$(dirname "$0")/.."
t=${1:-300} clients=${2:-16} offices=${3:-2000} build=${BUILD:-build} port=28181
ninja -C $build takar bench/bench_fill bench/bench_deadline >/dev/null
dir=$(mktemp -d /tmp/takar-bench.XXXXXX)
server=
trap 'kill $server 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$dir"' EXIT
./$build/bench/bench_fill bench/model "$dir/takar.db" "$offices" 5 "$dir/daftar"
./$build/takar serve --data "$dir" --listen 127.0.0.1:$port --quiet >"$dir/log" 2>&1 & server=$!
until curl -s -o /dev/null http://127.0.0.1:$port/masuk; do sleep 0.05; kill -0 $server; done
./$build/bench/bench_deadline $port "$dir/daftar" "$clients" 0 "$t" 0 >"$dir/said"
cpu=$(awk '{print ($14 + $15) / 100}' /proc/$server/stat)
awk -v cpu="$cpu" -v cores="$(nproc)" '
  $1 != "siklus" {n += $2; printf "%s: %d permintaan, gagal %d, p50 %s ms, p95 %s ms, p99 %s ms, terlama %s ms\n", $1, $2, $3, $4, $5, $6, $7; next}
  {
    hour = $3 / $5 * 3600
    printf "%d siklus tuntas (langkah 4 sampai 11), %d gagal, dalam %.0f s: %.0f permintaan/s, %.2f s CPU tiap siklus\n", $3, $4, $5, n / $5, cpu / ($3 ? $3 : 1)
    printf "satu jam memuat %.0f siklus, %.0f %% dari 7.285 kecamatan", hour, hour / 72.85
    if ($3) printf "; menurut CPU saja, %d inti yang tidak berbagi: %.0f siklus, %.0f %%", cores, cores * 3600 * $3 / cpu, cores * 3600 * $3 / cpu / 72.85
    print ""
  }' "$dir/said"
