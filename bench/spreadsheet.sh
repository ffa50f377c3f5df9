#!/bin/bash
# 100,000 rows of ten cells written as a workbook and read back, next to exceljs (its streaming classes, and the whole workbook in memory).
# Both read both files. Peak memory is of the whole process, as the kernel counted it; times are the best of some runs.
#   bench/spreadsheet.sh [ROWS, 100000 [RUNS, 3]]
set -euo pipefail
cd "$(dirname "$0")/.."
rows=${1:-100000} runs=${2:-3}
build=${BUILD:-build}
ninja -C "$build" bench/bench_spreadsheet >/dev/null
dir=$(mktemp -d /tmp/takar-bench.XXXXXX)
trap 'rm -rf "$dir"' EXIT

measure() { # COMMAND...: seconds in $s, peak in $kb, what it says it read in $read
  local t
  s=
  for _ in $(seq "$runs"); do
    "$@" >"$dir/out"
    read -r t kb n cells <"$dir/out"
    if [ -z "$s" ] || awk -v t="$t" -v s="$s" 'BEGIN {exit !(t < s)}'; then s=$t; fi
  done
  read="$n baris, $cells sel"
}
line() { awk -v what="$1" -v s="$2" -v kb="$3" 'BEGIN {printf "%-34s %8.2f s %8.1f MB\n", what, s, kb / 1024}'; }
ratio() { awk -v what="$1" -v s="$2" -v kb="$3" -v os="$4" -v okb="$5" 'BEGIN {printf "%-34s %7.1f kali lebih cepat, %5.1f kali lebih hemat memori (sasaran 4 dan 10)\n", what, os / s, okb / kb}'; }

own=./$build/bench/bench_spreadsheet
theirs="node bench/spreadsheet.mjs"
measure $own write "$dir/takar.xlsx" "$rows"; ws=$s wkb=$kb; line 'Takar, tulis' "$ws" "$wkb"
measure $theirs write stream "$dir/stream.xlsx" "$rows"; ss=$s skb=$kb; line 'exceljs, tulis mengalir' "$ss" "$skb"
measure $theirs write whole "$dir/whole.xlsx" "$rows"; hs=$s hkb=$kb; line 'exceljs, tulis seutuhnya' "$hs" "$hkb"
for file in takar whole; do
  measure $own read "$dir/$file.xlsx"; rs=$s rkb=$kb; line "Takar, baca $file.xlsx" "$rs" "$rkb"; mine=$read
  measure $theirs read stream "$dir/$file.xlsx"; line "exceljs, baca $file.xlsx mengalir" "$s" "$kb"; rss=$s rskb=$kb
  [ "$read" = "$mine" ] || { echo "berbeda: Takar $mine, exceljs $read"; exit 1; }
  measure $theirs read whole "$dir/$file.xlsx"; line "exceljs, baca $file.xlsx seutuhnya" "$s" "$kb"; rhs=$s rhkb=$kb
  ratio "baca $file.xlsx, dibanding mengalir" "$rs" "$rkb" "$rss" "$rskb"
  ratio "baca $file.xlsx, dibanding seutuhnya" "$rs" "$rkb" "$rhs" "$rhkb"
done
echo "isi: $mine"
ratio 'tulis, dibanding mengalir' "$ws" "$wkb" "$ss" "$skb"
ratio 'tulis, dibanding seutuhnya' "$ws" "$wkb" "$hs" "$hkb"
sum() { awk -v a="$1" -v b="$2" 'BEGIN {print a + b}'; }
max() { awk -v a="$1" -v b="$2" 'BEGIN {print (a > b ? a : b)}'; }
ratio 'tulis lalu baca, mengalir' "$(sum "$ws" "$rs")" "$(max "$wkb" "$rkb")" "$(sum "$ss" "$rss")" "$(max "$skb" "$rskb")"
ratio 'tulis lalu baca, seutuhnya' "$(sum "$ws" "$rs")" "$(max "$wkb" "$rkb")" "$(sum "$hs" "$rhs")" "$(max "$hkb" "$rhkb")"
