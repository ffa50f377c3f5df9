#!/bin/bash
# Moves of cycles per second (a step handed over, a step returned; each through HTTP and steps_run, on disk when answered), next to bare SQLite
# commits in the same run.
#   bench/transitions.sh [SECONDS per measurement, 5] [OFFICES, 628]
set -euo pipefail
cd "$(dirname "$0")/.."
t=${1:-5} offices=${2:-628} build=${BUILD:-build} port=28179 rounds=5
ninja -C $build takar bench/bench_fill bench/bench_growth bench/bench_commit >/dev/null
dir=$(mktemp -d /tmp/takar-bench.XXXXXX)
server=
trap 'kill $server 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$dir"' EXIT
./$build/bench/bench_fill bench/model "$dir/takar.db" "$offices" 0 "$dir/daftar"
./$build/takar serve --data "$dir" --listen 127.0.0.1:$port --quiet >"$dir/log" 2>&1 & server=$!
until curl -s -o /dev/null http://127.0.0.1:$port/masuk; do sleep 0.05; kill -0 $server; done
for clients in 1 16 64; do
  for round in $(seq $rounds); do
    commits=$(./$build/bench/bench_commit "$dir/bare.db" "$t")
    before=$(awk '{print $14 + $15}' /proc/$server/stat)
    moved=$(./$build/bench/bench_growth $port "$dir/daftar" pindah $clients "$t" $round)
    after=$(awk '{print $14 + $15}' /proc/$server/stat)
    awk -v c="$commits" -v u=$((after - before)) -v t="$t" '{printf "%.2f %s %.0f %s\n", $1 / c, $0, u * 1e4 / ($1 * t), c}' <<<"$moved"
  done | sort -n >"$dir/rounds"
  awk -v c=$clients -v n=$rounds '
    {r[NR] = $1; line[NR] = $0; failed += $3}
    END {
      split(line[int((n + 1) / 2)], v, " ")
      printf "pindah langkah, %d klien: %s /s, gagal %d, p99 %s ms, %s µs CPU server tiap perpindahan; SQLite polos %s commit/s; rasio %.2f (%.2f–%.2f)\n",
        c, v[2], failed, v[5], v[6], v[7], v[1], r[1], r[n]
    }' "$dir/rounds"
done
