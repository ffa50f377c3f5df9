#!/bin/sh
# pdfsig.sh TAKAR STORY: what poppler says of the signatures that a whole cycle leaves: each valid, two where two signed, and none after one
# byte was changed. Skipped where poppler-utils is not installed.
set -u
takar=$1 story=$2
command -v pdfsig >/dev/null || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
"$takar" scenario "$story" --out "$work/out" >/dev/null || exit 1

# valid FILE: how many signatures pdfsig finds valid.
valid() { pdfsig -nocert "$1" 2>/dev/null | grep -c 'Signature is Valid'; }

# expect COUNT KIND: so many signatures, all valid; and after a changed byte in the middle of what the first one covers, none.
expect() {
  file=$(ls "$work"/out/*/*-"$2"-1.pdf)
  all=$(pdfsig -nocert "$file" 2>/dev/null | grep -c '^Signature #')
  [ "$(valid "$file")" = "$1" ] && [ "$all" = "$1" ] || { echo "FAILED: $2: $(valid "$file") of $all signatures are valid, not $1"; failed=1; }
  cp "$file" "$work/broken.pdf"
  for offset in 2000 20000; do
    byte=$(dd if="$file" bs=1 skip=$offset count=1 2>/dev/null | od -An -tu1 | tr -d ' ')
    printf "\\$(printf %o $(( (byte + 1) % 256 )))" | dd of="$work/broken.pdf" bs=1 seek=$offset conv=notrunc 2>/dev/null
    [ "$(valid "$work/broken.pdf")" = 0 ] || { echo "FAILED: $2: still valid after byte $offset was changed"; failed=1; }
    cp "$file" "$work/broken.pdf"
  done
}
expect 1 surat_perintah
expect 1 laporan_kinerja
expect 1 surat_pengantar
expect 2 tanda_terima
expect 0 sk_tim
exit $failed
