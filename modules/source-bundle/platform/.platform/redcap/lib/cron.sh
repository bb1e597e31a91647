# shellcheck shell=bash
# Postdeploy: REDCap's cron.php every minute, on exactly one instance. The service runs on all of them and waits for a lock
# in the database (see bin/redcap-cron); a deployment starts it anew with the settings and the code of that deployment.
# REDCAP_CRON=off: nowhere, for a copy whose jobs would send messages a second time.

step_cron() {
  environment_file | write_file "$ROOT/etc/redcap/environment" 0640 "root:$APP_USER"
  mkdir -p "$(log_dir)"
  render redcap-cron.service "APP_USER=$APP_USER" "LIBEXEC=$LIBEXEC" "LOG_DIR=$(log_dir)" "ROOT=$ROOT" |
    write_file "$ROOT/etc/systemd/system/redcap-cron.service" 0644
  # Always: no job of REDCap's needs the instance's role.
  write_file "$ROOT/etc/systemd/system/redcap-cron.service.d/no-metadata.conf" 0644 <"$HERE/templates/no-metadata.conf"
  systemctl daemon-reload
  if [[ $REDCAP_CRON == off ]]; then
    systemctl disable --quiet --now redcap-cron.service
    log "cron: switched off (REDCAP_CRON)"
    return
  fi
  systemctl enable --quiet redcap-cron.service
  systemctl restart redcap-cron.service
  log "cron: this instance is on standby to run cron.php"
}

# environment_file: every REDCAP_* setting in the form that systemd and sh read alike; names of secrets have no use there. No value has
# a line break (see settings_check).
environment_file() {
  local name value
  for name in $(compgen -e REDCAP_ | grep -v -e '_ARN$' -e '^REDCAP_ROOT_DIR$' | sort); do
    value="${!name}"
    value="${value//\\/\\\\}"
    value="${value//\"/\\\"}"
    value="${value//\$/\\\$}"
    value="${value//\`/\\\`}"
    printf '%s="%s"\n' "$name" "$value"
  done
}
