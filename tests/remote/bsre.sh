#!/bin/sh
# bsre.sh TAKAR SERVICE STORY: the real program signs a report through the service outside: settings, refusals, and the signed report.
set -eu
takar=$1 service=$2 story=$3
export no_proxy=127.0.0.1
dir=$(mktemp -d)
server= outside=
finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  [ -z "$outside" ] || kill "$outside" 2>/dev/null || true
  rm -rf "$dir"
}
trap finish EXIT
fail() {
  echo "$*"
  sed 's/<[^>]*>/ /g' "$dir/page" 2>/dev/null | grep -v '^ *$' | head -40
  exit 1
}

# A cycle that stands at step 10; the rest of the story signs otherwise.
sed '/note: kata sandi sertifikat salah/,$d' "$story" | sed '$d' >"$dir/cerita.yaml"
"$takar" scenario "$dir/cerita.yaml" --data "$dir/data" >/dev/null

mkfifo "$dir/open"
"$service" 0 "$dir" 'Jati Contoh, S.IP., M.Si.' <"$dir/open" >"$dir/service" &
outside=$!
exec 3>"$dir/open"
"$takar" serve --data "$dir/data" --listen 127.0.0.1:0 >"$dir/server" 2>"$dir/log" &
server=$!
for i in $(seq 100); do
  grep -q berjalan "$dir/server" && grep -q NIK "$dir/service" && break
  sleep 0.1
done
site=$(sed -n 's/^Takar berjalan di //p' "$dir/server")
bsre=$(sed -n 's/^BSrE: \([^ ]*\)\/baik .*/\1/p' "$dir/service")

# curl with the cookies of $1; the page goes to $dir/page, the status to stdout.
ask() {
  who=$1
  shift
  curl -s -b "$dir/$who" -c "$dir/$who" -H "Origin: $site" -o "$dir/page" -w '%{http_code}' "$@"
}
login() { [ "$(ask "$1" -d "akun=$1" -d sandi=demo-takar-2026 "$site/masuk")" = 303 ] || fail "login of $1"; }
token() { sed -n 's/.*name="_csrf" value="\([^"]*\)".*/\1/p' "$dir/page" | head -1; }

login admin
ask admin "$site/administrasi/layanan" >/dev/null
settings() { # manner
  ask admin "$site/administrasi/layanan" >/dev/null
  [ "$(ask admin -F "_csrf=$(token)" -F "bsre_alamat=$bsre/$1" -F bsre_pengguna=esign -F bsre_sandi=rahasia-layanan -F tsa_alamat="$bsre/baik/tsa" \
    -F tsa_wajib=ya "$site/administrasi/layanan")" = 303 ] || fail "settings of $1"
}
ask admin "$site/administrasi/penerbit" >/dev/null
[ "$(ask admin -F "_csrf=$(token)" -F "akar=<$dir/akar.pem" "$site/administrasi/penerbit")" = 303 ] || fail 'the issuer cannot be named'
settings gagal
ask admin "$site/administrasi/layanan" >/dev/null
grep -q 'tersimpan; isi hanya' "$dir/page" || fail 'the page does not say that a password is kept'
if grep -q rahasia-layanan "$dir/page"; then fail 'the password of the service is shown'; fi

login camat
ask camat "$site/siklus" >/dev/null
step=$site$(sed -n 's/.*href="\(\/siklus\/[0-9]*\)".*/\1/p' "$dir/page" | head -1)/langkah/10
sign() { # NIK, passphrase
  ask camat "$step" >/dev/null
  ask camat -F "_csrf=$(token)" -F cara=bsre -F "nik=$1" -F "frasa=$2" "$step/tandatangani"
}
refused() { # status, words, NIK, passphrase
  got=$(sign "$3" "$4")
  [ "$got" = "$1" ] || fail "status $got, not $1, for: $2"
  grep -q "$2" "$dir/page" || fail "the page does not say: $2"
  grep -q "value=\"$3\"" "$dir/page" || fail "the NIK is not kept for: $2"
  if grep -q "$4" "$dir/page"; then fail 'the passphrase is shown again'; fi
  grep -q 'Unggah pindaian' "$dir/page" || fail "the way on paper is not there for: $2"
}
good=3214010101010001
refused 503 'sedang terganggu' $good rahasia-uji
grep -q 'esign: HTTP 500' "$dir/log" || fail 'the cause is not in the log'
settings lain
refused 503 'tidak dipakai' $good rahasia-uji
settings baik
refused 422 'Frasa sandi (passphrase) sertifikat salah' $good bukan-ini
refused 422 'tidak terdaftar di BSrE' 3214019999990001 rahasia-uji
refused 409 'habis masa berlakunya' 3214010101010002 rahasia-uji
refused 409 'telah dicabut' 3214010101010003 rahasia-uji
[ "$(sign $good rahasia-uji)" = 303 ] || fail 'a good signature is refused'

ask camat "$step" >/dev/null
report=$(grep -o '/dokumen/[0-9]*/pdf">Laporan Kinerja' "$dir/page" | head -1 | cut -d/ -f-3)
[ "$(ask camat "$site$report/pdf")" = 200 ] || fail 'the report is not there'
cp "$dir/page" "$dir/laporan.pdf"
"$takar" verify "$dir/laporan.pdf" --roots "$dir/akar.pem" || fail 'the report does not prove itself'
if command -v pdfsig >/dev/null 2>&1; then pdfsig -nocert "$dir/laporan.pdf" | grep -q 'Signature is Valid' || fail pdfsig; fi
[ "$(ask camat "${step%/langkah/10}/bundel")" = 200 ] || fail 'no bundle'
cp "$dir/page" "$dir/paket.zip"
"$takar" verify "$dir/paket.zip" || fail 'the bundle does not prove itself'
for secret in rahasia-uji rahasia-layanan $good; do
  if grep -q "$secret" "$dir/log"; then fail "$secret stands in the log"; fi
done
if grep -q "$good" "$dir/data/takar.db" "$dir/data/takar.db-wal" || grep -q rahasia-uji "$dir/data/takar.db" "$dir/data/takar.db-wal"; then fail 'NIK or passphrase is stored'; fi
