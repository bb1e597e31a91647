# Upgrades of REDCap's tables: by REDCap's Easy Upgrade, by SQL and by its own page, against a real MariaDB that takes TLS only.

load instance.bash

setup_file() { make_instance && start_database; }
setup() { empty_database; }
teardown_file() { stop_all; }

@test "easy upgrade finds its marker and its user; without it neither is there" {
  REDCAP_UPGRADES=easy_upgrade step database
  [ "$(value aws_quickstart) $(value redcap_updates_user) $(value redcap_updates_password) $(value redcap_updates_password_encrypted)" = \
    "1 redcap_user2 $UPGRADE_PASSWORD 0" ]
  setup
  step database
  [ "$(value aws_quickstart)" = 0 ]
  [ -z "$(value redcap_updates_user)" ]
}

# easy_upgrade_login: what REDCap's button has: user, password, whether REDCap has encrypted it.
easy_upgrade_login() { echo "$(value redcap_updates_user) $(value redcap_updates_password) $(value redcap_updates_password_encrypted)"; }

@test "easy upgrade has today's password on a database from elsewhere, and after a rotation" {
  local elsewhere="CREATE TABLE redcap_config (field_name VARCHAR(191) PRIMARY KEY, value TEXT);
    INSERT INTO redcap_config VALUES ('redcap_version', '13.1.0'), ('redcap_updates_user', 'redcap_user2'),
      ('redcap_updates_password', 'of the old stack'), ('redcap_updates_password_encrypted', '1'), ('auth_meth_global', 'ldap')"
  mysql_root -e "CREATE DATABASE redcap"
  sql "$elsewhere"
  step database
  [ "$(easy_upgrade_login)" = "redcap_user2 of the old stack 1" ] # Terraform upgrades: nothing of it is touched

  setup
  mysql_root -e "CREATE DATABASE redcap"
  sql "$elsewhere"
  export REDCAP_UPGRADES=easy_upgrade
  step database
  [ "$(easy_upgrade_login)" = "redcap_user2 $UPGRADE_PASSWORD 0" ]
  [ "$(value aws_quickstart) $(value auth_meth_global)" = "1 ldap" ]

  sql "UPDATE redcap_config SET value = 'encrypted by REDCap' WHERE field_name = 'redcap_updates_password'"
  REDCAP_DB_PASSWORD="rotated-$REDCAP_DB_PASSWORD" step database
  [ "$(value redcap_updates_password)" = "encrypted by REDCap" ] # it was the other user's password that changed
  upgrade_secret rotated-upgrade
  step database
  [ "$(easy_upgrade_login)" = "redcap_user2 rotated-upgrade 0" ]
}

@test "the SQL of an upgrade runs as the upgrade user, and an error names its statement" {
  step database
  PATH="$STUBS:$PATH" bash "$BUNDLE/.platform/redcap/step" upgrade_sql <<<"-- to 15.0
    CREATE TABLE redcap_new (id INT); INSERT INTO redcap_new VALUES (1); UPDATE redcap_config SET value = '15.0.0' WHERE field_name = 'redcap_version';"
  [ "$(sql "SELECT id FROM redcap_new") $(value redcap_version)" = "1 15.0.0" ]
  PATH="$STUBS:$PATH" run bash "$BUNDLE/.platform/redcap/step" upgrade_sql <<<"SELECT 1; SELECT * FROM nowhere; DROP TABLE redcap_new"
  [ "$status" -ne 0 ]
  [[ $output == *"statement 2: "*nowhere* ]]
  [ "$(sql "SELECT id FROM redcap_new")" = 1 ]
}

