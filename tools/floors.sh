#!/bin/sh
# floors.sh BUILDDIR FLOOR BELOW...: makes BUILDDIR/floors/FLOOR with a link for each floor that FLOOR may include.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
dir=$1/floors/$2
floor=$2
shift 2
rm -rf "$dir"
mkdir -p "$dir"
for below in "$@" "$floor"; do
  ln -s "$root/src/$below" "$dir/$below"
done
