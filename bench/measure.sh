#!/bin/bash
# The nation's figures measured, next to a bare sum and to SELECT alone. CPU time of one thread, so that a busy machine changes little.
#   bench/measure.sh [RUNS, 9]
set -euo pipefail
cd "$(dirname "$0")/.."
build=${BUILD:-build}
ninja -C $build bench/bench_measure >/dev/null
dir=$(mktemp -d /tmp/takar-bench.XXXXXX)
trap 'rm -rf "$dir"' EXIT
./$build/bench/bench_measure "$dir" "${1:-9}" | awk '
  $1 == "hasil" { printf "7.285 kecamatan × 40 indikator × 20 triwulan: %s hasil, sama dengan mesin satu per satu; %s rata-rata kantor\n", $2, $3; next }
  { best[$1] = $2; median[$1] = $3 }
  END {
    printf "mengukur dan merata-ratakan kolom di memori: %s juta/s per inti (median %s; sasaran 40); jumlah C polos %s juta/s; rasio %.2f\n",
      best["mesin"], median["mesin"], best["jumlah"], best["mesin"] / best["jumlah"]
    printf "dari SQLite: %s juta/s; SELECT saja %s juta/s; %.2f kali waktunya (sasaran 2)\n", best["baris"], best["select"], best["select"] / best["baris"]
  }'
