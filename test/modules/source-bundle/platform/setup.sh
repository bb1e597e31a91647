#!/bin/bash
# Installs what the tests of modules/source-bundle/platform start: the real proxies, PHP, database and mail server from Debian's
# packages. Does nothing, and needs no network, where all of it is there. No package may start a service of its own.
# log-volume.bats also needs loop devices and the right to mount; it says so itself where they are missing.
set -euo pipefail

if [[ $(id -u) != 0 ]]; then
  echo "The tests of modules/source-bundle/platform start servers under the users www-data, mysql and postfix: run them as root." >&2
  exit 1
fi

# program (or PHP extension) and the package that brings it
needed=(
  "nginx nginx-light" "apache2 apache2" "php php-cli" "mariadbd mariadb-server" "mariadb-install-db mariadb-server"
  "postfix postfix" "shellcheck shellcheck" "bats bats" "openssl openssl" "curl curl" "setpriv util-linux"
  "losetup mount" "mkfs.ext4 e2fsprogs" "pkill procps" "shibd shibboleth-sp-utils" "xmlsec1 xmlsec1" "gpg gpg"
  "socat socat" "systemd-analyze systemd" "ip iproute2"
)

export PATH="$PATH:/usr/sbin:/sbin"
missing=()
for entry in "${needed[@]}"; do
  command -v "${entry%% *}" >/dev/null || missing+=("${entry#* }")
done
compgen -G "/usr/sbin/php-fpm*" >/dev/null || missing+=(php-fpm)
php -m 2>/dev/null | grep -qx mysqli || missing+=(php-mysql)
php -m 2>/dev/null | grep -qx dom || missing+=(php-xml)
[[ -e /usr/lib/apache2/modules/mod_shib.so ]] || missing+=(libapache2-mod-shib)
exec bash ../../../servers/install.sh "The tests of modules/source-bundle/platform" "${missing[@]}"
