#!/bin/bash
# A long table handed in through the page, by a server of its own: time, visible progress, memory. Two sizes, so that one sees what grows.
#   bench/import.sh [ROWS ...]
set -euo pipefail
cd "$(dirname "$0")/.."
build=${BUILD:-build} port=${PORT:-8199}
dir=$(mktemp -d /tmp/takar-bench.XXXXXX)
server=
stop() { [ -z "$server" ] || { kill "$server"; wait "$server" || true; }; }
trap 'stop; rm -rf "$dir"' EXIT
for rows in "${@:-10000 100000}"; do
  for n in $rows; do
    "./$build/takar" serve --demo --quiet --data "$dir/$n" --listen "127.0.0.1:$port" >"$dir/said" 2>&1 &
    server=$!
    until curl -fs "http://127.0.0.1:$port/masuk" >/dev/null; do sleep 0.2; done
    node bench/import.mjs "http://127.0.0.1:$port" "$server" "$n"
    stop
    server=
  done
done
