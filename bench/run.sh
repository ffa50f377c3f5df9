#!/bin/bash
# Every figure of the README, made again: each next to a named peer in the same run. Takes about three minutes; wants a quiet machine.
#   bench/run.sh [SECONDS per measurement, 5]
set -euo pipefail
cd "$(dirname "$0")/.."
t=${1:-5}
build=${BUILD:-build}
command -v wrk >/dev/null || { [ "$(id -u)" = 0 ] && apt-get install -y -qq wrk >/dev/null; }
ninja -C $build takar bench/bench_hello bench/bench_commit bench/bench_paced bench/bench_save >/dev/null
dir=$(mktemp -d /tmp/takar-bench.XXXXXX)
port=28177 bare=28178
server= hello=
cleanup() { kill $server $hello 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$dir"; }
trap cleanup EXIT

start() { # starts the server; $ms: milliseconds from exec to the first answer
  local began now
  began=$(date +%s%N)
  ./$build/takar serve --data "$dir/data" --listen 127.0.0.1:$port --quiet "$@" >"$dir/log" 2>&1 &
  server=$!
  until curl -s -o /dev/null http://127.0.0.1:$port/masuk; do sleep 0.002; kill -0 $server; done
  now=$(date +%s%N)
  ms=$(((now - began) / 1000000))
}
rate() { wrk -t2 -c"$1" -d"$t" "${@:3}" "$2" | awk '/Requests\/sec/ {print $2}'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN {printf "%.2f", a / b}'; }
url=http://127.0.0.1:$port

start --demo                                  # makes the demo database
kill $server; wait $server || true
start
sleep 0.5
rss=$(awk '/VmRSS/ {print $2}' /proc/$server/status)
./$build/bench/bench_hello $bare & hello=$!
sleep 0.3

signin() { # LOGIN -> cookie text in $cookie
  local jar="$dir/jar.$1"
  curl -s -o /dev/null -c "$jar" -H 'Sec-Fetch-Site: same-origin' --data-urlencode "akun=$1" --data-urlencode 'sandi=demo-takar-2026' $url/masuk
  cookie=$(awk '/takar/ && NF >= 7 {print $(NF-1) "=" $NF}' "$jar")
}
signin kasubag
test -n "$cookie"

first=$(curl -s -H 'Accept-Encoding: gzip' -H "Cookie: $cookie" -o "$dir/page.gz" -w '%{size_download}' $url/)
assets=0 requests=1
for a in $(gunzip -c "$dir/page.gz" | grep -oE '/aset/[A-Za-z0-9.]+' | sort -u); do
  n=$(curl -s -H 'Accept-Encoding: gzip' -o /dev/null -w '%{size_download}' "$url$a")
  assets=$((assets + n)); requests=$((requests + 1))
done
cycle=$(gunzip -c "$dir/page.gz" | grep -oE '/siklus/[0-9]+/langkah/4' | head -n 1)
later=$(curl -s -H 'Accept-Encoding: gzip' -H "Cookie: $cookie" -o /dev/null -w '%{size_download}' "$url$cycle")

# Disks and small machines are moody: what is compared takes turns five times, and the middle ratio counts.
rounds=5
middle() { sort -n "$dir/rounds" | sed -n "$(((rounds + 1) / 2))p"; }
span() { sort -n "$dir/rounds" | sed -n "1p;${rounds}p" | cut -d' ' -f1 | sed 'N;s|\n|–|'; }

for _ in $(seq $rounds); do
  h=$(rate 16 http://127.0.0.1:$bare/) i=$(rate 16 $url/ -H "Cookie: $cookie")
  echo "$(ratio "$i" "$h") $i $h"
done >"$dir/rounds"
read -r r i h <<<"$(middle)"
echo "beranda, 16 klien: $i /s; libmicrohttpd polos $h /s; rasio $r ($(span)) (sasaran 0.20)"

page=$(curl -s -H "Cookie: $cookie" "$url$cycle")
token=$(grep -oE 'name="_csrf" value="[^"]+"' <<<"$page" | head -n 1 | sed 's/.*value="//; s/"//')
figures=$(grep -oE 'name="indikator" value="[0-9]+"' <<<"$page" | grep -oE '[0-9]+' | sort -u | paste -sd,)
seed=0
saves() { # CLIENTS [PREFIX of both commands]
  for _ in $(seq $rounds); do
    seed=$((seed + 150000))
    commits=$(${2:-} ./$build/bench/bench_commit "$dir/bare.db" "$t")
    saved=$(${2:-} ./$build/bench/bench_save $port "$cycle/angka" "$cookie" "$token" "$figures" "$1" "$t" $seed)
    echo "$(ratio "${saved%% *}" "$commits") $saved $commits"
  done >"$dir/rounds"
  read -r r per_s _ p99 commits <<<"$(middle)"
  echo "simpan angka, $1 klien${2:+ pada satu inti}: $per_s /s, gagal $(awk '{n += $3} END {print n}' "$dir/rounds"), p99 $p99 ms; SQLite polos $commits commit/s; rasio $r ($(span))"
}
# One client waits for one answer after another: on one core, server, client and peer alike, so that the work is measured and not how long a
# sleeping core takes to wake.
taskset -acp 0 $server >/dev/null
saves 1 'taskset -c 0'
taskset -acp 0-$(($(nproc) - 1)) $server >/dev/null
saves 1
saves 16
saves 64

# The heaviest thing somebody can ask for: the report as a file for a word processor.
heavy= took=0
for c in $(curl -s -H "Cookie: $cookie" $url/siklus | grep -oE '/siklus/[0-9]+"' | tr -d '"' | sort -u); do
  for d in $(curl -s -H "Cookie: $cookie" "$url$c/langkah/5" | grep -oE '/dokumen/[0-9]+' | sort -u); do
    now=$(curl -s -H "Cookie: $cookie" "$url$d/docx" -o /dev/null -w '%{time_total}')
    awk -v a="$now" -v b="$took" 'BEGIN {exit !(a > b)}' && heavy="$url$d/docx" took=$now
  done
done
test -n "$heavy"
wrk -t1 -c4 -d$((t + 1)) -H "Cookie: $cookie" "$heavy" >/dev/null & load=$!
sleep 0.5
read -r p50 p99 max failed <<<"$(./$build/bench/bench_paced $port / "$cookie" 400 "$t")"
wait $load
echo "halaman kecil selagi 4 klien membuat DOCX laporan (${took} s tiap berkas): p50 $p50 ms, p99 $p99 ms (sasaran 10), terlama $max ms, gagal $failed"

echo "mulai sampai jawaban pertama: $ms ms (sasaran 50); memori saat diam: $((rss / 1024)) MiB (sasaran 16)"
echo "kunjungan pertama: $((first + assets)) byte dalam $requests permintaan (sasaran 61440 dalam 4); halaman langkah berikutnya: $later byte (sasaran 12288)"

BUILD=$build bench/measure.sh
