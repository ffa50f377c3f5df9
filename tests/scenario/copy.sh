#!/bin/sh
# copy.sh TAKAR STORY: a played cycle moves to another database and back, and not a byte is lost. The other is TAKAR_DATABASE, or a file.
set -eu
takar=$1 story=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
other=${TAKAR_DATABASE:-$work/other.db}
unset TAKAR_DATABASE

"$takar" scenario "$story" --data "$work/first" >/dev/null
"$takar" copy --from "$work/first" --to "$other" >"$work/there"
"$takar" copy --from "$other" --to "$work/again" >"$work/back"
cmp "$work/there" "$work/back"
grep -q 'sama di kedua sisi' "$work/there"
for side in first again; do sqlite3 "$work/$side/takar.db" .dump | LC_ALL=C sort >"$work/$side.sql"; done
test "$(grep -c '^INSERT' "$work/first.sql")" -gt 500
cmp "$work/first.sql" "$work/again.sql"
"$takar" audit verify --database "$other" | grep -q utuh

# What is not empty is never written over.
if "$takar" copy --from "$work/first" --to "$other" 2>"$work/refused"; then echo 'wrote over a database'; exit 1; fi
grep -q 'sudah berisi data' "$work/refused"