@test "the SQL of an upgrade runs from a shell too, where nothing is set and get-config knows no secret's value" {
  step database
  php -r 'echo json_encode(array_filter(getenv(), fn ($name) => preg_match("/^REDCAP_(?!DB_PASSWORD$|SALT$|ROOT_DIR$|TEST_DIR$|APP_USER$)/", $name),
    ARRAY_FILTER_USE_KEY));' >"$ROOT/properties.json"
  stub get-config 'cat "$(dirname "$0")/../properties.json"'
  local shell=(env -i "PATH=$STUBS:$PATH" "REDCAP_ROOT_DIR=$ROOT" "REDCAP_GET_CONFIG=$STUBS/get-config" "SECRETS=$SECRETS" "CALLS=$CALLS")
  run "${shell[@]}" bash "$BUNDLE/.platform/redcap/step" upgrade_sql <<<"CREATE TABLE redcap_new (id INT)"
  [ "$status" = 0 ]
  sql "SELECT id FROM redcap_new"
  # A hook does need them.
  run "${shell[@]}" bash "$BUNDLE/.platform/redcap/step" database
  [ "$status" -ne 0 ]
  [[ $output == *"REDCAP_DB_PASSWORD is missing; REDCAP_SALT is missing"* ]]
}

# installed VERSION FOLDER...: a database of that version, and a bundle with the folders of these.
installed() {
  step database >/dev/null
  sql "UPDATE redcap_config SET value = '$1' WHERE field_name = 'redcap_version'"
  rm -rf "$BUNDLE"/redcap/redcap_v*
  local version
  for version in "${@:2}"; do
    mkdir -p "$BUNDLE/redcap/redcap_v$version/Classes"
    echo '<?php' >"$BUNDLE/redcap/redcap_v$version/Classes/a.php"
  done
}
folders() { (cd "$BUNDLE/redcap" && echo redcap_v*); }

# upgrade VERSION [NAME=VALUE...]: as Systems Manager runs it, where only get-config knows the settings.
upgrade() {
  step cron >/dev/null # leaves the values of the two secrets to cron
  php -r 'echo json_encode(array_filter(getenv(), fn ($name) => preg_match("/^REDCAP_(?!DB_PASSWORD$|SALT$|ROOT_DIR$|TEST_DIR$|APP_USER$)/", $name),
    ARRAY_FILTER_USE_KEY));' >"$ROOT/properties.json"
  stub get-config 'cat "$(dirname "$0")/../properties.json"'
  env -i "PATH=$STUBS:$PATH" "REDCAP_ROOT_DIR=$ROOT" "REDCAP_APP_USER=www-data" "REDCAP_GET_CONFIG=$STUBS/get-config" "SECRETS=$SECRETS" \
    "CALLS=$CALLS" "TMPDIR=$TMPDIR" "REDCAP_UPGRADE_TO=$1" "REDCAP_UPGRADE_SNAPSHOT=before-$1" "${@:2}" \
    timeout 60 bash "$BUNDLE/.platform/redcap/step" upgrade
}

# page TEXT: REDCap's upgrade page, in the words of ours.
page() {
  printf '<?php require "redcap_connect.php"; if (($_GET["auto"] ?? "") !== "1") exit; %s' "$1" >"$BUNDLE/redcap/upgrade.php"
}

upgrades() { mysql_root -e "SELECT CONCAT_WS(' ', from_version, to_version, method, snapshot, finished IS NOT NULL) FROM redcap_platform.upgrades ORDER BY id"; }

@test "REDCap is served with the folder of its tables until they are upgraded; then the old folder goes" {
  installed 16.0.18 16.0.18 16.0.20
  run step versions
  [ "$status" = 0 ]
  [[ $output == *"REDCap 16.0.18 is served until its tables are upgraded to 16.0.20"* ]]
  [ "$(folders)" = "redcap_v16.0.18 redcap_v16.0.20" ]
  sql "UPDATE redcap_config SET value = '16.0.20' WHERE field_name = 'redcap_version'"
  ln -s / "$BUNDLE/redcap/redcap_v16.0.18/Classes/root" # not followed
  run step versions
  [[ $output == *"removed the folder of 16.0.18"* ]]
  [ "$(folders)" = redcap_v16.0.20 ]
  [ "$(mysql_root -e "SELECT GROUP_CONCAT(version ORDER BY version) FROM redcap_platform.versions")" = "16.0.18,16.0.20" ]
}

