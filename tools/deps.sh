#!/bin/sh
# deps.sh run|test: installs what is missing, through apt (Debian 12) and npm. Does nothing, quickly, when all is there.
set -eu
cd "$(dirname "$0")/.."

run_packages='gcc pkg-config meson ninja-build libmicrohttpd-dev libsqlite3-dev libpq-dev libcairo2-dev libpango1.0-dev libqpdf-dev libssl-dev
  libzip-dev libxlsxwriter-dev libexpat1-dev libyaml-dev libjansson-dev libsodium-dev libqrencode-dev libturbojpeg0-dev libmagic-dev libseccomp-dev
  libcurl4-openssl-dev ca-certificates zlib1g-dev fonts-liberation icc-profiles-free'
test_packages='libcmocka-dev chromium poppler-utils qpdf unzip sqlite3 curl postgresql-15'

packages=$run_packages
if [ "${1:-run}" = test ]; then packages="$packages $test_packages"; fi
command -v node >/dev/null 2>&1 || packages="$packages nodejs"
command -v npm >/dev/null 2>&1 || packages="$packages npm"

missing=
for p in $packages; do
  dpkg-query -W -f='${Status}\n' "$p" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $p"
done
if [ -n "$missing" ]; then
  echo "Memasang paket:$missing"
  as_root=
  if [ "$(id -u)" != 0 ]; then as_root=sudo; fi
  $as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi

# node_modules follows package-lock.json: installed anew only when that changed.
stamp=node_modules/.takar-lock
if ! cmp -s package-lock.json "$stamp" 2>/dev/null; then
  echo 'Memasang bagian peramban dari npm'
  npm ci --silent
  cp package-lock.json "$stamp"
fi
