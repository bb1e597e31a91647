# The database's set-up and cron's lock, against a real MariaDB that takes TLS only. Debian has no MySQL 8; the statements are
# those that both understand.

load instance.bash

setup_file() { make_instance && start_database; }
teardown_file() { stop_all; }

# Each test starts with an empty server.
setup() {
  mysql_root -e "DROP DATABASE IF EXISTS redcap; DROP DATABASE IF EXISTS redcap_platform;
    DROP USER IF EXISTS redcap_user; DROP USER IF EXISTS redcap_user2"
  rm -f "$BUNDLE/redcap/database.php"
  : >"$CALLS"
  step application >/dev/null
}

# login USER PASSWORD [OPTION...]: one query over the network.
login() {
  local user="$1" password="$2"
  shift 2
  MYSQL_PWD="$password" mariadb --no-defaults -h127.0.0.1 -P"$REDCAP_DB_PORT" -u"$user" "$@" -N -e "SELECT 'in'"
}

value() { sql "SELECT value FROM redcap_config WHERE field_name = '$1'"; }

@test "an empty database gets users, schema, settings and administrator" {
  step database
  [ "$(value auth_meth_global)" = table ]
  [ "$(value redcap_base_url)" = https://redcap.example.edu/ ]
  [ "$(value from_email)" = redcap@example.edu ]
  [ "$(value homepage_contact_email) $(value project_contact_email)" = "admin@example.edu admin@example.edu" ]
  [ "$(value institution)" = "Example University" ]
  [ "$(value edoc_storage_option) $(value amazon_s3_bucket) $(value amazon_s3_endpoint)" = "2 redcap-files eu-west-1" ]
  [ "$(value amazon_s3_key) $(value amazon_s3_secret)" = "AKIAEXAMPLE files-secret-key" ]
  [ "$(sql "SELECT CONCAT_WS(' ', password, legacy_hash, temp_pwd) FROM redcap_auth WHERE username = 'redcap_admin'")" = \
    "$(printf one-time-password | md5sum | cut -d' ' -f1) 1 1" ]
  [ "$(sql "SELECT CONCAT_WS(' ', user_email, user_firstname, user_lastname, super_user, account_manager, access_system_config,
    access_system_upgrade, access_external_module_install, admin_rights, access_admin_dashboards)
    FROM redcap_user_information WHERE username = 'redcap_admin'")" = "admin@example.edu Ada Lovelace 1 1 1 1 1 1 1" ]
  [ "$(sql "SELECT super_user FROM redcap_user_information WHERE username = 'site_admin'")" = 0 ]
  # install.php ran as the upgrade user: the application's may not make tables.
  [ "$(sql "SELECT by_user FROM sample_installs")" = "redcap_user2@%" ]
}

@test "users have their own passwords and rights, and get in over TLS only" {
  step database
  [ "$(login redcap_user "$REDCAP_DB_PASSWORD" --ssl-ca="$ROOT/tls/ca.pem" --ssl-verify-server-cert)" = in ]
  [ "$(login redcap_user2 upgrade-password --ssl)" = in ]
  refute login redcap_user upgrade-password --ssl
  # The server's own switch off, so that it is the users' REQUIRE SSL that is tried.
  mysql_root -e "SET GLOBAL require_secure_transport = OFF"
  refute login redcap_user "$REDCAP_DB_PASSWORD" --skip-ssl
  refute login redcap_user2 upgrade-password --skip-ssl
  [ "$(login master master-password --skip-ssl)" = in ]
  mysql_root -e "SET GLOBAL require_secure_transport = ON"

  run mysql_root -e "SHOW GRANTS FOR redcap_user"
  [[ $output == *"GRANT SELECT, INSERT, UPDATE, DELETE ON \`redcap\`.*"* && $output == *"REQUIRE SSL"* ]]
  [[ $output == *"GRANT SELECT ON \`redcap\\_platform\`.*"* && ${#lines[@]} = 3 ]]
  run mysql_root -e "SHOW GRANTS FOR redcap_user2"
  [[ $output == *"GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, REFERENCES, INDEX, ALTER ON \`redcap\`.*"* && ${#lines[@]} = 2 ]]
}

@test "a second deployment changes nothing, and does not even read the master secret" {
  step database
  sql "UPDATE redcap_config SET value = 'shibboleth' WHERE field_name = 'auth_meth_global'"
  sql "DELETE FROM redcap_auth"
  local before
  before="$(mariadb-dump --no-defaults --socket="$ROOT/mysql/s" -uroot --skip-dump-date redcap | sha256sum)"
  : >"$CALLS"
  run step database
  [ "$status" = 0 ]
  [[ $output == *"complete; nothing to do"* ]]
  [ "$(mariadb-dump --no-defaults --socket="$ROOT/mysql/s" -uroot --skip-dump-date redcap | sha256sum)" = "$before" ]
  refute grep -q secret:master "$CALLS"
  grep -q secret:upgrade "$CALLS"
}

@test "of two instances that start together, one installs" {
  step database >"$ROOT/one.log" 2>&1 &
  local one=$!
  step database >"$ROOT/two.log" 2>&1 &
  local two=$!
  wait "$one"
  wait "$two"
  [ "$(sql "SELECT COUNT(*) FROM sample_installs")" = 1 ]
  [ "$(cat "$ROOT/one.log" "$ROOT/two.log" | grep -c "installing the schema")" = 1 ]
  [ "$(sql "SELECT COUNT(*) FROM redcap_auth")" = 1 ]
}

@test "new passwords in the secrets become the users' passwords, and touch nothing else" {
  step database
  sql "UPDATE redcap_config SET value = 'ldap' WHERE field_name = 'auth_meth_global'"
  echo '{"username":"redcap_user2","password":"rotated-upgrade"}' >"$SECRETS/upgrade"
  REDCAP_DB_PASSWORD="rotated'app\\" step database
  echo '{"username":"redcap_user2","password":"upgrade-password"}' >"$SECRETS/upgrade"
  [ "$(login redcap_user "rotated'app\\" --ssl)" = in ]
  [ "$(login redcap_user2 rotated-upgrade --ssl)" = in ]
  refute login redcap_user "$REDCAP_DB_PASSWORD" --ssl
  [ "$(value auth_meth_global)" = ldap ]
}

@test "a database that comes from elsewhere keeps its settings and administrators" {
  mysql_root -e "CREATE DATABASE redcap"
  sql "CREATE TABLE redcap_config (field_name VARCHAR(191) PRIMARY KEY, value TEXT);
    INSERT INTO redcap_config VALUES ('redcap_version', '13.1.0'), ('auth_meth_global', 'ldap_table')"
  run step database
  [ "$status" = 0 ]
  [[ $output == *"its settings stay as they are"* ]]
  [ "$(sql "SELECT COUNT(*) FROM redcap_config") $(value auth_meth_global)" = "2 ldap_table" ]
  [ "$(login redcap_user "$REDCAP_DB_PASSWORD" --ssl)" = in ]
}

@test "an installer that fails is told, and its half-made schema is not taken for a whole one" {
  cp "$BUNDLE/redcap/install.php" "$ROOT/install.php"
  echo '<?php require "redcap_connect.php"; connect()->query("CREATE TABLE redcap_config (field_name VARCHAR(191), value TEXT)"); echo "half";' \
    >"$BUNDLE/redcap/install.php"
  run step database
  [ "$status" -ne 0 ]
  [[ $output == *"left the schema of 'redcap' unfinished"* ]]
  cp "$ROOT/install.php" "$BUNDLE/redcap/install.php" # at hand again, but too late for this database
  run step database
  [ "$status" -ne 0 ]
  [[ $output == *"Drop and create this database"* ]]
  mysql_root -e "DROP DATABASE redcap"
  step database
  [ "$(value redcap_version)" = 0.0.0-sample ]
}

@test "an installer that breaks is told with its error" {
  cp "$BUNDLE/redcap/install.php" "$ROOT/install.php"
  echo '<?php http_response_code(500); echo "<b>no room</b>"; error_log("disk full");' >"$BUNDLE/redcap/install.php"
  run step database
  cp "$ROOT/install.php" "$BUNDLE/redcap/install.php"
  [ "$status" -ne 0 ]
  [[ $output == *"500 Internal Server Error': no room"* && $output == *"disk full"* && $output != *upgrade-password* ]]
  [ -z "$(compgen -G '/tmp/redcap-install*')" ]
  # And the next deployment tries again.
  step database
  [ "$(value redcap_version)" = 0.0.0-sample ]
}

@test "a server that cannot prove its identity gets no password" {
  local other="$ROOT/other-ca.pem"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout /dev/null -out "$other" -days 2 -subj "/CN=other" 2>/dev/null
  cp "$other" "$ROOT/etc/redcap/other-ca.pem"
  sed -i 's/\$attempt === 5/true/' "$BUNDLE/.platform/redcap/php/connection.php" # without the 20 seconds of patience
  REDCAP_DB_SSL_CA=/etc/redcap/other-ca.pem run step database
  cp "$REPO/modules/redcap/platform/.platform/redcap/php/connection.php" "$BUNDLE/.platform/redcap/php/"
  [ "$status" -ne 0 ]
  [[ $output == *"ERROR: database"* && $output != *master-password* ]]
  [ -z "$(mysql_root -e "SELECT user FROM mysql.user WHERE user = 'redcap_user'")" ]
}

@test "easy upgrade finds its marker and its user; without it neither is there" {
  REDCAP_UPGRADES=easy_upgrade step database
  [ "$(value aws_quickstart) $(value redcap_updates_user) $(value redcap_updates_password) $(value redcap_updates_password_encrypted)" = \
    "1 redcap_user2 upgrade-password 0" ]
  setup
  step database
  [ "$(value aws_quickstart)" = 0 ]
  [ -z "$(value redcap_updates_user)" ]
}

@test "secrets are on no command line and in no output" {
  # Every process's command line, sampled while the set-up runs.
  (while :; do cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\0' ' ' >>"$ROOT/cmdlines"; done) 3>&- &
  local sampler=$!
  run step database
  kill "$sampler"
  [ "$status" = 0 ]
  grep -q set-up-database.php "$ROOT/cmdlines"
  local word
  for word in "$REDCAP_DB_PASSWORD" upgrade-password master-password one-time-password files-secret-key "$REDCAP_SALT"; do
    [[ $output != *"$word"* ]]
    refute grep -qF -- "$word" "$ROOT/cmdlines"
    refute grep -qF -- "$word" "$CALLS"
  done
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

# --- cron ---

# runner NAME: a cron runner as on instance NAME, with a minute of one second; its runs note the runner's process.
runner() {
  REDCAP_CRON_SECONDS=1 REDCAP_DB_SSL_CA="$ROOT/etc/redcap/test-ca.pem" \
    start php "$ROOT/usr/local/libexec/redcap/redcap-cron" "$ROOT/cron.php"
  tail -1 "$ROOT/pids"
}

leaders() { sort -u "$ROOT/runs"; }

@test "of two instances one runs cron.php, and the other takes over when it dies" {
  step database
  echo '<?php file_put_contents(dirname(__FILE__) . "/runs", posix_getppid() . "\n", FILE_APPEND);' >"$ROOT/cron.php"
  : >"$ROOT/runs"
  local first second leader
  first="$(runner)"
  second="$(runner)"
  eventually 8 test -s "$ROOT/runs"
  sleep 2.5
  [ "$(leaders | wc -l)" = 1 ]
  [ "$(wc -l <"$ROOT/runs")" -le 5 ]
  leader="$(leaders)"
  [[ $leader == "$first" || $leader == "$second" ]]

  kill -KILL "$leader"
  : >"$ROOT/runs"
  eventually 8 test -s "$ROOT/runs"
  [ "$(leaders)" = "$([[ $leader == "$first" ]] && echo "$second" || echo "$first")" ]
  kill -KILL -- "-$first" "-$second" 2>/dev/null || true
}

@test "a leader that loses its connection stops what it runs" {
  step database
  echo '<?php file_put_contents(dirname(__FILE__) . "/runs", getmypid() . "\n", FILE_APPEND); sleep(60);' >"$ROOT/cron.php"
  : >"$ROOT/runs"
  local leader run
  leader="$(runner)"
  eventually 8 test -s "$ROOT/runs"
  run="$(head -1 "$ROOT/runs")"
  kill -0 "$run"
  mysql_root -e "KILL CONNECTION $(mysql_root -e "SELECT IS_USED_LOCK('redcap_cron:redcap')")"
  eventually 8 refute kill -0 "$run" 2>/dev/null
  kill -0 "$leader"
  # And it stands for election again.
  : >"$ROOT/runs"
  eventually 15 test -s "$ROOT/runs"
  kill -KILL -- "-$leader"
}

@test "a run that takes long does not hold up the next one" {
  step database
  echo '<?php file_put_contents(dirname(__FILE__) . "/runs", "run\n", FILE_APPEND); sleep(60);' >"$ROOT/cron.php"
  : >"$ROOT/runs"
  local leader
  leader="$(runner)"
  eventually 8 bash -c "(( \$(wc -l <'$ROOT/runs') >= 3 ))"
  kill -KILL -- "-$leader"
}
