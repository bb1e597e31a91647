# shellcheck shell=bash
# Predeploy: users, schema and first settings, all in php/set-up-database.php.
# By hand: the SQL that REDCap's upgrade page shows, since REDCap's own user may not change tables.

step_database() {
  # install.php includes database.php, which reads these; on an instance the two paths are the same.
  REDCAP_DB_SSL_CA="$(ca_path)" php -d display_errors=stderr "$HERE/php/set-up-database.php" "$BUNDLE_DIR/redcap" "$APP_USER"
}

# sudo bash /var/app/current/.platform/redcap/step upgrade_sql <upgrade.sql
step_upgrade_sql() {
  REDCAP_DB_SSL_CA="$(ca_path)" php -d display_errors=stderr "$HERE/php/run-upgrade-sql.php"
}
