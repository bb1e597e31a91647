# shellcheck shell=bash
# The contract with Terraform: environment properties named REDCAP_*. The table is in ../../../README.md.

GET_CONFIG="${REDCAP_GET_CONFIG:-/opt/elasticbeanstalk/bin/get-config}"

# settings_load STEP: takes the properties from the hook's own environment (there, secrets are resolved), the rest from
# get-config, and defaults for what is left.
settings_load() {
  if [[ -x $GET_CONFIG ]]; then
    local properties
    # Two steps: eval alone would take a failure of either for an environment without properties.
    properties="$("$GET_CONFIG" environment | php "$HERE/php/export-settings.php")" || fail "the environment's properties cannot be read ($GET_CONFIG)"
    eval "$properties"
  fi
  # What runs by hand or by Systems Manager: the values of the two secrets, as cron has them.
  if [[ $1 == upgrade && -z ${REDCAP_DB_PASSWORD:-} && -r $ROOT/etc/redcap/environment ]]; then
    set -a
    # shellcheck source=/dev/null
    source <(grep -E '^REDCAP_(DB_PASSWORD|SALT)=' "$ROOT/etc/redcap/environment")
    set +a
  fi
  export REDCAP_DB_PORT="${REDCAP_DB_PORT:-3306}"
  export REDCAP_DB_NAME="${REDCAP_DB_NAME:-redcap}"
  export REDCAP_DB_USERNAME="${REDCAP_DB_USERNAME:-redcap_user}"
  export REDCAP_DB_SSL_CA="${REDCAP_DB_SSL_CA:-/etc/redcap/rds-ca.pem}"
  export REDCAP_DB_SSL_CA_URL="${REDCAP_DB_SSL_CA_URL:-https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem}"
  export REDCAP_UPLOAD_LIMIT_MB="${REDCAP_UPLOAD_LIMIT_MB:-512}"
  export REDCAP_TIMEZONE="${REDCAP_TIMEZONE:-UTC}"
  export REDCAP_AUTHENTICATION="${REDCAP_AUTHENTICATION:-table}"
  export REDCAP_PROXY_SERVER="${REDCAP_PROXY_SERVER:-nginx}"
  local base="${REDCAP_BASE_URL:-}"
  export REDCAP_SHIBBOLETH_ENTITY_ID="${REDCAP_SHIBBOLETH_ENTITY_ID:-${base%/}/shibboleth}"
  export REDCAP_SHIBBOLETH_USERNAME="${REDCAP_SHIBBOLETH_USERNAME:-eppn}"
  # That of Scott Cantor, who signs the project's releases (as distributions know it, for its source packages).
  export REDCAP_SHIBBOLETH_KEY_FINGERPRINT="${REDCAP_SHIBBOLETH_KEY_FINGERPRINT:-DCAA15007BED9DE690CD9523378B845402277962}"
  export REDCAP_TRUSTED_PROXIES="${REDCAP_TRUSTED_PROXIES:-10.0.0.0/8,172.16.0.0/12,192.168.0.0/16}"
  export REDCAP_MAIL_TRANSPORT="${REDCAP_MAIL_TRANSPORT:-api}"
  export REDCAP_UPGRADES="${REDCAP_UPGRADES:-terraform}"
  export REDCAP_CRON="${REDCAP_CRON:-on}"
  export REDCAP_CRON_HOURS="${REDCAP_CRON_HOURS:-}"
}

