# shellcheck shell=bash
# Predeploy: what REDCap needs before it is switched to: the operator's overlay, database.php, PHP's settings, the database's
# CA, writable folders.

step_application() {
  local web="$BUNDLE_DIR/redcap"
  [[ -d $web ]] || fail "the bundle has no folder redcap/; it must contain REDCap's zip, unpacked"
  lay_overlay "$web"
  check_directory "$web"
  # After the overlay, so that it replaces none of these. The one way by which database.php gets there: a bundle made by
  # REDCap's Easy Upgrade carries the vendor's empty one.
  write_file "$web/database.php" 0640 "root:$APP_USER" <"$HERE/templates/database.php"
  write_file "$web/healthz.php" 0644 <"$HERE/templates/healthz.php"
  # Not 0750: the proxy itself runs as another user and serves the files of external modules.
  install -d -m 0755 -o "$APP_USER" -g "$APP_USER" "$web/modules"
  make_temporary_folders "$web"
  install_programs
  configure_php
  configure_pool
  configure_tmp
  configure_metadata
  fetch_ca
}

# lay_overlay WEB: the operator's files once more, from their copy in .platform: REDCap's Easy Upgrade makes a new bundle from
# the new version and the folders .ebextensions and .platform, and would lose them.
lay_overlay() {
  local overlay="$BUNDLE_DIR/.platform/redcap/overlay"
  [[ -d $overlay ]] || return 0
  cp -a "$overlay/." "$1/" || fail "the overlay does not fit this version of REDCap (see above); change the overlay, then deploy again"
  log "application: copied the overlay over REDCap"
}

# check_directory WEB: the settings of an LDAP directory, which REDCap reads from a file, and not from the database. The vendor's zip
# has that file with an example in it, so that only one of the operator's is sure to name a directory.
check_directory() {
  local file="webtools2/ldap/ldap_config.php"
  [[ $REDCAP_AUTHENTICATION == ldap* ]] || return 0
  [[ -f $1/$file ]] || fail "there is no $file, from which REDCap takes the directory's settings (REDCAP_AUTHENTICATION is $REDCAP_AUTHENTICATION). Put it into the overlay"
  php -l "$1/$file" >/dev/null || fail "$file is not valid PHP (see above): nobody could sign in. Correct it in the overlay"
  [[ -f $BUNDLE_DIR/.platform/redcap/overlay/$file ]] ||
    log "application: WARNING: $file is not from the overlay; if it is the vendor's example, nobody in the directory can sign in"
}

# make_temporary_folders WEB: temp/ for REDCap and uploads/ for PHP, outside of the bundle, so that a deployment does not take
# away what somebody is about to download. The proxies deny /temp in every spelling.
make_temporary_folders() {
  install -d -m 0711 "$DATA_DIR"
  install -d -m 0700 -o "$APP_USER" -g "$APP_USER" "$DATA_DIR/uploads" "$DATA_DIR/temp"
  [[ -L $1/temp ]] || rm -rf "$1/temp"
  ln -sfn "$DATA_DIR/temp" "$1/temp"
  # Both clean up themselves; this takes what a killed process left. systemd's daily timer does it.
  write_file "$ROOT/etc/tmpfiles.d/redcap.conf" 0644 <<END
e $DATA_DIR/uploads - - - 1d
e $DATA_DIR/temp - - - 7d
e $DATA_DIR/tmp - - - 1d
END
}

# install_programs: what runs between deployments.
install_programs() {
  local name
  for name in mail-refused redcap-cron ses-deliver; do
    write_file "$LIBEXEC/$name" 0755 <"$HERE/bin/$name"
  done
}

