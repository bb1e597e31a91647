#!/bin/bash
# install.sh WHO PACKAGE...: installs Debian packages for the tests WHO. No package may start a service of its own. Several may call it at
# the same time. Does nothing without a package.
set -euo pipefail
who="$1"
shift
(($#)) || exit 0

if ! command -v apt-get >/dev/null; then
  echo "$who need what these Debian packages bring: $*. There is no apt-get: install it by hand." >&2
  exit 1
fi
if [[ $(id -u) != 0 ]]; then
  echo "$who need these Debian packages: $*. Install them, or run the tests as root." >&2
  exit 1
fi

# What one call removes at its end, another may still need.
exec 9>/var/lock/redcap-medplum-aws-install
flock 9

if [[ ! -e /usr/sbin/policy-rc.d ]]; then
  printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
  chmod 0755 /usr/sbin/policy-rc.d
  trap 'rm -f /usr/sbin/policy-rc.d' EXIT
fi
echo "Installing for $who: $*" >&2
export DEBIAN_FRONTEND=noninteractive
# Another apt may be at work, and a mirror may fail once.
patient=(-o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
apt-get "${patient[@]}" update -q >/dev/null 9>&-
apt-get "${patient[@]}" install -q -y --no-install-recommends "$@" >/dev/null 9>&-
