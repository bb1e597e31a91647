# shellcheck shell=bash
# The Shibboleth service provider (SAML), if there is a secret for it: its package, its files, its daemon. Apache only.

SHIBBOLETH_DIR="$ROOT/etc/shibboleth"
SHIBBOLETH_LOG_DIR="$ROOT/var/log/shibboleth"
SHIBBOLETH_SOCKET="$ROOT/run/shibboleth/shibd.sock"
SHIBBOLETH_MODULE="${REDCAP_SHIBBOLETH_MODULE:-/usr/lib64/shibboleth/mod_shib_24.so}"
SHIBBOLETH_USER="${REDCAP_SHIBBOLETH_USER:-shibd}"
readonly SHIBBOLETH_SITE=https://shibboleth.net

# shibboleth_wanted: whether there is a service provider.
shibboleth_wanted() { [[ -n ${REDCAP_SHIBBOLETH_SECRET_ARN:-} ]]; }

# shibboleth_required: whether REDCap's pages need a session, because REDCap itself has no other way to sign in.
shibboleth_required() { [[ $REDCAP_AUTHENTICATION == shibboleth ]]; }

# shibboleth_check: used by settings_check.
shibboleth_check() {
  shibboleth_wanted || return 0
  [[ $REDCAP_PROXY_SERVER == apache ]] || problems+=("REDCAP_PROXY_SERVER is '$REDCAP_PROXY_SERVER'; Shibboleth's module is for apache only")
  [[ ${REDCAP_BASE_URL:-} == https://* ]] || problems+=("REDCAP_BASE_URL must begin with https:// for Shibboleth, whose cookies are for HTTPS only")
  [[ -n ${REDCAP_SHIBBOLETH_IDP:-} ]] || problems+=("REDCAP_SHIBBOLETH_IDP is missing: the identity provider's entity ID")
  [[ $REDCAP_SHIBBOLETH_USERNAME =~ ^[A-Za-z][A-Za-z0-9_-]*$ ]] || problems+=("REDCAP_SHIBBOLETH_USERNAME is '$REDCAP_SHIBBOLETH_USERNAME'; the id of an attribute, such as eppn")
  [[ $REDCAP_SHIBBOLETH_KEY_FINGERPRINT =~ ^[0-9A-F]{40}$ ]] || problems+=("REDCAP_SHIBBOLETH_KEY_FINGERPRINT is '$REDCAP_SHIBBOLETH_KEY_FINGERPRINT'; 40 hexadecimal digits, in upper case")
}

# shibboleth_repository: the project's own package repository, with its key, which is compared with the fingerprint that we know.
shibboleth_repository() {
  local folder key="$ROOT/etc/pki/rpm-gpg/RPM-GPG-KEY-shibboleth" found
  folder="$(mktemp -d)"
  curl --silent --show-error --fail --location --proto '=https' --max-time 60 --retry 3 --output "$folder/key" \
    "$SHIBBOLETH_SITE/downloads/service-provider/RPMS/cantor.repomd.xml.key" || {
    rm -rf "$folder"
    fail "the key of Shibboleth's packages cannot be fetched. Allow HTTPS to $SHIBBOLETH_SITE and its mirrors, or use an image with the package shibboleth"
  }
  # The first fingerprint after each "pub" is that of a primary key: there must be one, and it must be ours.
  found="$(gpg --homedir "$folder" --no-options --batch --show-keys --with-colons "$folder/key" 2>/dev/null |
    awk -F: '$1 == "pub" { primary = 1 } $1 == "fpr" && primary { print $10; primary = 0 }')" || true
  if [[ $found != "$REDCAP_SHIBBOLETH_KEY_FINGERPRINT" ]]; then
    rm -rf "$folder"
    fail "the key of Shibboleth's packages has the fingerprint '${found//$'\n'/, }', not $REDCAP_SHIBBOLETH_KEY_FINGERPRINT. Nothing was installed. Compare it with what the Shibboleth project publishes; a new one goes into shibboleth.packageKeyFingerprint"
  fi
  write_file "$key" 0644 <"$folder/key"
  rm -rf "$folder"
  write_file "$ROOT/etc/yum.repos.d/shibboleth.repo" 0644 <<REPOSITORY
[shibboleth]
name=Shibboleth service provider
mirrorlist=$SHIBBOLETH_SITE/cgi-bin/mirrorlist.cgi/amazonlinux2023
gpgcheck=1
gpgkey=file://$key
enabled=1
REPOSITORY
}

# shibboleth_files: writes the daemon's files, has it test them, and starts it again where one has changed. Before the proxy's own
# test, since Apache's module reads them, too.
shibboleth_files() {
  local changed
  install -d -m 0750 -o "$SHIBBOLETH_USER" -g "$SHIBBOLETH_USER" "$SHIBBOLETH_LOG_DIR"
  mkdir -p "$SHIBBOLETH_DIR"
  changed="$(php "$HERE/php/shibboleth.php" "$SHIBBOLETH_DIR" "$HERE/templates" "$SHIBBOLETH_LOG_DIR" "$SHIBBOLETH_SOCKET" "$SHIBBOLETH_USER")"
  shibd -t -c "$SHIBBOLETH_DIR/shibboleth2.xml" -u "$SHIBBOLETH_USER" || fail "shibd refuses its configuration (see above)"
  systemctl enable --quiet shibd.service
  if [[ -n $changed ]]; then
    systemctl restart shibd.service
    log "shibboleth: restarted with new ${changed//$'\n'/, }"
  else
    systemctl start shibd.service
  fi
}

# shibboleth_proxy CONF_D: Apache's part.
shibboleth_proxy() {
  local required=0 requirement=shibboleth
  if shibboleth_required; then required=1 requirement=shib-session; fi
  render httpd-shib.conf "MODULE=$SHIBBOLETH_MODULE" "CONFIG=$SHIBBOLETH_DIR" "REQUIRED=$required" "REQUIREMENT=$requirement" |
    write_file "$1/shib.conf" 0644
}

# shibboleth_remove CONF_D: what shibboleth_proxy wrote earlier; a file of somebody else stays.
shibboleth_remove() {
  if grep -qs 'Written by .platform/redcap' "$1/shib.conf"; then rm -f "$1/shib.conf"; fi
}

# shibboleth_server_name: lines for Apache's virtual host: the service provider's addresses are made of REDCap's own name, whatever
# a client writes into its Host header, and whatever the port on the instance.
shibboleth_server_name() {
  local host="${REDCAP_BASE_URL#https://}"
  shibboleth_wanted || return 0
  host="${host%%/*}"
  printf '    ServerName "https://%s:443"\n    UseCanonicalName On\n    UseCanonicalPhysicalPort Off\n' "${host%%:*}"
}
