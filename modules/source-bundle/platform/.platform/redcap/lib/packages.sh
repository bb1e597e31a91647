# shellcheck shell=bash
# What the platform does not bring. Asks the package manager only for what is missing, so that a configuration change, or a
# machine image with everything in it, needs no repository.

step_packages() {
  local missing
  mapfile -t missing < <(missing_packages)
  if ((${#missing[@]} == 0)); then
    log "packages: nothing is missing"
    return
  fi
  log "packages: installing ${missing[*]}"
  if [[ " ${missing[*]} " == *" shibboleth "* ]]; then shibboleth_repository; fi
  # strict=0: a package that does not exist is left out; what it was for may have come with another one (in the next version
  # of PHP, say). So what counts is what is there afterwards.
  dnf install -y --setopt=strict=0 "${missing[@]}" || true
  mapfile -t missing < <(missing_packages)
  ((${#missing[@]} == 0)) || fail "packages could not be installed: ${missing[*]}. The instance needs a route to Amazon Linux's repositories (S3 gateway endpoint or NAT), or an image that has them"
}

# missing_packages: prints, one a line, Amazon Linux's packages for what is not there.
missing_packages() {
  local php extension package
  php="php$(php -r 'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION;')"
  # Extension as PHP names it, then Amazon Linux's sub-package.
  while read -r extension package; do
    php -r "exit(extension_loaded('$extension') ? 0 : 1);" || echo "$php-$package"
  done <<'END'
ldap ldap
gd gd
mbstring mbstring
mysqli mysqlnd
dom xml
zip zip
END
  if [[ $REDCAP_MAIL_TRANSPORT != none ]]; then command -v postconf >/dev/null || echo postfix; fi
  if [[ $REDCAP_MAIL_TRANSPORT == smtp ]]; then rpm -q --quiet cyrus-sasl-plain || echo cyrus-sasl-plain; fi
  if [[ $REDCAP_PROXY_SERVER == apache ]]; then rpm -q --quiet mod_ssl || echo mod_ssl; fi
  if shibboleth_wanted; then rpm -q --quiet shibboleth || echo shibboleth; fi
  if [[ -n ${REDCAP_LOG_GROUP:-} ]]; then [[ -x $CLOUDWATCH_AGENT ]] || echo amazon-cloudwatch-agent; fi
  if [[ $REDCAP_UPGRADES == easy_upgrade ]]; then
    command -v zip >/dev/null || echo zip
    command -v unzip >/dev/null || echo unzip
  fi
  command -v cmp >/dev/null || echo diffutils
  if [[ -n ${REDCAP_LOG_VOLUME:-} ]]; then
    command -v mkfs.ext4 >/dev/null || echo e2fsprogs
  fi
}
