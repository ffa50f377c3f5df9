#!/bin/bash
# 100,000 rows of ten cells written as a workbook and read back, next to exceljs (its streaming classes, and the whole workbook in memory).
# Both read both files. Time is the processor's (user and system) of the whole process, so that a busy machine does not decide;
# peak memory is of the whole process, as the kernel counted it. Rounds in turn, each figure the middle one; a ratio is the middle of the
# rounds' ratios.
#   bench/spreadsheet.sh [ROWS, 100000 [ROUNDS, 3]]
set -euo pipefail
cd "$(dirname "$0")/.."
rows=${1:-100000} rounds=${2:-3}
build=${BUILD:-build}
ninja -C "$build" bench/bench_spreadsheet >/dev/null
dir=$(mktemp -d /tmp/takar-bench.XXXXXX)
trap 'rm -rf "$dir"' EXIT

measure() { # WHAT COMMAND...: adds "seconds KiB" to the figures of WHAT; what it says it read in $read
  local what=$1 n cells
  shift
  { TIMEFORMAT='%U %S'; time "$@" >"$dir/out"; } 2>"$dir/time"
  read -r _ kb n cells <"$dir/out"
  awk -v kb="$kb" '{print $1 + $2, kb}' "$dir/time" >>"$dir/$what.figures"
  read="$n baris, $cells sel"
}
middle() { sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }
line() { # LABEL WHAT
  printf '%-38s %8.2f s %8.1f MB\n' "$1" "$(cut -d' ' -f1 "$dir/$2.figures" | middle)" \
    "$(cut -d' ' -f2 "$dir/$2.figures" | middle | awk '{print $1 / 1024}')"
}
ratio() { # LABEL OWN THEIRS
  printf '%-38s %7.1f kali lebih cepat, %5.1f kali lebih hemat memori (sasaran 4 dan 10)\n' "$1" \
    "$(paste -d' ' "$dir/$2.figures" "$dir/$3.figures" | awk '{print $3 / $1}' | middle)" \
    "$(paste -d' ' "$dir/$2.figures" "$dir/$3.figures" | awk '{print $4 / $2}' | middle)"
}

own=./$build/bench/bench_spreadsheet
theirs="node bench/spreadsheet.mjs"
for _ in $(seq "$rounds"); do
  measure write $own write "$dir/takar.xlsx" "$rows"
  measure write.stream $theirs write stream "$dir/stream.xlsx" "$rows"
  measure write.whole $theirs write whole "$dir/exceljs.xlsx" "$rows"
  for file in takar exceljs; do
    measure "read.$file" $own read "$dir/$file.xlsx"; mine=$read
    for how in stream whole; do
      measure "read.$file.$how" $theirs read $how "$dir/$file.xlsx"
      [ "$read" = "$mine" ] || { echo "berbeda: Takar $mine, exceljs $read"; exit 1; }
    done
  done
done
# Written and read back, the larger of the two in memory.
for how in '' .stream .whole; do
  paste -d' ' "$dir/write$how.figures" "$dir/read.takar$how.figures" | awk '{print $1 + $3, ($2 > $4 ? $2 : $4)}' >"$dir/both$how.figures"
done

echo "isi: $mine; waktu prosesor, tengah dari $rounds putaran"
line 'Takar, tulis' write
line 'exceljs, tulis mengalir' write.stream
line 'exceljs, tulis seutuhnya' write.whole
for file in takar exceljs; do
  line "Takar, baca $file.xlsx" "read.$file"
  line "exceljs, baca $file.xlsx mengalir" "read.$file.stream"
  line "exceljs, baca $file.xlsx seutuhnya" "read.$file.whole"
done
for how in stream whole; do
  ratio "tulis, dibanding $how" write write.$how
  for file in takar exceljs; do ratio "baca $file.xlsx, dibanding $how" "read.$file" "read.$file.$how"; done
  ratio "tulis lalu baca, dibanding $how" both both.$how
done
