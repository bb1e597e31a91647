# shellcheck shell=bash
# Predeploy: what REDCap needs before it is switched to: database.php, PHP's settings, the database's CA, writable folders.

step_application() {
  local web="$BUNDLE_DIR/redcap"
  [[ -d $web ]] || fail "the bundle has no folder redcap/; the application's root must be REDCap's zip unpacked"
  # The one way by which database.php gets there. A bundle made by REDCap's Easy Upgrade carries the vendor's empty one.
  write_file "$web/database.php" 0640 "root:$APP_USER" <"$HERE/templates/database.php"
  write_file "$web/healthz.php" 0644 <"$HERE/templates/healthz.php"
  local folder
  for folder in temp modules; do
    install -d -m 0750 -o "$APP_USER" -g "$APP_USER" "$web/$folder"
  done
  # The proxy itself runs as another user and serves the files of external modules.
  chmod 0755 "$web/modules"
  install_programs
  configure_php
  fetch_ca
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
    "SENDMAIL=$sendmail" | write_file "$ROOT/etc/php.d/zz-redcap.ini" 0644
  log "application: PHP takes files up to $REDCAP_UPLOAD_LIMIT_MB MiB"
}

# fetch_ca: the CA certificates of RDS, over HTTPS. A failed fetch keeps the file of an earlier deployment. A path other than
# the default belongs to the operator (a file of the image or of the overlay) and is only checked.
fetch_ca() {
  local target fresh
  target="$(ca_path)"
  if [[ $REDCAP_DB_SSL_CA == /etc/redcap/rds-ca.pem ]]; then
    fresh="$(mktemp)"
    if curl --silent --show-error --fail --location --proto '=https' --max-time 60 --retry 3 \
      --output "$fresh" "$REDCAP_DB_SSL_CA_URL" && is_rds_bundle "$fresh"; then
      write_file "$target" 0644 <"$fresh"
    else
      log "application: WARNING: no good CA bundle came from $REDCAP_DB_SSL_CA_URL"
    fi
    rm -f "$fresh"
  fi
  is_pem "$target" || fail "no CA certificates in $target: the database's identity cannot be checked. Allow HTTPS to $REDCAP_DB_SSL_CA_URL, or set REDCAP_DB_SSL_CA to a file in the overlay"
}

# is_pem FILE: at least one certificate, and every one of them readable.
is_pem() {
  local blocks
  [[ -s $1 ]] || return 1
  blocks="$(grep -c -- '-----BEGIN CERTIFICATE-----' "$1")" || return 1
  (("$(subjects "$1" | grep -c '^subject')" == blocks))
}

# is_rds_bundle FILE: certificates, all of them Amazon RDS's own.
is_rds_bundle() {
  is_pem "$1" && ! subjects "$1" | grep '^subject' | grep -qv 'Amazon RDS'
}

# subjects FILE: one "subject=" line for each certificate.
subjects() {
  openssl crl2pkcs7 -nocrl -certfile "$1" 2>/dev/null | openssl pkcs7 -print_certs -noout 2>/dev/null
}
