# shellcheck shell=bash
# What the platform does not bring. Asks the package manager only for what is missing, so that a configuration change, or a
# machine image with everything in it, needs no repository.

step_packages() {
  local php missing=()
  php="php$(php -r 'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION;')"
  # Extension as PHP names it, then Amazon Linux's sub-package.
  while read -r extension package; do
    php -r "exit(extension_loaded('$extension') ? 0 : 1);" || missing+=("$php-$package")
  done <<'END'
ldap ldap
gd gd
mbstring mbstring
mysqli mysqlnd
dom xml
zip zip
END
  if [[ $REDCAP_MAIL_TRANSPORT != none ]]; then command -v postconf >/dev/null || missing+=(postfix); fi
  if [[ $REDCAP_MAIL_TRANSPORT == smtp ]]; then rpm -q --quiet cyrus-sasl-plain || missing+=(cyrus-sasl-plain); fi
  if [[ $REDCAP_PROXY_SERVER == apache ]]; then rpm -q --quiet mod_ssl || missing+=(mod_ssl); fi
  if [[ -n ${REDCAP_LOG_GROUP:-} ]]; then [[ -x $CLOUDWATCH_AGENT ]] || missing+=(amazon-cloudwatch-agent); fi
  for package in ${REDCAP_EXTRA_PACKAGES:-}; do
    rpm -q --quiet "$package" || missing+=("$package")
  done
  if ((${#missing[@]} == 0)); then
    log "packages: nothing is missing"
    return
  fi
  log "packages: installing ${missing[*]}"
  dnf install -y "${missing[@]}" || fail "packages could not be installed: ${missing[*]}. The instance needs a way to Amazon Linux's repositories (S3 gateway endpoint or NAT), or an image that has them"
}