@test "a bundle without the folder of the tables that are served is refused, with what to build" {
  installed 16.0.18 16.0.18
  step versions
  installed 16.0.18 16.0.20
  run step versions
  [ "$status" -ne 0 ]
  [[ $output == *"REDCap's tables are those of 16.0.18, but the bundle has only 16.0.20"*'previous_version = "16.0.18"'* ]]
  # With Easy Upgrade it is always so: REDCap deploys, then upgrades.
  REDCAP_UPGRADES=easy_upgrade run step versions
  [ "$status" = 0 ]
  [[ $output == *"WARNING: REDCap's tables are those of 16.0.18, the bundle has 16.0.20"* ]]
}

@test "tables that no environment of ours has served may be older than the bundle: they came from elsewhere" {
  installed 14.5.23 16.0.18
  run step versions
  [ "$status" = 0 ]
  [[ $output == *"WARNING: REDCap's tables are those of 14.5.23"* ]]
}

@test "an upgrade by REDCap's own page, on this machine, as the upgrade user, is made once and noted" {
  installed 16.0.18 16.0.18 16.0.20
  page 'connect()->query("CREATE TABLE of_the_upgrade AS SELECT CURRENT_USER() AS who"); connect()->query("UPDATE redcap_config SET value = \"16.0.20\" WHERE field_name = \"redcap_version\""); echo "<b>Upgraded</b>";'
  run upgrade 16.0.20
  [ "$status" = 0 ]
  [[ $output == *"upgrading the tables from 16.0.18 to 16.0.20 (upgrade.php?auto=1)"*"answered 'HTTP/1.1 200 OK': Upgraded"*"the tables are those of 16.0.20"* ]]
  [[ $output != *"$UPGRADE_PASSWORD"* && $output != *"$REDCAP_DB_PASSWORD"* ]]
  [ "$(value redcap_version) $(sql "SELECT who FROM of_the_upgrade")" = "16.0.20 redcap_user2@%" ]
  [ "$(upgrades)" = "16.0.18 16.0.20 upgrade.php?auto=1 before-16.0.20 1" ]
  run upgrade 16.0.20
  [ "$status" = 0 ]
  [[ $output == *"the tables are those of 16.0.20; nothing to do"* ]]
  [ "$(upgrades | wc -l)" = 1 ]
}

@test "a page that does not upgrade is told, and the SQL that it shows does it" {
  installed 16.0.18 16.0.18 16.0.20
  page 'echo "Log in first";'
  run upgrade 16.0.20
  [ "$status" -ne 0 ]
  [[ $output == *"answered 'HTTP/1.1 200 OK': Log in first"*"the tables are those of 16.0.18, not of 16.0.20: REDCap's page did not upgrade them"*"--sql"* ]]

  echo "CREATE TABLE redcap_new (id INT); UPDATE redcap_config SET value = '16.0.20' WHERE field_name = 'redcap_version';" >"$ROOT/upgrade.sql"
  stub aws 'case "$1 $2" in
    "s3 cp") cp "$ROOT/upgrade.sql" "${@: -1}"; echo "aws $*" >>"$CALLS" ;;
    *) while [[ $1 != --secret-id ]]; do shift; done; php -r "echo json_encode(file_get_contents(\$argv[1]));" "$SECRETS/${2##*:}" ;;
  esac'
  local sql=(ROOT="$ROOT" REDCAP_UPGRADE_SQL=s3://bundles/upgrades/a.sql)
  run upgrade 16.0.20 "${sql[@]}" "REDCAP_UPGRADE_SQL_SHA256=$(printf x | sha256sum | cut -d' ' -f1)"
  [ "$status" -ne 0 ]
  [[ $output == *"is not the SQL that was sent"* ]]
  run upgrade 16.0.20 "${sql[@]}" "REDCAP_UPGRADE_SQL_SHA256=$(sha256sum <"$ROOT/upgrade.sql" | cut -d' ' -f1)"
  [ "$status" = 0 ]
  [[ $output == *"ran 2 statements"* ]]
  [ "$(value redcap_version)" = 16.0.20 ]
  [ -z "$(compgen -G "$ROOT/var/lib/redcap/upgrade.*")" ]
}

