#!/bin/sh
# run.sh [--builds | --all] BUILD: builds and runs the tests, those with a database on PostgreSQL too where it is installed; --builds adds the
# sanitizer and clang builds, --all the faults at every point too. Ends with a line that counts.
set -u
cd "$(dirname "$0")/.."
builds=no loops='--no-suite loops'
case "${1:-}" in
--builds) builds=yes; shift ;;
--all) builds=yes loops=; shift ;;
esac
build=${1:-build}
passed=0 failed=0 beside=

# Runs the tests of one build folder and adds up what meson counted.
one() {
  dir=$1; shift
  echo "== $dir${beside:+ ($beside)}"
  if ! $beside meson test -C "$dir" --print-errorlogs "$@" >"$dir/tests.out" 2>&1; then
    grep -vE '^(ninja|$)' "$dir/tests.out" | tail -n 150
  else
    grep -E '^ *[0-9]+/[0-9]+ ' "$dir/tests.out"
  fi
  ok=$(sed -n 's/^Ok: *//p' "$dir/tests.out" | tail -n 1)
  bad=$(sed -n 's/^\(Fail\|Timeout\|Unexpected Pass\): *//p' "$dir/tests.out" | awk '{s += $1} END {print s + 0}')
  if [ -z "$ok" ]; then ok=0; bad=1; fi
  passed=$((passed + ok)); failed=$((failed + bad))
}

prepare() {
  dir=$1; shift
  test -f "$dir/build.ninja" || env "$@" meson setup "$dir" $options >/dev/null || { echo "meson: $dir"; exit 1; }
  # A folder that was made before the test libraries were there knows of no tests.
  if [ "$(meson introspect --tests "$dir")" = '[]' ]; then meson setup --reconfigure "$dir" >/dev/null; fi
  ninja -C "$dir" >"$dir/build.out" 2>&1 || { tail -n 60 "$dir/build.out"; failed=$((failed + 1)); return 1; }
}

# The tests that open a database (suite "data"), each on a new one of a PostgreSQL server of our own.
on_postgres() {
  if ! tests/pg.sh true >/dev/null 2>&1; then echo '== PostgreSQL 15: tidak dapat dijalankan di sini, dilewati'; return; fi
  beside=tests/pg.sh
  one "$build" --no-rebuild --suite data --wrapper "$PWD/tests/pg_fresh.sh" --timeout-multiplier 3
  beside=
}

options='--buildtype=release'
prepare "$build" CC="${CC:-cc}" && one "$build" --no-suite long --no-suite loops && on_postgres
if [ "$builds" = yes ]; then
  if [ -z "$loops" ]; then one "$build" --no-rebuild --suite loops; fi
  options='--buildtype=debug -Db_sanitize=address,undefined -Db_lundef=false'
  prepare build-asan CC=gcc && one build-asan --no-suite browser --no-suite http --no-suite fault --no-suite long --no-suite office $loops --timeout-multiplier 6
  options='--buildtype=debug'
  prepare build-clang CC=clang && one build-clang --suite unit
fi
echo "$passed passed, $failed failed"
test "$failed" = 0
