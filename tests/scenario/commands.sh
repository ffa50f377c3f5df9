#!/bin/sh
# commands.sh TAKAR SOURCE: init, audit, sop and scenario as a person calls them: what they refuse, and with which exit status.
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
init() { printf '%s\n%s\n' "$1" "$2" | "$takar" init --data "$work/data" --daerah 3214 --nama-daerah "Kabupaten Contoh" --pemerintah "PEMERINTAH KABUPATEN CONTOH" --login "$3" --roots "${4:-$source/tests/data/akar-uji.pem}"; }
with_password() { init "$@"; }

expect 2 'Kata sandi paling pendek' with_password pendek pendek admin.utama
expect 2 'tidak memuat sertifikat' with_password sandi-yang-panjang sandi-yang-panjang admin.utama "$source/README.md"
expect 2 'tidak sama' with_password sandi-yang-panjang sandi-yang-lain admin.utama
expect 0 'masuk sebagai admin.utama' with_password sandi-yang-panjang sandi-yang-panjang admin.utama
roots="SELECT value FROM setting WHERE scope = 0 AND name = 'akar'"
if [ -n "${TAKAR_DATABASE:-}" ]; then psql -qAt "$TAKAR_DATABASE" -c "$roots"; else sqlite3 "$work/data/takar.db" "$roots"; fi >"$work/akar.pem"
cmp -s "$work/akar.pem" "$source/tests/data/akar-uji.pem" || { echo 'the roots are not those that init was given'; failed=1; }
expect 2 'sudah mempunyai akun' with_password sandi-yang-panjang sandi-yang-panjang admin.dua
expect 2 'Pilihan --sandi tidak dikenal' "$takar" init --sandi x
expect 2 'Isi --daerah' "$takar" init --data "$work/lain" --daerah Purwakarta

expect 0 'utuh' "$takar" audit verify --data "$work/data"
change="UPDATE audit SET payload = '{}' WHERE n = 2"
if [ -n "${TAKAR_DATABASE:-}" ]; then psql -q "$TAKAR_DATABASE" -c "$change"; else sqlite3 "$work/data/takar.db" "$change"; fi
expect 1 'rantai 0, catatan 2' "$takar" audit verify --data "$work/data"
expect 2 'Tidak ada basis data' "$takar" audit verify --database "$work/tidak-ada/takar.db"

expect 0 'baik' "$takar" sop check "$source/sop/pengumpulan-data-kinerja-dprd.yaml"
expect 0 '<svg' "$takar" sop show "$source/sop/permintaan-data-statistik.yaml" --format svg
expect 0 'KABAG PROGRAM' "$takar" sop show "$source/sop/pengumpulan-data-kinerja-dprd.yaml" --format text
expect 2 'pdf' "$takar" sop show "$source/sop/permintaan-data-statistik.yaml" --format pdf
sed 's/lane: tim$/lane: regu/' "$source/sop/pengumpulan-data-kinerja.yaml" >"$work/salah.yaml"
expect 2 'salah.yaml:' "$takar" sop check "$work/salah.yaml"
expect 2 'perintah “tari”' "$takar" tari

# A story that does not go as told ends with 1 and names the line.
cat >"$work/cerita.yaml" <<'END'
title: Harapan yang salah
start: 2026-01-05 08.00
steps:
  - as: camat
    begin: {office: 32.14.12, sop: pengumpulan-data-kinerja, year: 2026, quarter: 1, name: tw1}
    expect: {step: 2, due: 2026-01-06 09.00, turn: [sekretaris]}
  - expect: {langkah: 1}
END
expect 1 'cerita.yaml:6: langkah: diharapkan “2”, ternyata “1”' "$takar" scenario "$work/cerita.yaml"
expect 1 'tenggat: diharapkan “2026-01-06 09.00”, ternyata “2026-01-06 08.00”' "$takar" scenario "$work/cerita.yaml"
expect 1 'giliran: diharapkan “sekretaris”, ternyata “camat”' "$takar" scenario "$work/cerita.yaml"
expect 1 'cerita.yaml:7: Harapan “langkah” tidak dikenal' "$takar" scenario "$work/cerita.yaml"
expect 2 'tidak ada, di samping' "$takar" scenario "$work/tidak-ada.yaml"

# A world with mistakes: each is named, nothing is loaded.
cat >"$work/dunia.yaml" <<'END'
title: Dunia yang salah
region: {id: 3214, name: Kabupaten Contoh, government: PEMERINTAH KABUPATEN CONTOH}
password: sandi-contoh-2026
since: 2025-01-02
offices:
  - code: A
    kind: kecamatan
    name: Kecamatan A
    head_title: Camat A
    place: A
    letter_unit: A
    warna: biru
    positions:
      - {code: camat, title: Camat A, name: Contoh, nip: 99, rank: x, login: AB}
performance:
  - office: B
    year: 2026
END
sed -i "s|^start|world: dunia.yaml\nstart|" "$work/cerita.yaml"
expect 1 'dunia.yaml:12' "$takar" scenario "$work/cerita.yaml"
expect 1 'dunia.yaml:14' "$takar" scenario "$work/cerita.yaml"
expect 1 'dunia.yaml:16' "$takar" scenario "$work/cerita.yaml"
exit $failed
