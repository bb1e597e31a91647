# The database's set-up, against a real MariaDB that takes TLS only. Debian has no MySQL 8; the statements are those that both
# understand.

load instance.bash

setup_file() { make_instance && start_database; }
setup() { empty_database; }
teardown_file() { stop_all; }

# login USER PASSWORD [OPTION...]: one query over the network.
login() {
  local user="$1" password="$2"
  shift 2
  MYSQL_PWD="$password" mariadb --no-defaults -h127.0.0.1 -P"$REDCAP_DB_PORT" -u"$user" "$@" -N -e "SELECT 'in'"
}

@test "an empty database gets users, schema, settings and administrator" {
  step database
  [ "$(value auth_meth_global)" = table ]
  [ "$(value redcap_base_url)" = https://redcap.example.edu/ ]
  [ "$(value from_email)" = redcap@example.edu ]
  [ "$(value homepage_contact_email) $(value project_contact_email)" = "admin@example.edu admin@example.edu" ]
  [ "$(value homepage_contact), $(value project_contact_name)" = "REDCap Administrator, REDCap Administrator" ]
  [ "$(value institution)" = "Example University" ]
  [ "$(value edoc_storage_option) $(value amazon_s3_bucket) $(value amazon_s3_endpoint)" = "2 redcap-files eu-west-1" ]
  [ "$(value amazon_s3_key) $(value amazon_s3_secret)" = "AKIAEXAMPLE $FILES_KEY" ]
  [ "$(sql "SELECT CONCAT_WS(' ', password, legacy_hash, temp_pwd) FROM redcap_auth WHERE username = 'redcap_admin'")" = \
    "$(printf %s "$ADMIN_PASSWORD" | md5sum | cut -d' ' -f1) 1 1" ]
  [ "$(sql "SELECT CONCAT_WS(' ', user_email, user_firstname, user_lastname, super_user, account_manager, access_system_config,
    access_system_upgrade, access_external_module_install, admin_rights, access_admin_dashboards)
    FROM redcap_user_information WHERE username = 'redcap_admin'")" = "admin@example.edu REDCap Administrator 1 1 1 1 1 1 1" ]
  [ "$(sql "SELECT super_user FROM redcap_user_information WHERE username = 'site_admin'")" = 0 ]
  # install.php ran as the upgrade user: the application's may not make tables.
  [ "$(sql "SELECT by_user FROM sample_installs")" = "redcap_user2@%" ]
}

# provider FIELD VALUE...: the identity provider's secret.
provider() {
  # shellcheck disable=SC2016
  php -r 'for ($i = 1; $i < $argc; $i += 2) $fields[$argv[$i]] = $argv[$i + 1]; echo json_encode($fields);' "$@" >"$SECRETS/provider"
  export REDCAP_IDENTITY_PROVIDER_SECRET_ARN="arn:aws:secretsmanager:eu-west-1:123456789012:secret:provider"
}

administrators() { sql "SELECT username FROM redcap_user_information WHERE super_user = 1 ORDER BY username" | tr '\n' ' '; }
own_accounts() { sql "SELECT username FROM redcap_auth"; }

@test "OpenID Connect gets its settings from the secret, once, and redcap_admin can sign in beside it" {
  provider client_id redcap client_secret "se'cret\\\"1" metadata_url https://idp.example.edu/.well-known/openid-configuration name "Example \"SSO\""
  REDCAP_AUTHENTICATION=openid_connect_table step database >"$ROOT/out" 2>&1
  [ "$(value auth_meth_global)" = openid_connect_table ]
  [ "$(value openid_connect_client_id) $(value openid_connect_client_secret)" = "redcap se'cret\\\"1" ]
  [ "$(value openid_connect_metadata_url)" = https://idp.example.edu/.well-known/openid-configuration ]
  [ "$(value openid_connect_name)" = 'Example "SSO"' ]
  [ "$(administrators) $(own_accounts)" = "redcap_admin  redcap_admin" ]
  refute grep -q "se'cret" "$ROOT/out"
  # Afterwards it is the Control Center's.
  sql "UPDATE redcap_config SET value = 'rotated' WHERE field_name = 'openid_connect_client_secret'"
  rm "$SECRETS/provider"
  REDCAP_AUTHENTICATION=openid_connect_table step database
  [ "$(value openid_connect_client_secret)" = rotated ]
}

@test "without REDCap's own accounts the named user of Entra ID is the administrator, and no password exists" {
  provider client_id redcap client_secret geheim tenant example.edu endpoint_version V2
  REDCAP_AUTHENTICATION=oauth2_azure_ad REDCAP_EXTERNAL_ADMIN="o'neill@example.edu" step database
  [ "$(value auth_meth_global) $(value oauth2_azure_ad_tenant) $(value oauth2_azure_ad_endpoint_version)" = "oauth2_azure_ad example.edu V2" ]
  [ "$(value oauth2_azure_ad_primary_admin)" = "o'neill@example.edu" ]
  [ "$(administrators)$(own_accounts)" = "o'neill@example.edu " ]
  [ "$(sql "SELECT access_system_config + admin_rights FROM redcap_user_information WHERE username LIKE 'o%neill%'")" = 2 ]
}

@test "Shibboleth with REDCap's own accounts, and a user of the identity provider as a second administrator" {
  REDCAP_AUTHENTICATION=shibboleth_table REDCAP_EXTERNAL_ADMIN=jane@example.edu step database
  [ "$(value auth_meth_global) $(value shibboleth_username_field) $(value shibboleth_logout)" = "shibboleth_table REMOTE_USER /Shibboleth.sso/Logout" ]
  [ "$(administrators) $(own_accounts)" = "jane@example.edu redcap_admin  redcap_admin" ]
}

@test "a secret that lacks something, or has what is unknown, is told before anything is installed" {
  provider client_id redcap client_secrets oops
  REDCAP_AUTHENTICATION=openid_connect_table run step database
  [ "$status" -ne 0 ]
  [[ $output == *"it has no field 'client_secret'; it has no field 'metadata_url'; its field 'client_secrets' is not one of client_id, "* && $output != *oops* ]]
  [ -z "$(mysql_root -e "SHOW TABLES FROM redcap")" ]
  # A tenant left out would let in every account of Microsoft's.
  provider client_id redcap client_secret geheim
  REDCAP_AUTHENTICATION=oauth2_azure_ad_table run step database
  [[ $status -ne 0 && $output == *"it has no field 'tenant'"* ]]
  unset REDCAP_IDENTITY_PROVIDER_SECRET_ARN
  REDCAP_AUTHENTICATION=oauth2_azure_ad_table run step database
  [[ $status -ne 0 && $output == *"REDCAP_IDENTITY_PROVIDER_SECRET_ARN is not set, which oauth2_azure_ad needs"* ]]
  # What is corrected goes on from there.
  step database
  [ "$(value auth_meth_global)" = table ]
}

@test "a REDCap that does not have the method's settings is not left with nobody who can sign in" {
  cp "$BUNDLE/redcap/install.php" "$ROOT/install.php"
  sed -i "s/'shibboleth_' => /'other_' => /" "$BUNDLE/redcap/install.php"
  REDCAP_AUTHENTICATION=shibboleth_table run step database
  cp "$ROOT/install.php" "$BUNDLE/redcap/install.php"
  [ "$status" -ne 0 ]
  [[ $output == *"this version of REDCap has no setting shibboleth_username_field, shibboleth_logout, which REDCAP_AUTHENTICATION 'shibboleth_table' needs"* ]]
  REDCAP_AUTHENTICATION=table step database
  [ "$(value auth_meth_global) $(administrators)" = "table redcap_admin " ]
}

@test "an environment that starts beside its database waits for the first instance, and says so once" {
  impatient
  local port="$REDCAP_DB_PORT"
  REDCAP_DB_PORT="$(free_port)"
  (sleep 3 && exec socat "TCP-LISTEN:$REDCAP_DB_PORT,bind=127.0.0.1,reuseaddr,fork" "TCP:127.0.0.1:$port") >/dev/null 2>&1 3>&- &
  local forwarder=$!
  run step database
  pkill -P "$forwarder" || true
  kill "$forwarder" 2>/dev/null || true
  [ "$status" -eq 0 ]
  [ "$(grep -c "waiting for 127.0.0.1:$REDCAP_DB_PORT" <<<"$output")" = 1 ]
  [[ $output == *"REDCap is installed"* ]]
}

@test "a database that does not come is told with what to look at, and no secret is read before" {
  impatient
  sed -i 's/^const SERVER_SECONDS = .*/const SERVER_SECONDS = 1;/' "$BUNDLE/.platform/redcap/php/set-up-database.php"
  REDCAP_DB_HOST=nowhere.invalid run step database
  [ "$status" -ne 0 ]
  [[ $output == *"ERROR: database: nowhere.invalid:$REDCAP_DB_PORT has not answered for 1 seconds"*"security group"* ]]
  refute grep -q secret: "$CALLS"
}

@test "users have their own passwords and rights, and get in over TLS only" {
  step database
  [ "$(login redcap_user "$REDCAP_DB_PASSWORD" --ssl-ca="$ROOT/tls/ca.pem" --ssl-verify-server-cert)" = in ]
  [ "$(login redcap_user2 "$UPGRADE_PASSWORD" --ssl)" = in ]
  refute login redcap_user "$UPGRADE_PASSWORD" --ssl
  # The server's own switch off, so that it is the users' REQUIRE SSL that is tried.
  mysql_root -e "SET GLOBAL require_secure_transport = OFF"
  refute login redcap_user "$REDCAP_DB_PASSWORD" --skip-ssl
  refute login redcap_user2 "$UPGRADE_PASSWORD" --skip-ssl
  [ "$(login master "$MASTER_PASSWORD" --skip-ssl)" = in ]
  mysql_root -e "SET GLOBAL require_secure_transport = ON"

  run mysql_root -e "SHOW GRANTS FOR redcap_user"
  [[ $output == *"GRANT SELECT, INSERT, UPDATE, DELETE ON \`redcap\`.*"* && $output == *"REQUIRE SSL"* ]]
  [[ $output == *"GRANT SELECT ON \`redcap\\_platform\`.*"* && $output == *"GRANT INSERT ON \`redcap_platform\`.\`versions\`"* && ${#lines[@]} = 4 ]]
  run mysql_root -e "SHOW GRANTS FOR redcap_user2"
  [[ $output == *"GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, REFERENCES, INDEX, ALTER ON \`redcap\`.*"* ]]
  [[ $output == *"GRANT SELECT ON \`redcap\\_platform\`.*"* && $output == *"GRANT INSERT, UPDATE ON \`redcap_platform\`.\`upgrades\`"* && ${#lines[@]} = 4 ]]
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
  upgrade_secret rotated-upgrade
  REDCAP_DB_PASSWORD="rotated'app\\" run step database
  [ "$status" = 0 ]
  # MariaDB has no second passwords: the old one ends, and the log says so.
  [[ $output == *"WARNING: the old password of redcap_user expires at once"* && $output != *"rotated'app"* ]]
  [ "$(login redcap_user "rotated'app\\" --ssl)" = in ]
  [ "$(login redcap_user2 rotated-upgrade --ssl)" = in ]
  refute login redcap_user "$REDCAP_DB_PASSWORD" --ssl
  [ "$(value auth_meth_global)" = ldap ]
}

# as_mysql8: from now on MariaDB is taken for MySQL 8: it takes the clauses for second passwords, which are noted without the
# password. That MySQL understands them, and what it then does, is not tried here.
as_mysql8() {
  local file="$BUNDLE/.platform/redcap/php/connection.php"
  sed -i 's/mysqli_init()/new Mysql8()/' "$file"
  cat >>"$file" <<'END'
class Mysql8 extends mysqli
{
    public function query(string $query, int $mode = MYSQLI_STORE_RESULT): mysqli_result|bool
    {
        if (!preg_match("/^ALTER USER ('\w+')@'%'(?: IDENTIFIED BY '.*')?( RETAIN CURRENT PASSWORD| DISCARD OLD PASSWORD)$/s", $query, $match)) {
            return parent::query($query, $mode);
        }
        file_put_contents(getenv('ROOT') . '/second-passwords', "$match[1]$match[2]\n", FILE_APPEND);
        return str_ends_with($query, 'DISCARD OLD PASSWORD') || parent::query(substr($query, 0, -strlen($match[2])), $mode);
    }
}
END
  : >"$ROOT/second-passwords"
}

# days_pass DAYS: for the old passwords.
days_pass() { sql "UPDATE redcap_platform.retained_passwords SET since = since - INTERVAL $1 DAY"; }

@test "where the server keeps a second password, an old one works for a week, and only a changed one is kept" {
  as_mysql8
  step database
  [ ! -s "$ROOT/second-passwords" ]
  export REDCAP_DB_PASSWORD="rotated-$REDCAP_DB_PASSWORD"
  run step database
  [ "$status" = 0 ]
  [[ $output == *"the old password of redcap_user works for another 7 days"* ]]
  [ "$(cat "$ROOT/second-passwords")" = "'redcap_user' RETAIN CURRENT PASSWORD" ]
  [ "$(login redcap_user "$REDCAP_DB_PASSWORD" --ssl)" = in ]

  days_pass 6
  : >"$CALLS"
  step database
  refute grep -q secret:master "$CALLS"
  days_pass 2
  step database
  [ "$(tail -n +2 "$ROOT/second-passwords")" = "'redcap_user' DISCARD OLD PASSWORD" ]
  : >"$CALLS"
  step database
  refute grep -q secret:master "$CALLS"
}

# rights_end: from now on the role reads the application's secret only, as IAM decides after REDCAP_SETUP_UNTIL.
rights_end() {
  printf '%s\n' master upgrade admin files >"$ROOT/refused"
  export REDCAP_SETUP_UNTIL=2026-01-31T12:00:00Z
}

@test "when the rights of the set-up are over, new instances and deployments work, and ask for no secret of it" {
  step database
  rights_end
  : >"$CALLS"
  run step database
  [ "$status" = 0 ]
  [[ $output == *"complete; nothing to do (the upgrade user was not looked at"* ]]
  # Each refusal would raise an alarm.
  refute grep -q get-secret-value "$CALLS"
}

@test "a set-up that is needed when its rights are over says what opens them, and changes nothing" {
  rights_end
  run step database
  [ "$status" -ne 0 ]
  [[ $output == *"REDCap is not installed here"*"given until 2026-01-31T12:00:00Z. Open it again"*"$OPENS"*AccessDenied* ]]
  [ -z "$(mysql_root -e "SHOW DATABASES LIKE 'redcap%'")" ]
  # Opened again.
  rm "$ROOT/refused"
  REDCAP_SETUP_UNTIL="$(date -ud '+1 hour' +%FT%TZ)" step database
  # A password that was changed in its secret.
  rights_end
  REDCAP_DB_PASSWORD=rotated run step database
  [ "$status" -ne 0 ]
  [[ $output == *"a database user has another password than its secret"*"$OPENS"* && $output != *rotated* ]]
}

@test "without a time in the settings, a refusal is no harm where nothing is to do" {
  step database
  rights_end
  unset REDCAP_SETUP_UNTIL
  run step database
  [ "$status" = 0 ]
  [[ $output == *"complete; nothing to do"* ]]
}

@test "an old password whose time is up stops no deployment when it cannot be ended" {
  as_mysql8
  step database
  export REDCAP_DB_PASSWORD="rotated-$REDCAP_DB_PASSWORD"
  step database
  days_pass 8
  rights_end
  run step database
  [ "$status" = 0 ]
  [[ $output == *"WARNING: an old password is still valid after 7 days"*"$OPENS"* ]]
  unset REDCAP_SETUP_UNTIL
  run step database
  [[ $status = 0 && $output == *"WARNING: an old password is still valid"* ]]
  rm "$ROOT/refused"
  step database
  [ "$(tail -n 1 "$ROOT/second-passwords")" = "'redcap_user' DISCARD OLD PASSWORD" ]
}

@test "a right that was just given is waited for" {
  impatient
  printf '%s\n' master upgrade >"$ROOT/refused"
  right_comes upgrade
  REDCAP_SETUP_UNTIL="$(date -ud '+1 hour' +%FT%TZ)" step database
}

@test "another salt than the database's is refused before anything is changed, and not printed" {
  step database
  : >"$CALLS"
  REDCAP_SALT="another$REDCAP_SALT" run step database
  [ "$status" -ne 0 ]
  [[ $output == *"REDCAP_SALT is not the salt that this database was set up with"* && $output != *"$REDCAP_SALT"* ]]
  refute grep -q secret:master "$CALLS"
  # Also when there is something to set up.
  REDCAP_SALT="another$REDCAP_SALT" REDCAP_DB_PASSWORD=rotated run step database
  [ "$status" -ne 0 ]
  [[ $output == *"REDCAP_SALT is not the salt"* ]]
  [ "$(login redcap_user "$REDCAP_DB_PASSWORD" --ssl)" = in ]
  # What is noted helps nobody to guess: neither the salt nor a quick hash of it.
  [[ $(sql "SELECT salt_hash FROM redcap_platform.installation") == '$2y$'* ]]
  step database
}

@test "an installation that has no note of its salt yet gets one" {
  step database
  sql "ALTER TABLE redcap_platform.installation DROP COLUMN salt_hash; DROP TABLE redcap_platform.retained_passwords"
  step database
  run step database
  [[ $output == *"complete; nothing to do"* ]]
  REDCAP_SALT="another$REDCAP_SALT" run step database
  [ "$status" -ne 0 ]
}

@test "a database that comes from elsewhere keeps its settings and administrators" {
  mysql_root -e "CREATE DATABASE redcap"
  sql "CREATE TABLE redcap_config (field_name VARCHAR(191) PRIMARY KEY, value TEXT);
    INSERT INTO redcap_config VALUES ('redcap_version', '13.1.0'), ('auth_meth_global', 'ldap_table');
    CREATE USER redcap_user IDENTIFIED BY 'of the old stack'"
  as_mysql8
  run step database
  [ "$status" = 0 ]
  [[ $output == *"its settings stay as they are"* ]]
  [ "$(sql "SELECT COUNT(*) FROM redcap_config") $(value auth_meth_global)" = "2 ldap_table" ]
  # No instance of ours has the passwords of elsewhere: they end.
  [ ! -s "$ROOT/second-passwords" ]
  [ "$(login redcap_user "$REDCAP_DB_PASSWORD" --ssl)" = in ]
  REDCAP_SALT="another$REDCAP_SALT" run step database
  [ "$status" -ne 0 ]
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
  [[ $output == *"500 Internal Server Error': no room"* && $output == *"disk full"* && $output != *"$UPGRADE_PASSWORD"* ]]
  [ -z "$(compgen -G "$TMPDIR/redcap-install*")" ]
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
  [ "$status" -ne 0 ]
  [[ $output == *"ERROR: database"* && $output != *"$MASTER_PASSWORD"* ]]
  [ -z "$(mysql_root -e "SELECT user FROM mysql.user WHERE user = 'redcap_user'")" ]
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
  for word in "$REDCAP_DB_PASSWORD" "$UPGRADE_PASSWORD" "$MASTER_PASSWORD" "$ADMIN_PASSWORD" "$FILES_KEY" "$REDCAP_SALT"; do
    [[ $output != *"$word"* ]]
    refute grep -qF -- "$word" "$ROOT/cmdlines"
    refute grep -qF -- "$word" "$CALLS"
  done
}

# original TABLES: what an original has that reaches out to people, in the columns that the statements name.
original() {
  sql "CREATE TABLE redcap_surveys_scheduler_queue (ssq_id INT AUTO_INCREMENT PRIMARY KEY, time_sent DATETIME);
    CREATE TABLE redcap_surveys_scheduler (ss_id INT PRIMARY KEY, active TINYINT);
    CREATE TABLE redcap_alerts (alert_id INT PRIMARY KEY, email_deleted TINYINT NOT NULL);
    CREATE TABLE redcap_alerts_recurrence (aq_id INT PRIMARY KEY, alert_id INT);
    CREATE TABLE redcap_projects (project_id INT PRIMARY KEY, twilio_enabled TINYINT, twilio_auth_token VARCHAR(64), data_entry_trigger_url TEXT);
    CREATE TABLE redcap_user_rights (project_id INT, username VARCHAR(191), api_token VARCHAR(64));
    INSERT INTO redcap_surveys_scheduler_queue (time_sent) VALUES (NULL), (NULL), ('2026-01-01');
    INSERT INTO redcap_surveys_scheduler VALUES (1, 1), (2, 0);
    INSERT INTO redcap_alerts VALUES (1, 0), (2, 1);
    INSERT INTO redcap_alerts_recurrence VALUES (1, 1);
    INSERT INTO redcap_projects VALUES (1, 1, 'token', 'https://example.edu/trigger'), (2, 0, NULL, NULL);
    INSERT INTO redcap_user_rights VALUES (1, 'jane', 'ABC'), (1, 'joe', NULL)"
}

# copy: the settings of another installation that gets this database.
copy() {
  export REDCAP_COPY=redcap-prod-copy-1 REDCAP_CRON=off REDCAP_MAIL_TRANSPORT=none
  export REDCAP_BASE_URL=https://staging.example.edu REDCAP_S3_BUCKET=staging-files REDCAP_DB_PASSWORD="staging-$REDCAP_DB_PASSWORD"
  upgrade_secret "staging-$UPGRADE_PASSWORD"
}

@test "a copy reaches nobody and writes to its own bucket before any of its users gets in, and is left alone afterwards" {
  step database
  original
  local old="$REDCAP_DB_PASSWORD"
  copy
  run step database
  [ "$status" -eq 0 ]
  [[ $output == *"scheduled survey invitations deleted: 2"*"scheduled alerts deleted: 1"*"automated survey invitations switched off: 1"* ]]
  [[ $output == *"alerts deactivated: 1"*"API tokens of projects removed: 1"* ]]
  # What this REDCap does not have is said, not passed over.
  [[ $output == *"NOT DONE, since this version of REDCap has no redcap_projects.mosio_api_key: keys of Mosio removed"* ]]
  # Not one step after another: the users come after it.
  [ "$(grep -n 'is disarmed' <<<"$output" | cut -d: -f1)" -lt "$(grep -n 'has the password in its secret' <<<"$output" | head -n 1 | cut -d: -f1)" ]
  [ "$(sql "SELECT COUNT(*) FROM redcap_surveys_scheduler_queue")" = 1 ]
  [ "$(sql "SELECT SUM(active) FROM redcap_surveys_scheduler")$(sql "SELECT MIN(email_deleted) FROM redcap_alerts")" = 01 ]
  [ "$(sql "SELECT COUNT(*) FROM redcap_projects WHERE twilio_enabled = 1 OR twilio_auth_token <> '' OR data_entry_trigger_url <> ''")" = 0 ]
  [ "$(sql "SELECT COUNT(api_token) FROM redcap_user_rights")" = 0 ]
  [ "$(value redcap_base_url) $(value amazon_s3_bucket)" = "https://staging.example.edu/ staging-files" ]
  # The original's password does not open the copy, not even for a while.
  login redcap_user "$REDCAP_DB_PASSWORD"
  refute login redcap_user "$old"
  # The next deployment touches nothing that was switched on again.
  sql "UPDATE redcap_alerts SET email_deleted = 0"
  step database | grep "nothing to do"
  [ "$(sql "SELECT MAX(email_deleted) FROM redcap_alerts")" = 0 ]
  # Another snapshot: another copy.
  REDCAP_COPY=redcap-prod-copy-2 step database
  [ "$(sql "SELECT MIN(email_deleted) FROM redcap_alerts")" = 1 ]
  [ "$(mysql_root -N -e "SELECT GROUP_CONCAT(snapshot) FROM redcap_platform.copies")" = redcap-prod-copy-1,redcap-prod-copy-2 ]
}

@test "a copy that could write to people is set up for nobody" {
  step database
  original
  copy
  local settings
  for settings in "REDCAP_CRON=on" "REDCAP_MAIL_TRANSPORT=smtp"; do
    PATH="$STUBS:$PATH" run env "$settings" bash "$BUNDLE/.platform/redcap/step" database
    [ "$status" -ne 0 ]
    [[ $output == *"REDCAP_CRON is not off or REDCAP_MAIL_TRANSPORT is not none"* ]]
    refute login redcap_user "$REDCAP_DB_PASSWORD"
    [ "$(sql "SELECT COUNT(*) FROM redcap_surveys_scheduler_queue")" = 3 ]
  done
}

@test "a copy without a REDCap in its database is not installed anew" {
  copy
  run step database
  [ "$status" -ne 0 ]
  [[ $output == *"REDCAP_COPY is set, but the database has no REDCap tables"* ]]
}
