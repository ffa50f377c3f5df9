#!/bin/bash
# A report of 20 pages and 600 rows as PDF, next to LibreOffice (its DOCX) and WeasyPrint (its HTML) in the same run; then one-page letters.
#   bench/documents.sh [RUNS of each, 5]
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${1:-5}
build=${BUILD:-build-rel}
[ -d "$build" ] || meson setup "$build" --buildtype=release >/dev/null
for tool in soffice:libreoffice-writer-nogui weasyprint:weasyprint; do
  command -v "${tool%%:*}" >/dev/null || { [ "$(id -u)" = 0 ] && apt-get install -y -qq --no-install-recommends "${tool##*:}" >/dev/null; } || true
done
ninja -C "$build" bench/bench_documents >/dev/null
dir=$(mktemp -d /tmp/takar-bench.XXXXXX)
trap 'rm -rf "$dir"' EXIT
bench=$build/bench/bench_documents

cpu() { # CPU seconds (user and system) and peak KiB of a command, children included: the least of all runs
  local i
  for ((i = 0; i < runs; i++)); do /usr/bin/time -f '%U %S %M' -o "$dir/time" "$@" >/dev/null 2>&1; cat "$dir/time"; done |
    awk '{c = $1 + $2; if (!n++ || c < least) {least = c; peak = $3}} END {printf "%.3f %d\n", least, peak}'
}
ratio() { awk -v a="$1" -v b="$2" 'BEGIN {printf "%.1f", a / b}'; }

"$bench" files "$dir"
read -r ms kib pages <<<"$(for ((i = 0; i < runs; i++)); do "$bench" report; done | sort -n | head -n 1)"
ours=$(awk -v ms="$ms" 'BEGIN {printf "%.3f", ms / 1000}')
echo "laporan $pages halaman, 600 baris: $ours s CPU (sasaran 0.25), $((kib / 1024)) MiB (sasaran 30)"
if command -v soffice >/dev/null; then
  read -r s peak <<<"$(cpu soffice --headless "-env:UserInstallation=file://$dir/profile" --convert-to pdf --outdir "$dir/lo" "$dir/report.docx")"
  echo "LibreOffice dari DOCX laporan itu: $s s CPU, $((peak / 1024)) MiB; $(ratio "$s" "$ours") kali (sasaran 10)"
fi
if command -v weasyprint >/dev/null; then
  read -r s peak <<<"$(cpu weasyprint "$dir/report.html" "$dir/wp.pdf")"
  echo "WeasyPrint dari HTML laporan itu: $s s CPU, $((peak / 1024)) MiB; $(ratio "$s" "$ours") kali (sasaran 25)"
fi
"$bench" letters 1 >/dev/null
read -r rate each <<<"$("$bench" letters 4)"
echo "surat satu halaman, dua inti: $rate per detik (sasaran 150), $each ms CPU tiap surat; dua inti yang tidak dipakai lain: $(awk -v ms="$each" 'BEGIN {printf "%.0f", 2000 / ms}') per detik"
