# shellcheck shell=bash
# Predeploy: users, schema and first settings, all in php/set-up-database.php.
# By hand: the SQL that REDCap's upgrade page shows, since REDCap's own user may not change tables.

step_database() {
  # A right that this very apply has given or renewed reaches IAM's servers some seconds later.
  if [[ -n ${REDCAP_SETUP_UNTIL:-} ]] && (($(date -ud "$REDCAP_SETUP_UNTIL" +%s) > $(date +%s))); then
    export REDCAP_RIGHTS_PATIENCE="${REDCAP_RIGHTS_PATIENCE:-90}"
  fi
  # install.php includes database.php, which reads these; on an instance the two paths are the same.
  REDCAP_DB_SSL_CA="$(ca_path)" php -d display_errors=stderr "$HERE/php/set-up-database.php" "$BUNDLE_DIR/redcap" "$APP_USER"
}

# sudo bash /var/app/current/.platform/redcap/step upgrade_sql <upgrade.sql
step_upgrade_sql() {
  REDCAP_DB_SSL_CA="$(ca_path)" php -d display_errors=stderr "$HERE/php/run-upgrade-sql.php"
}

# Predeploy, after the database: the folder of the version that the tables have is in the bundle; older ones go.
step_versions() {
  REDCAP_DB_SSL_CA="$(ca_path)" php -d display_errors=stderr "$HERE/php/versions.php" "$BUNDLE_DIR/redcap"
}

# By Systems Manager (npm run redcap:upgrade): the tables, once. REDCAP_UPGRADE_TO is the version, REDCAP_UPGRADE_SNAPSHOT the way
# back, REDCAP_UPGRADE_SQL the object with the SQL (s3://BUCKET/KEY) and REDCAP_UPGRADE_SQL_SHA256 its hash; without them REDCap's
# own page does it.
step_upgrade() {
  local file="" status=0
  # npm run redcap:upgrade has just given the role the right to read the upgrade user's secret.
  export REDCAP_RIGHTS_PATIENCE="${REDCAP_RIGHTS_PATIENCE:-120}"
  [[ ${REDCAP_UPGRADE_TO:-} =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || fail "upgrade: REDCAP_UPGRADE_TO must be a version such as 16.0.18"
  if [[ -n ${REDCAP_UPGRADE_SQL:-} ]]; then
    [[ $REDCAP_UPGRADE_SQL =~ ^s3://[a-z0-9][a-z0-9.-]+/[A-Za-z0-9._/-]+$ ]] || fail "upgrade: REDCAP_UPGRADE_SQL must be an object such as s3://bucket/upgrades/file.sql"
    file="$(mktemp "$DATA_DIR/upgrade.XXXXXX")"
    # shellcheck disable=SC2064 # the name as it is now
    trap "rm -f ${file@Q}" EXIT
    aws s3 cp --only-show-errors "$REDCAP_UPGRADE_SQL" "$file" || fail "upgrade: $REDCAP_UPGRADE_SQL cannot be read with the instance's role"
    [[ "$(sha256sum <"$file")" == "${REDCAP_UPGRADE_SQL_SHA256:-} "* ]] || fail "upgrade: $REDCAP_UPGRADE_SQL is not the SQL that was sent"
  fi
  REDCAP_DB_SSL_CA="$(ca_path)" php -d display_errors=stderr "$HERE/php/upgrade.php" "$BUNDLE_DIR/redcap" "$APP_USER" \
    "$REDCAP_UPGRADE_TO" "${REDCAP_UPGRADE_SNAPSHOT:-none}" ${file:+"$file"} || status=$?
  return "$status"
}
