#!/bin/bash
# Installs the servers that tests of Medplum start, from Debian's packages. Does nothing, and needs no network, where all of them are there.
set -euo pipefail

export PATH="$PATH:/usr/sbin:/sbin"
missing=()
for entry in "redis-server redis-server" "clamd clamav-daemon" "openssl openssl"; do
  command -v "${entry%% *}" >/dev/null || missing+=("${entry#* }")
done
# Debian keeps them out of the PATH, a folder for each version.
compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || command -v initdb >/dev/null || missing+=(postgresql)

exec bash "$(dirname "$0")/install.sh" "Medplum's tests" "${missing[@]}"