# settings_check STEP: lists every missing or impossible property at once and fails. Values of secrets are never printed.
settings_check() {
  local problems=() name required=(REDCAP_DB_HOST REDCAP_BASE_URL)
  # What is run by hand does without these two: Elastic Beanstalk gives a secret's value to hooks only.
  [[ $1 == upgrade_sql ]] || required+=(REDCAP_DB_PASSWORD REDCAP_SALT)
  for name in "${required[@]}"; do
    [[ -n ${!name:-} ]] || problems+=("$name is missing")
  done
  plain_text
  shapes
  one_of REDCAP_PROXY_SERVER nginx apache
  one_of REDCAP_MAIL_TRANSPORT api smtp none
  one_of REDCAP_UPGRADES terraform easy_upgrade
  one_of REDCAP_CRON on off
  in_range REDCAP_DB_PORT 1 65535
  in_range REDCAP_UPLOAD_LIMIT_MB 32 4096
  [[ $REDCAP_DB_NAME =~ ^[A-Za-z0-9_]{1,55}$ ]] || problems+=("REDCAP_DB_NAME is '$REDCAP_DB_NAME'; letters, digits and _ only, at most 55")
  [[ -z ${REDCAP_SALT:-} || $REDCAP_SALT =~ ^[A-Za-z0-9]{8,100}$ ]] || problems+=("REDCAP_SALT must be 8 to 100 letters and digits")
  [[ $REDCAP_TIMEZONE =~ ^[A-Za-z0-9_+/-]+$ ]] || problems+=("REDCAP_TIMEZONE is '$REDCAP_TIMEZONE'; a name as in Europe/Vienna")
  [[ $REDCAP_TRUSTED_PROXIES =~ ^[0-9a-fA-F.:/,]+$ ]] || problems+=("REDCAP_TRUSTED_PROXIES is '$REDCAP_TRUSTED_PROXIES'; CIDR blocks separated by commas")
  [[ -z ${REDCAP_COPY:-} || $REDCAP_COPY =~ ^[A-Za-z][A-Za-z0-9-]{0,254}$ ]] || problems+=("REDCAP_COPY is '$REDCAP_COPY'; a snapshot's name")
  shibboleth_check
  case $REDCAP_MAIL_TRANSPORT in
    api) [[ -n ${REDCAP_SES_REGION:-} ]] || problems+=("REDCAP_SES_REGION is missing (REDCAP_MAIL_TRANSPORT is api)") ;;
    smtp)
      [[ -n ${REDCAP_SES_REGION:-} ]] || problems+=("REDCAP_SES_REGION is missing (REDCAP_MAIL_TRANSPORT is smtp)")
      [[ -n ${REDCAP_SMTP_SECRET_ARN:-} ]] || problems+=("REDCAP_SMTP_SECRET_ARN is missing (REDCAP_MAIL_TRANSPORT is smtp)")
      ;;
  esac
  [[ $REDCAP_MAIL_TRANSPORT == none || -n ${REDCAP_FROM_EMAIL:-} ]] || problems+=("REDCAP_FROM_EMAIL is missing (REDCAP_MAIL_TRANSPORT is $REDCAP_MAIL_TRANSPORT)")
  ((${#problems[@]} == 0)) || fail "environment properties: $(printf '%s; ' "${problems[@]}")set them on the redcap module, or in the environment's software configuration"
}

# plain_text: used by settings_check. Line breaks and other control characters would be further lines of what systemd, Postfix, cron and
# the proxies read.
plain_text() {
  local name
  for name in $(compgen -e REDCAP_); do
    [[ ${!name} != *[[:cntrl:]]* ]] || problems+=("$name has a line break or another control character")
  done
}

# shapes: used by settings_check. What is not listed is text for people or a secret, and is escaped wherever it is written.
shapes() {
  local name label pattern host='[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?' email
  email="[A-Za-z0-9.!#%&'*+/=?^_{|}~-]+@$host"
  while read -r name pattern label; do
    [[ -z ${!name:-} || ${!name} =~ ^${pattern}$ ]] || problems+=("$name is '${!name}'; $label")
  done <<END
REDCAP_BASE_URL https?://$host(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)? it must begin with https:// or http://, and be a host name, perhaps with a path
REDCAP_DB_HOST $host a host name
REDCAP_DB_READER_HOST $host a host name
REDCAP_DB_USERNAME [A-Za-z0-9_]{1,32} letters, digits and _ only, at most 32
REDCAP_DB_SSL_CA (/[A-Za-z0-9][A-Za-z0-9._-]*)+ a path such as /etc/redcap/ca.pem
REDCAP_DB_SSL_CA_URL https://$host(:[0-9]{1,5})?/[A-Za-z0-9._~!@:/?=%+,-]* an address that begins with https://
REDCAP_S3_BUCKET [a-z0-9][a-z0-9.-]{1,61}[a-z0-9] a bucket's name
REDCAP_S3_REGION [a-z]{2}(-[a-z]+)+-[0-9] a region such as eu-west-1
REDCAP_SES_REGION [a-z]{2}(-[a-z]+)+-[0-9] a region such as eu-west-1
REDCAP_SES_CONFIGURATION_SET [A-Za-z0-9_-]{1,64} letters, digits, - and _ only, at most 64
REDCAP_FROM_EMAIL $email an email address
REDCAP_ADMIN_EMAIL $email an email address
REDCAP_AUTHENTICATION [a-z0-9_]{1,64} lower-case letters, digits and _ only
REDCAP_LOG_VOLUME /dev/[a-z0-9]+ a device such as /dev/sdh
REDCAP_LOG_GROUP [A-Za-z0-9_./#-]{1,512} a log group's name
REDCAP_SETUP_UNTIL [0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z a time such as 2026-01-31T12:00:00Z
REDCAP_SHIBBOLETH_METADATA_URL https?://[^[:space:]"<>]+ an address
REDCAP_SHIBBOLETH_IDP (https?://|urn:)[^[:space:]"<>]+ an entity ID: a URL or a URN
REDCAP_SHIBBOLETH_ENTITY_ID (https?://|urn:)[^[:space:]"<>]+ an entity ID: a URL or a URN
REDCAP_EXTERNAL_ADMIN [A-Za-z0-9._@'+-]{1,191} a user's name
END
  for name in MASTER UPGRADE ADMIN FILES_KEY SMTP IDENTITY_PROVIDER SHIBBOLETH; do
    name="REDCAP_${name}_SECRET_ARN"
    [[ -z ${!name:-} || ${!name} =~ ^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@!-]+$ ]] ||
      problems+=("$name is '${!name}'; a secret's ARN")
  done
}

# one_of NAME VALUE...: used by settings_check.
one_of() {
  local name="$1" value
  shift
  for value in "$@"; do [[ ${!name} != "$value" ]] || return 0; done
  problems+=("$name is '${!name}'; allowed: $*")
}

# in_range NAME MIN MAX: used by settings_check.
in_range() {
  [[ ${!1} =~ ^[0-9]{1,5}$ ]] && ((10#${!1} >= $2 && 10#${!1} <= $3)) || problems+=("$1 is '${!1}'; allowed: $2 to $3")
}

# proxy_service: systemd's name of the proxy, which is also its folder under /etc and /var/log.
proxy_service() {
  if [[ $REDCAP_PROXY_SERVER == apache ]]; then echo httpd; else echo nginx; fi
}

# log_dir: our own logs, in the proxy's log folder because that is the one on the encrypted volume.
log_dir() { echo "$ROOT/var/log/$(proxy_service)/redcap"; }

# ca_path: the database's CA bundle on this instance.
ca_path() { echo "$ROOT$REDCAP_DB_SSL_CA"; }
