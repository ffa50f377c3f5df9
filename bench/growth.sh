#!/bin/bash
# The same four requests in installations of 17, 628 and 7,285 offices with five years of history: the inbox, the page of a cycle, a saved
# figure, a step handed over or returned. The sizes take turns, so that all meet the same weather; the middle of the rounds' ratios counts.
# Beside the times: CPU and read calls of the server for each request, which a busy machine does not change.
#   bench/growth.sh [SECONDS per measurement, 4] [ROUNDS, 5] [SIZES, "17 628 7285"]
# FOLDER keeps the databases for a next time (15 GB and a quarter of an hour for 7,285 offices); without it they are made and removed.
set -euo pipefail
cd "$(dirname "$0")/.."
t=${1:-4} rounds=${2:-5} sizes=${3:-17 628 7285} build=${BUILD:-build} clients=2
ninja -C $build takar bench/bench_fill bench/bench_growth >/dev/null
work=$(mktemp -d /tmp/takar-bench.XXXXXX)
folder=${FOLDER:-$work}
declare -A server
trap 'kill ${server[@]} 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT
smallest=${sizes%% *}
port() { echo $((28100 + $1 % 500)); }

for n in $sizes; do
  if [ ! -s "$folder/$n/selesai" ]; then
    rm -rf "${folder:?}/$n"; mkdir -p "$folder/$n"
    ./$build/bench/bench_fill bench/model "$folder/$n/takar.db" "$n" 5 "$folder/$n/daftar"
    date >"$folder/$n/selesai"
  fi
  ./$build/takar serve --data "$folder/$n" --listen 127.0.0.1:$(port $n) --quiet >"$work/log.$n" 2>&1 & server[$n]=$!
done
client() { ./$build/bench/bench_growth "$(port $1)" "$folder/$1/daftar" "$2" $clients "$t" "$3"; } # SIZE WHAT SEED
for n in $sizes; do
  until curl -s -o /dev/null http://127.0.0.1:$(port $n)/masuk; do sleep 0.05; kill -0 ${server[$n]}; done
  ./$build/bench/bench_growth "$(port $n)" "$folder/$n/daftar" semua 4 0 1 >/dev/null
done

ticks() { awk '{print $14 + $15}' /proc/$1/stat; }
reads() { awk '/syscr/ {print $2}' /proc/$1/io; }
for what in beranda siklus angka pindah; do
  for round in $(seq $rounds); do
    for n in $sizes; do
      cpu=$(ticks ${server[$n]}) io=$(reads ${server[$n]})
      read -r per_s failed p50 p99 <<<"$(client $n $what $round)"
      awk -v n=$n -v r=$round -v s="$per_s" -v f="$failed" -v a="$p50" -v b="$p99" -v c=$(($(ticks ${server[$n]}) - cpu)) \
        -v i=$(($(reads ${server[$n]}) - io)) -v t="$t" 'BEGIN {d = s * t; if (!d) d = 1; print r, n, s, f, a, b, c * 1e4 / d, i / d}'
    done
  done >"$work/rounds"
  # Each round's figures of a size over those of the smallest; of every column the middle.
  awk -v what=$what -v small=$smallest -v sizes="$sizes" '
    function middle(list, n,   i, j, x) {
      for (i = 2; i <= n; i++) for (j = i; j > 1 && list[j] < list[j - 1]; j--) {x = list[j]; list[j] = list[j - 1]; list[j - 1] = x}
      return list[int((n + 1) / 2)]
    }
    {for (k = 3; k <= 8; k++) v[$1, $2, k] = $k; if ($1 > rounds) rounds = $1; failed += $4}
    function of(n, k,   r, l) {for (r = 1; r <= rounds; r++) l[r] = v[r, n, k]; return middle(l, rounds)}
    function ratio(n, k,   r, l) {for (r = 1; r <= rounds; r++) l[r] = v[r, n, k] / (v[r, small, k] ? v[r, small, k] : 1); return middle(l, rounds)}
    END {
      count = split(sizes, size, " ")
      for (i = 1; i <= count; i++) {
        n = size[i]
        printf "%s, %d kantor: p50 %.2f ms, p99 %.2f ms (%.2f × terkecil, sasaran 1.5), CPU %.0f µs (%.2f ×), %.0f pembacaan (%.2f ×) per permintaan\n",
          what, n, of(n, 5), of(n, 6), ratio(n, 6), of(n, 7), ratio(n, 7), of(n, 8), ratio(n, 8)
      }
      if (failed) printf "%s: %d gagal\n", what, failed
    }' "$work/rounds"
done
