#!/bin/sh
# verify.sh TAKAR SCENARIO: the bundle of a whole cycle proves itself at the command line, and a change in it is told by the exit status.
set -eu
takar=$1 story=$2
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

expect() {
  want=$1
  shift
  got=0
  "$@" >"$dir/out" 2>&1 || got=$?
  if [ "$got" != "$want" ]; then
    echo "$*: exit status $got, not $want"
    cat "$dir/out"
    exit 1
  fi
}

expect 0 "$takar" scenario "$story" --out "$dir/cycles"
zip=$(ls "$dir"/cycles/*.zip)
expect 0 "$takar" verify "$zip"
expect 0 "$takar" verify "$zip" --explain
grep -q 'TIDAK DAPAT DIKETAHUI' "$dir/out"
printf 'X' | dd of="$zip" bs=1 seek=5000 conv=notrunc 2>/dev/null
expect 1 "$takar" verify "$zip"
grep -q 'TIDAK utuh' "$dir/out"
expect 2 "$takar" verify "$story"
expect 2 "$takar" verify "$dir/none.zip"
expect 2 "$takar" verify
