#!/bin/bash
# Installs what npm's Chromium and the test around it need of Debian's packages. Does nothing, and needs no network, where all of it is there.
set -euo pipefail

export PATH="$PATH:/usr/sbin:/sbin"
missing=()
[[ "$(ldconfig -p)" == *libnss3.so* ]] || missing+=(libnss3)
command -v openssl >/dev/null || missing+=(openssl)

exec bash "$(dirname "$0")/../../servers/install.sh" "Medplum's app in a browser" "${missing[@]}"