@test "an upgrade waits for a right that was just given" {
  installed 16.0.18 16.0.18 16.0.20
  impatient
  echo upgrade >"$ROOT/refused"
  right_comes upgrade
  page 'connect()->query("UPDATE redcap_config SET value = \"16.0.20\" WHERE field_name = \"redcap_version\"");'
  upgrade 16.0.20
  echo upgrade >"$ROOT/refused"
  run upgrade 16.0.20 REDCAP_RIGHTS_PATIENCE=0
  echo "$output"
  [[ $status -ne 0 && $output == *AccessDenied* ]]
  PATH="$STUBS:$PATH" run bash "$BUNDLE/.platform/redcap/step" upgrade_sql <<<"SELECT 1"
  [[ $status -ne 0 && $output == *"$OPENS"*"npm run redcap:upgrade"* ]]
}

@test "an upgrade that broke off stops the next one until somebody has looked" {
  installed 16.0.18 16.0.18 16.0.20
  page 'connect()->query("CREATE TABLE half (id INT)"); connect()->query("UPDATE redcap_config SET value = \"16.0.19\" WHERE field_name = \"redcap_version\"");'
  run upgrade 16.0.20
  [ "$status" -ne 0 ]
  [[ $output == *"the tables are those of 16.0.19, not of 16.0.20"* ]]
  run upgrade 16.0.20
  [ "$status" -ne 0 ]
  [[ $output == *"an upgrade to 16.0.20 began on "*"restore the snapshot before-16.0.20 or mend them"*"--again"* ]]
  page 'connect()->query("UPDATE redcap_config SET value = \"16.0.20\" WHERE field_name = \"redcap_version\"");'
  run upgrade 16.0.20 REDCAP_UPGRADE_AGAIN=yes
  [ "$status" = 0 ]
  [ "$(mysql_root -e "SELECT COUNT(*) FROM redcap_platform.upgrades WHERE finished IS NULL")" = 0 ]
}

@test "an upgrade to a version that is not deployed, or older, is refused; of two at the same time one upgrades" {
  installed 16.0.18 16.0.18 16.0.20
  run upgrade 16.1.0
  [[ $status != 0 && $output == *"this instance has no REDCap 16.1.0 (16.0.18, 16.0.20): deploy its bundle first"* ]]
  run upgrade 16.0.17
  [[ $status != 0 && $output == *"which is newer than 16.0.17; there is no way back but a snapshot"* ]]
  run upgrade "16.0.20; id"
  [[ $status != 0 && $output == *"must be a version such as 16.0.18"* ]]
  # The first one's page holds on until the second has been refused.
  page 'touch("'"$TMPDIR"'/began"); for ($wait = 0; $wait < 400 && !file_exists("'"$TMPDIR"'/go"); $wait++) usleep(100_000);
    connect()->query("INSERT INTO sample_installs (by_user) VALUES (\"upgrade\")"); connect()->query("UPDATE redcap_config SET value = \"16.0.20\" WHERE field_name = \"redcap_version\"");'
  upgrade 16.0.20 >"$ROOT/one.log" 2>&1 &
  local one=$!
  eventually 60 test -e "$TMPDIR/began"
  run upgrade 16.0.20
  [[ $status != 0 && $output == *"another instance is upgrading the tables at this moment"* ]]
  touch "$TMPDIR/go"
  wait "$one"
  [ "$(sql "SELECT COUNT(*) FROM sample_installs WHERE by_user = 'upgrade'")" = 1 ]
}

@test "an installation of earlier files gets the tables for upgrades, once" {
  step database
  mysql_root -e "DROP TABLE redcap_platform.upgrades; DROP TABLE redcap_platform.versions"
  step database >/dev/null
  : >"$CALLS"
  run step database
  [[ $output == *"complete; nothing to do"* ]]
  installed 16.0.18 16.0.18
  step versions
}
