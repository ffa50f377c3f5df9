#!/bin/sh
# floors.sh BUILDDIR FLOOR BELOW...: makes BUILDDIR/floors/FLOOR with a link for each floor that FLOOR may include, and
# BUILDDIR/floors/FLOOR.made with links to what the build makes in those floors.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
build=$1
dir=$1/floors/$2
floor=$2
shift 2
rm -rf "$dir" "$dir.made"
mkdir -p "$dir"
for below in "$@" "$floor"; do
  ln -s "$root/src/$below" "$dir/$below"
  mkdir -p "$dir.made"
  ln -sfn "$build/src/$below" "$dir.made/$below"
done
