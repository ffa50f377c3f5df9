#!/bin/sh
# verify.sh TAKAR SCENARIO SIGNED ROOT: the bundle of a whole cycle and a signed PDF prove themselves at the command line, and a change in
# them is told by the exit status.
set -eu
takar=$1 story=$2 signed=$3 root=$4
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
cp "$zip" "$dir/whole.zip"
printf 'X' | dd of="$zip" bs=1 seek=5000 conv=notrunc 2>/dev/null
if cmp -s "$zip" "$dir/whole.zip"; then printf 'Y' | dd of="$zip" bs=1 seek=5000 conv=notrunc 2>/dev/null; fi
expect 1 "$takar" verify "$zip"
grep -q 'TIDAK utuh' "$dir/out"
expect 2 "$takar" verify "$story"
expect 2 "$takar" verify "$dir/none.zip"
expect 2 "$takar" verify

expect 0 "$takar" verify "$signed" --roots "$root"
expect 1 "$takar" verify "$signed" # whole, but who signed is not proved without a root
grep -q 'belum terbukti' "$dir/out"
sed 's/MediaBox\[0 0 200/MediaBox[0 0 100/' "$signed" >"$dir/changed.pdf"
expect 1 "$takar" verify "$dir/changed.pdf" --roots "$root"
grep -q 'TIDAK SAH' "$dir/out"
