#!/bin/sh
# upkeep.sh TAKAR SOURCE: backup, restore, check and migrate as an administrator calls them, on a whole cycle.
set -u
takar=$1 source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# expect STATUS TEXT COMMAND...: the command's exit status and a part of what it prints.
expect() {
  status=$1 text=$2; shift 2
  "$@" >"$work/printed" 2>&1 </dev/null
  got=$?
  if [ $got -ne "$status" ] || ! grep -qF -e "$text" "$work/printed"; then
    echo "exit $got instead of $status, or without \"$text\": $*"; sed 's/^/    /' "$work/printed"; failed=1
  fi
}
sql() { sqlite3 "$1/takar.db" "$2"; }
# spoiled SQL: a fresh copy of the good installation with something done to it behind Takar's back.
spoiled() { rm -rf "$work/rusak"; cp -r "$work/baik" "$work/rusak"; sql "$work/rusak" "$1"; }

"$takar" scenario "$source/demo/cycles/2026-tw1.yaml" --data "$work/baik" >/dev/null || { echo 'the story does not play'; exit 1; }

# A copy, and an installation again from it: the same heads of all chains.
expect 0 'Cadangan lengkap' "$takar" backup "$work/cadangan" --data "$work/baik"
mark=$(grep -o 'sidik kepala rantai .*' "$work/printed")
expect 0 "$mark" "$takar" restore "$work/cadangan" --data "$work/pulih"
expect 0 'rantai audit' "$takar" check --data "$work/pulih"
test "$(sql "$work/pulih" .dump | sha256sum)" = "$(sql "$work/baik" .dump | sha256sum)" || { echo 'the restored rows differ'; failed=1; }
(cd "$work/cadangan" && sha256sum --check --quiet SHA256SUMS) || { echo 'sha256sum does not agree'; failed=1; }

# Refused: a folder that holds something, no database, a copy that is unfinished or was changed.
expect 2 'sudah berisi' "$takar" backup "$work/cadangan" --data "$work/baik"
expect 2 'sudah berisi' "$takar" restore "$work/cadangan" --data "$work/pulih"
expect 2 'Tidak ada basis data' "$takar" backup "$work/x" --data "$work/tidak-ada"
expect 2 'Pakai: takar restore' "$takar" restore "$work/cadangan"
cp -r "$work/cadangan" "$work/diubah"
printf 'X' | dd of="$work/diubah/takar.db" bs=1 seek=200000 conv=notrunc 2>/dev/null
expect 2 'berubah setelah dibuat' "$takar" restore "$work/diubah" --data "$work/y"
rm "$work/diubah/SHA256SUMS"
expect 2 'SHA256SUMS' "$takar" restore "$work/diubah" --data "$work/y"
test ! -e "$work/y" || { echo 'a refused restore left something behind'; failed=1; }

# Every kind of fault has its name.
spoiled "UPDATE audit SET payload = '{}' WHERE chain = 0 AND n = 2"
expect 1 'rantai 0, catatan 2: isinya diubah' "$takar" check --data "$work/rusak"
expect 2 'Rantai audit 0 rusak' "$takar" backup "$work/z" --data "$work/rusak"
spoiled "DELETE FROM audit WHERE chain = 0 AND n = 3"
expect 1 'rantai 0, catatan 3' "$takar" check --data "$work/rusak"
spoiled "UPDATE blob SET bytes = x'00' WHERE hash = (SELECT min(hash) FROM blob)"
expect 1 'tidak lagi sesuai dengan sidik jarinya' "$takar" check --data "$work/rusak"
spoiled "DELETE FROM blob WHERE hash = (SELECT hash FROM file ORDER BY id LIMIT 1)"
expect 1 'isi berkas' "$takar" check --data "$work/rusak"
spoiled "DELETE FROM blob WHERE hash = (SELECT pdf_hash FROM document WHERE pdf_hash IS NOT NULL LIMIT 1)"
expect 1 'isi dokumen' "$takar" check --data "$work/rusak"
spoiled "INSERT INTO blob VALUES ('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d', 1, x'00')"
expect 1 'tidak dimiliki siapa pun' "$takar" check --data "$work/rusak"
spoiled "UPDATE cycle SET state = 'berjalan'"
expect 1 'langkah yang terbuka lain' "$takar" check --data "$work/rusak"
spoiled "DELETE FROM person WHERE id = (SELECT min(person) FROM assignment)"
expect 1 'merujuk baris tabel person yang tidak ada' "$takar" check --data "$work/rusak"
spoiled ""
printf 'rusak rusak rusak' | dd of="$work/rusak/takar.db" bs=1 seek=77824 conv=notrunc 2>/dev/null
"$takar" check --data "$work/rusak" >/dev/null 2>&1 && { echo 'a page that was overwritten is not seen'; failed=1; }
expect 2 'tidak dikenal' "$takar" check --dta "$work/baik"

# The schema: a rehearsal touches nothing, and tells when it would not go well.
expect 0 'sudah yang terbaru' "$takar" migrate --dry-run --data "$work/baik"
mkdir "$work/kosong" && : >"$work/kosong/takar.db"
expect 0 'basis data yang asli belum diubah' "$takar" migrate --dry-run --data "$work/kosong"
test ! -s "$work/kosong/takar.db" && test "$(ls "$work/kosong")" = takar.db || { echo 'the rehearsal touched the original'; failed=1; }
expect 0 'Skema dinaikkan dari 0' "$takar" migrate --data "$work/kosong"
spoiled "PRAGMA user_version = 0"
before=$(sha256sum <"$work/rusak/takar.db")
expect 2 'Migrasi gagal dan dibatalkan' "$takar" migrate --dry-run --data "$work/rusak"
test "$before" = "$(sha256sum <"$work/rusak/takar.db")" || { echo 'a failed rehearsal changed the original'; failed=1; }

# A demo whose making was cut off is not served as if it were whole.
spoiled "INSERT INTO setting VALUES (0, 'demo', 'dibuat')"
expect 2 'pernah terputus' timeout 60 "$takar" serve --demo --data "$work/rusak" --listen 127.0.0.1:0

# Every command tells how it is called.
for command in $("$takar" --help | sed -n 's/^  takar \([a-z]*\) .*/\1/p'); do
  expect 0 "Pakai: takar $command" "$takar" "$command" --help
done
exit $failed