# configure_php: "zz", because PHP reads /etc/php.d in alphabetical order and the last value wins over the platform's files.
configure_php() {
  local secure=On sendmail="/usr/sbin/sendmail -t -i"
  # A browser never returns a secure cookie over plain HTTP: nobody could log in to an environment without a certificate.
  [[ $REDCAP_BASE_URL == https://* ]] || secure=Off
  [[ $REDCAP_MAIL_TRANSPORT != none ]] || sendmail="$LIBEXEC/mail-refused"
  render php.ini \
    "UPLOAD_MB=$REDCAP_UPLOAD_LIMIT_MB" \
    "POST_MB=$((REDCAP_UPLOAD_LIMIT_MB + 1))" \
    "REQUEST_SECONDS=$REQUEST_SECONDS" \
    "TIMEZONE=$REDCAP_TIMEZONE" \
    "COOKIE_SECURE=$secure" \
    "DATA_DIR=$DATA_DIR" \
    "SENDMAIL=$sendmail" | write_file "$ROOT/etc/php.d/zz-redcap.ini" 0644
  log "application: PHP accepts files up to $REDCAP_UPLOAD_LIMIT_MB MiB"
}

# configure_pool: as many PHP processes as fit into memory: 128 MiB each (most requests take 40 to 100; memory_limit is for a
# rare export), less 512 MiB for the system. The package's 50 would end a small instance for want of memory.
configure_pool() {
  local pools="$ROOT/etc/php-fpm.d" file="$ROOT/etc/php-fpm.d/zz-redcap.conf" memory processes
  # A section for a pool that does not exist would stop PHP-FPM.
  if [[ -z "$(grep -lsx '\[www\]' "$pools"/*.conf | grep -vxF "$file" || true)" ]]; then
    log "application: WARNING: $pools has no pool www; the platform sets the number of PHP processes"
    rm -f "$file"
    return
  fi
  memory="$(awk '$1 == "MemTotal:" { print int($2 / 1024) }' "${REDCAP_MEMINFO:-/proc/meminfo}")"
  processes=$(((memory - 512) / 128))
  ((processes >= 4)) || processes=4
  render php-fpm.conf "PROCESSES=$processes" | write_file "$file" 0644
  log "application: at most $processes PHP processes in $memory MiB"
}

# configure_tmp: REDCap's Easy Upgrade works in /tmp, where it has two releases unpacked and three zips of them: more than the
# memory that /tmp is on Amazon Linux 2023 (half of the machine's). So PHP's /tmp is a folder on disk then, its own as before.
configure_tmp() {
  local unit="$ROOT/etc/systemd/system/php-fpm.service.d/zz-redcap.conf" needed free
  if [[ $REDCAP_UPGRADES != easy_upgrade ]]; then
    if [[ -e $unit ]]; then
      rm -f "$unit"
      new_php_unit
    fi
    return
  fi
  install -d -m 1777 "$DATA_DIR/tmp"
  if ! cmp -s "$unit" <(render php-fpm-unit.conf "DATA_DIR=$DATA_DIR"); then
    render php-fpm-unit.conf "DATA_DIR=$DATA_DIR" | write_file "$unit" 0644
    new_php_unit
  fi
  needed=$((4 * $(du -sm "$BUNDLE_DIR" | cut -f1)))
  free="$(df -Pm "$DATA_DIR" | awk 'NR == 2 { print $4 }')"
  if ((free < needed)); then
    log "application: WARNING: Easy Upgrade needs about $needed MiB in $DATA_DIR, and $free are free: it would fail half-way. Enlarge web.log_volume_size_gb (or root_volume_size_gb)"
  else
    log "application: Easy Upgrade has $free MiB for about $needed in $DATA_DIR/tmp"
  fi
}

# configure_metadata: PHP and what it starts do not reach the instance metadata, and with it the instance's role. REDCap's Easy
# Upgrade is the exception: its script runs under PHP, and deploys with that role.
configure_metadata() {
  local unit="$ROOT/etc/systemd/system/php-fpm.service.d/zz-redcap-metadata.conf"
  if [[ $REDCAP_UPGRADES == easy_upgrade ]]; then
    log "application: WARNING: with Easy Upgrade, PHP reaches the instance metadata, and whoever takes over PHP has the instance's role"
    if [[ -e $unit ]]; then
      rm -f "$unit"
      new_php_unit
    fi
  elif ! cmp -s "$unit" "$HERE/templates/no-metadata.conf"; then
    write_file "$unit" 0644 <"$HERE/templates/no-metadata.conf"
    new_php_unit
  fi
}

# new_php_unit: PHP must start anew, not only reload, to get what its unit says now; the step "web" does it.
new_php_unit() {
  systemctl daemon-reload
  mkdir -p "$ROOT/run/redcap"
  touch "$ROOT/run/redcap/restart-php"
}

# fetch_ca: the CA certificates of RDS. The operator's overlay may ship them (.platform/redcap/rds-ca.pem): then the bundle's
# version pins them, and nothing is fetched. Otherwise they come over HTTPS, and a failed fetch keeps the file of an earlier
# deployment. A path other than the default belongs to the operator (a file of the image) and is only checked. The log has the hash.
fetch_ca() {
  local target fresh shipped="$BUNDLE_DIR/.platform/redcap/rds-ca.pem"
  target="$(ca_path)"
  if [[ $REDCAP_DB_SSL_CA == /etc/redcap/rds-ca.pem && -e $shipped ]]; then
    is_rds_bundle "$shipped" || fail "the overlay's .platform/redcap/rds-ca.pem holds something else than Amazon RDS's certificates"
    write_file "$target" 0644 <"$shipped"
  elif [[ $REDCAP_DB_SSL_CA == /etc/redcap/rds-ca.pem ]]; then
    fresh="$(mktemp)"
    if curl --silent --show-error --fail --location --proto '=https' --max-time 60 --retry 3 \
      --output "$fresh" "$REDCAP_DB_SSL_CA_URL" && is_rds_bundle "$fresh"; then
      write_file "$target" 0644 <"$fresh"
    else
      log "application: WARNING: no valid CA bundle from $REDCAP_DB_SSL_CA_URL"
    fi
    rm -f "$fresh"
  fi
  is_pem "$target" || fail "no CA certificates in $target: the database's identity cannot be verified. Allow HTTPS to $REDCAP_DB_SSL_CA_URL, or put them into the overlay as .platform/redcap/rds-ca.pem"
  log "application: the database's CA certificates have the SHA-256 $(sha256sum <"$target" | cut -d' ' -f1)"
}

# is_pem FILE: at least one certificate, and every one of them readable.
is_pem() {
  local blocks
  [[ -s $1 ]] || return 1
  blocks="$(grep -c -- '-----BEGIN CERTIFICATE-----' "$1")" || return 1
  (("$(subjects "$1" | grep -c '^subject')" == blocks))
}

# is_rds_bundle FILE: certificates, all of them Amazon RDS's own. (Not by a pipe into "grep -q": that ends at the first match,
# and with pipefail the broken pipe would count as "no match".)
is_rds_bundle() {
  is_pem "$1" && [[ -z "$(subjects "$1" | grep '^subject' | grep -v 'Amazon RDS' || true)" ]]
}

# subjects FILE: one "subject=" line for each certificate.
subjects() {
  openssl crl2pkcs7 -nocrl -certfile "$1" 2>/dev/null | openssl pkcs7 -print_certs -noout 2>/dev/null
}
